// Curves of any numbers, from the smallest to the largest, flat, falling and not finite: each is drawn, and none hangs.
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { counted, figure } from "../../src/diagnosis/figure.ts";
import type { SetFigures } from "../../src/objective/setFigures.ts";
import { classTables } from "../../src/report/classTables.ts";
import { compareSvg } from "../../src/report/compareSvg.ts";
import { decades } from "../../src/report/decades.ts";
import { learningCurveSvg } from "../../src/report/learningCurveSvg.ts";
import { learningCurveText } from "../../src/report/learningCurveText.ts";
import { predictedSvg } from "../../src/report/predictedSvg.ts";
import { raceSvg } from "../../src/report/raceSvg.ts";
import { ratesSvg } from "../../src/report/ratesSvg.ts";
import { explainedText, regressionFigures } from "../../src/report/regressionFigures.ts";
import { surfaces } from "../../src/surfaces/surfaces.ts";
import type { Curve, CurvePoint } from "../../src/training/curve.ts";

const MOST = Number.MAX_VALUE;
/** Numbers in the neighbourhood of one: a curve that is flat but for its last digits. */
const nearly = fc
  .tuple(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 20 }),
  )
  .map(([base, ulps]) => ulps.map((ulp) => base * (1 + ulp * Number.EPSILON)));
/** Numbers over some decades around any scale. */
const scaled = fc
  .tuple(
    fc.integer({ min: -324, max: 308 }),
    fc.array(fc.tuple(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: -3, max: 3 })), {
      minLength: 1,
      maxLength: 20,
    }),
  )
  .map(([scale, values]) => values.map(([value, shift]) => value * 10 ** Math.max(-324, Math.min(308, scale + shift))));
const odd = fc.constantFrom(
  0,
  -0,
  5e-324,
  -5e-324,
  2.2e-308,
  MOST,
  -MOST,
  2 ** 53,
  2 ** 53 + 2,
  0.6931471805599453,
  0.6931471805599452,
  1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
);
const values = fc.oneof(
  nearly,
  scaled,
  fc.array(odd, { minLength: 1, maxLength: 8 }),
  fc.array(fc.double(), { minLength: 1, maxLength: 20 }),
);
const share = fc.double({ min: 0, max: 1, noNaN: true });

const pointOf = (step: number, cost: number, error: number, accuracy?: number): CurvePoint => {
  const figures: SetFigures = {
    loss: cost,
    cost,
    standardError: 0.1,
    lossStandardError: error,
    ...(accuracy === undefined ? {} : { accuracy }),
  };
  return {
    step,
    epoch: step,
    learningRate: cost,
    train: figures,
    validation: figures,
    gradientNorm: error,
    rowsPerSecond: cost,
    remainingSeconds: cost,
  };
};
const curves = fc
  .record({
    costs: values,
    errors: values,
    accuracies: fc.option(fc.array(share, { minLength: 1 }), { nil: undefined }),
  })
  .map(
    ({ costs, errors, accuracies }): Curve => ({
      points: costs.map((cost, i) =>
        pointOf(10 * i + 1, cost, errors[i % errors.length], accuracies?.[i % accuracies.length]),
      ),
      batchCost: new Float32Array(),
    }),
  );
const curveOf = (...costs: number[]): Curve => ({
  points: costs.map((cost, i) => pointOf(i + 1, cost, 0)),
  batchCost: new Float32Array(),
});

/** A small picture, in XML, without a number that is none. */
function expectPicture(svg: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(svg).close();
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(svg.length).toBeLessThan(200_000);
}

const lineLength = { width: 40, labels: 14, word: 14 };
async function expectDrawn(curve: Curve, height = 8): Promise<string> {
  const text = await learningCurveText(curve, { width: lineLength.width, height });
  const lines = text.split("\n");
  expect(lines.length).toBeLessThanOrEqual(2 * (height + 3));
  for (const line of lines)
    expect(line.length).toBeLessThanOrEqual(lineLength.width + lineLength.labels + lineLength.word);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
  return text;
}

describe("in characters", () => {
  test("any curve is drawn in a bounded number of lines", async () => {
    await fc.assert(
      fc.asyncProperty(
        curves,
        fc.integer({ min: 3, max: 30 }),
        async (curve, height) => void (await expectDrawn(curve, height)),
      ),
      { numRuns: 1500, seed: 5 },
    );
  });

  test.each([
    ["of a cost above 2⁵³", 1.7e15 ** 2, 1.7e15 ** 2],
    ["whose range is rounding", 0.6931471805599453, 0.6931471805599452],
    ["of 0", 0, 0],
    ["of the smallest number", 5e-324, 5e-324],
    ["of the largest number", MOST, MOST],
    ["below 0", -3, -3],
  ])("a flat curve %s is one line with its label", async (_, a, b) => {
    const lines = (await expectDrawn(curveOf(a, b, a))).split("\n");
    expect(lines.length).toBe(4);
    expect(lines[1]).toMatch(/^ *[-\d.e]+ \+{40} $/);
    const label = Math.min(MOST, Number(lines[1].trim().split(" ")[0]));
    expect(Math.abs(label / 2 - a / 2)).toBeLessThanOrEqual(Math.abs(a / 20));
  });

  test("a curve from the lowest to the highest number begins at the bottom and ends at the top", async () => {
    for (const [low, high] of [
      [-MOST, MOST],
      [5e-324, 5e-323],
      [5e-324, MOST],
      [-5e-324, 5e-324],
      [2 ** 53, 2 ** 54],
      [1e15, 1e15 + 1e3],
    ]) {
      const lines = (await expectDrawn(curveOf(low, low / 2 + high / 2, high))).split("\n");
      expect(lines.length).toBe(11);
      expect(lines[1].trimEnd().at(-1)).toBe("+");
      expect(lines[8]).toMatch(/[┤┼+]\+/);
    }
  });

  test("where no cost is finite, that is said", async () => {
    expect(await learningCurveText(curveOf(Number.NaN, Number.POSITIVE_INFINITY))).toBe("no cost was a finite number");
  });

  test("refuses what is no curve, and sizes that nobody reads", async () => {
    await expect(learningCurveText(undefined as never)).rejects.toThrow(
      /learningCurveText: curve\.points: got undefined, expected a list\. Give the curve of a run/,
    );
    await expect(learningCurveText(curveOf(1), { width: 1e9 })).rejects.toThrow(/a whole number from 16 to 1000/);
    await expect(learningCurveText(curveOf(1), { height: 1e9 })).rejects.toThrow(/a whole number from 3 to 1000/);
  });
});

describe("as pictures", () => {
  test("any curve, on any scale", async () => {
    await fc.assert(
      fc.asyncProperty(curves, fc.constantFrom("auto", "linear", "logarithmic" as const), async (curve, scale) =>
        expectPicture(await learningCurveSvg(curve, { scale: scale as "auto" })),
      ),
      { numRuns: 40, seed: 5 },
    );
  });

  test("any rates and norms", async () => {
    await fc.assert(
      fc.asyncProperty(curves, async ({ points }) => expectPicture(await ratesSvg(points))),
      { numRuns: 40, seed: 5 },
    );
  });

  test("any comparison", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(curves, { minLength: 1, maxLength: 3 }), async (all) =>
        expectPicture(
          await compareSvg(
            all.map((curve, i) => ({ name: `v${i % 2}`, curve })),
            { title: "T" },
          ),
        ),
      ),
      { numRuns: 30, seed: 5 },
    );
  });

  test("any predictions", async () => {
    await fc.assert(
      fc.asyncProperty(values, values, async (truths, predictions) => {
        const svg = await predictedSvg(
          truths,
          truths.map((_, i) => predictions[i % predictions.length]),
          { set: "test" },
        );
        if (svg !== undefined) expectPicture(svg);
      }),
      { numRuns: 30, seed: 5 },
    );
  });

  test("any path of a race", async () => {
    const steps = fc.array(fc.tuple(fc.double(), fc.double(), fc.double()), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const path = { name: "a", path: all.map(([x, y]) => [x, y]), values: all.map(([, , value]) => value) };
        expectPicture(await raceSvg(surfaces.beale, [path], { title: "T" }));
      }),
      { numRuns: 8, seed: 5 },
    );
  });

  test("a comparison of 200,000 evaluations is thinned, and one without a finite cost says so", async () => {
    const points = Array.from({ length: 200_000 }, (_, i) => pointOf(i, 1 + 1 / (i + 1), 0));
    const long = { points, batchCost: new Float32Array() };
    expectPicture(await compareSvg([{ name: "a", curve: long }], { title: "T" }));
    expect(await compareSvg([{ name: "a", curve: curveOf(Number.NaN) }], { title: "T" })).toContain("no finite number");
  });
});

describe("in words", () => {
  test("any number is a short figure, and within half a percent of itself", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const text = figure(value);
        expect(text.length).toBeLessThanOrEqual(10);
        if (Number.isFinite(value) && Math.abs(value) < 1e308)
          expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 0.0051 + 5e-324);
        expect(counted(value, "step")).toContain("step");
      }),
      { numRuns: 4000, seed: 5 },
    );
  });

  test("any regression has figures that can be said", () => {
    fc.assert(
      fc.property(values, values, (targets, predictions) => {
        const { explained, error } = regressionFigures(
          targets,
          targets.map((_, i) => predictions[i % predictions.length]),
        );
        expect(explainedText(explained)).toMatch(/^(?:–|−∞|-?\d+\.\d{3}|-?[\d.]+e\+\d+)$/);
        expect(figure(error).length).toBeLessThanOrEqual(10);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });

  test("any range has at most 18 ticks on a logarithmic axis", () => {
    const above = fc.double({ min: 5e-324, max: MOST, noNaN: true });
    fc.assert(
      fc.property(above, above, (a, b) => {
        const ticks = decades(Math.min(a, b), Math.max(a, b));
        expect(ticks.length).toBeLessThanOrEqual(18);
        for (const tick of ticks) expect(tick >= Math.min(a, b) && tick <= Math.max(a, b)).toBe(true);
      }),
      { seed: 5 },
    );
  });

  test("any confusion of a few classes is a table", () => {
    const count = fc.integer({ min: 0, max: 2 ** 31 });
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 6 })
          .chain((n) => fc.array(fc.array(count, { minLength: n, maxLength: n }), { minLength: n, maxLength: n })),
        (confusion) => {
          expect(
            classTables(
              confusion,
              confusion.map((_, i) => `c${i}`),
              "test",
            ),
          ).not.toMatch(/NaN|undefined|Infinity/);
        },
      ),
      { seed: 5 },
    );
  });
});
