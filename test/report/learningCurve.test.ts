// Learning curves as SVG and as text: what is drawn for which curve, and the errors.
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import type { SetFigures } from "../../src/objective/setFigures.ts";
import { learningCurveSvg } from "../../src/report/learningCurveSvg.ts";
import { learningCurveText } from "../../src/report/learningCurveText.ts";
import type { Curve, CurvePoint } from "../../src/training/curve.ts";

const figures = (cost: number, accuracy?: number): SetFigures => ({
  loss: cost,
  cost,
  ...(accuracy === undefined ? {} : { accuracy }),
  standardError: 0.01,
  lossStandardError: 0.1 * cost,
});

type Cost = (step: number) => number;
const falling: Cost = (step) => 2 / step;

/** A curve of `count` points, whose sets have these costs. */
function curveOf(count: number, sets: Partial<Record<"train" | "validation" | "test", Cost>>, accuracy?: Cost): Curve {
  const points = Array.from({ length: count }, (_, i) => {
    const step = 10 * (i + 1);
    const of = (cost: Cost | undefined) => cost && figures(cost(step), accuracy?.(step));
    return {
      step,
      epoch: i + 1,
      learningRate: 0.1,
      ...Object.fromEntries(Object.entries(sets).map(([name, cost]) => [name, of(cost)])),
      gradientNorm: 1,
      rowsPerSecond: 1,
      remainingSeconds: 0,
    } as unknown as CurvePoint;
  });
  return { points, batchCost: new Float32Array() };
}
const three = { train: falling, validation: (s: number) => 0.5 + (s - 50) ** 2 / 1e4, test: falling };
const parsed = (svg: string) => parseHTML(svg).document;

describe("learningCurveSvg", () => {
  test("draws two panels with a line, a band and an end for each of three sets", async () => {
    const svg = await learningCurveSvg(
      curveOf(20, three, (s) => 1 - 1 / s),
      { title: "A <b> & c" },
    );
    const document = parsed(svg);
    for (const set of ["train", "validation", "test"]) {
      for (const part of ["band", "end"]) expect(document.querySelectorAll(`.${part}.${set}`)).toHaveLength(2);
      expect(document.querySelectorAll(`.line.${set}`)).toHaveLength(3); // and one in the legend
    }
    expect(svg).toContain("A &lt;b&gt; &amp; c");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain("prefers-color-scheme: dark");
  });

  test("draws one panel where nothing is classified, and no rule without a validation set", async () => {
    const svg = await learningCurveSvg(curveOf(5, { train: falling }), { theme: "dark" });
    expect(parsed(svg).querySelectorAll(".line.train")).toHaveLength(2);
    expect(svg).not.toContain("Accuracy");
    expect(svg).not.toContain("lowest validation cost");
    expect(svg).not.toContain("prefers-color-scheme");
  });

  test.each([
    ["one point", curveOf(1, three, () => 1)],
    ["constant costs", curveOf(4, { train: () => 0.5, test: () => 0.5 })],
    ["costs of 0", curveOf(4, { train: (s) => (s > 20 ? 0 : 3) })],
    ["costs below 0", curveOf(4, { train: (s) => -s })],
    ["a cost that is not finite", curveOf(4, { train: (s) => (s > 30 ? Number.POSITIVE_INFINITY : 1) })],
    ["costs over 12 decades", curveOf(13, { train: (s) => Number(`1e-${s / 10}`) })],
  ])("draws %s without a number that is none", async (_, curve) => {
    expect(await learningCurveSvg(curve)).not.toMatch(/NaN|undefined|Infinity/);
    expect(await learningCurveText(curve)).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("stays small for 100,000 points", async () => {
    expect((await learningCurveSvg(curveOf(100_000, three))).length).toBeLessThan(100_000);
  });

  test("throws on an unknown option, and on a curve without points", async () => {
    await expect(learningCurveSvg(curveOf(2, three), { titel: "x" } as never)).rejects.toThrow(/Did you mean "title"/);
    await expect(learningCurveSvg(curveOf(0, three))).rejects.toThrow(/at least one point/);
    await expect(learningCurveText(curveOf(0, three))).rejects.toThrow(/at least one point/);
  });
});

describe("learningCurveText", () => {
  test("marks each set with a character of its own, and names it", async () => {
    const text = await learningCurveText(
      curveOf(20, three, (s) => 1 - 1 / s),
      { width: 40, height: 8 },
    );
    expect(text).toContain("· training   + validation   o test");
    expect(text).toContain("cost (logarithmic)");
    expect(text).toContain("accuracy");
    expect(text).toMatch(/10 +105 +200 {2}iterations/);
    expect(text).not.toContain("\x1b");
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(70);
  });

  test("labels of a narrow range differ", async () => {
    const text = await learningCurveText(curveOf(20, { train: (s) => 0.69 + 0.01 / s }));
    const labels = [...text.matchAll(/^ *([\d.]+) [┤┼·]/gm)].map(([, label]) => label);
    expect(labels.length).toBeGreaterThan(3);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test("colours sets where it is asked to", async () => {
    expect(await learningCurveText(curveOf(3, three), { color: true })).toContain("\x1b[94m");
  });
});
