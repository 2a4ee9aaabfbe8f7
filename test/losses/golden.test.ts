// Holds the losses to PyTorch's float64 results in test/golden/losses.json, values and gradients.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { LossName } from "../../src/losses/losses.ts";
import { testCores } from "../support/kernel.ts";
import { kindOf, lossOf } from "./run.ts";

type Table = readonly (number | readonly number[])[];
interface Golden {
  readonly id: string;
  readonly loss: string;
  readonly params: {
    readonly reduction?: string;
    readonly delta?: number;
    readonly label_smoothing?: number;
    readonly class_weight?: unknown;
    readonly pos_weight?: unknown;
  };
  readonly pred: readonly (readonly number[])[];
  readonly target: Table;
  readonly value_f64: number | Table;
  readonly grad_f64: Table;
}

const nameOf: Record<string, LossName> = {
  mse: "meanSquaredError",
  mae: "meanAbsoluteError",
  huber: "huber",
  hinge: "hinge",
  squared_hinge: "squaredHinge",
  bce_with_logits: "binaryCrossEntropy",
  softmax_cross_entropy: "softmaxCrossEntropy",
  softmax_cross_entropy_soft: "softmaxCrossEntropy",
  kl_div_logits: "klDivergence",
};
const file = new URL("../golden/losses.json", import.meta.url);
const all: readonly Golden[] = JSON.parse(readFileSync(file, "utf8")).cases;
const cases = all.filter(({ loss, params }) => loss in nameOf && !params.class_weight && !params.pos_weight);
const cores = await testCores();
const flat = (table: Table | number): number[] => [table].flat(3) as number[];

/** Targets as the host would write them: class numbers become levels. */
function targetsOf(name: LossName, c: Golden, width: number): number[] {
  const given = flat(c.target);
  if (given.length === c.pred.length * width) return given;
  const [off, on] = kindOf(name).levels(c.params.label_smoothing ?? 0, width);
  return given.flatMap((label) => Array.from({ length: width }, (_, k) => (k === label ? on : off)));
}

test("there are golden cases for every loss", () => {
  expect(new Set(cases.map((c) => nameOf[c.loss])).size).toBe(8);
  expect(cases.length).toBe(73);
});

describe.each(cores)("on the %s core", (kind, core) => {
  const isWasm = kind === "wasm";
  const [relative, absolute] = isWasm ? [3e-6, 3e-7] : [1e-12, 1e-14];
  // the reference takes p − t, whose error is that of 1, not of the difference
  const gradientAbsolute = isWasm ? 3e-7 : 1e-15;

  test.each(cases)(
    `$id is within ${relative} relative + ${absolute}, its gradient + ${gradientAbsolute} / parts`,
    (c) => {
      const name = nameOf[c.loss];
      const { elementwise } = kindOf(name);
      const rows = c.pred.length;
      const width = c.pred[0].length;
      const targets = targetsOf(name, c, width);
      const parameter = c.params.delta;
      const parts = elementwise ? rows * width : rows;
      const whole = lossOf(core, { name, predictions: flat(c.pred), targets, width, parameter });
      const gradients = flat(c.grad_f64).map((g) => (c.params.reduction?.endsWith("mean") ? g : g / parts));
      gradients.forEach((g, i) => {
        expect(Math.abs(whole.gradients[i] - g)).toBeLessThanOrEqual(relative * Math.abs(g) + gradientAbsolute / parts);
      });
      const near = (got: number, want: number) =>
        expect(Math.abs(got - want)).toBeLessThanOrEqual(relative * Math.abs(want) + absolute);
      const perElement = flat(c.value_f64);
      if (perElement.length === 1) {
        const mean = c.params.reduction === "sum" ? perElement[0] / parts : perElement[0];
        near(whole.sum / rows, mean);
        return;
      }
      const each = perElement.length / rows;
      for (let r = 0; r < rows; r++) {
        const of = (values: readonly number[]) => values.slice(r * width, (r + 1) * width);
        const own = lossOf(core, { name, predictions: c.pred[r], targets: of(targets), width, parameter });
        near(own.sum, perElement.slice(r * each, (r + 1) * each).reduce((sum, v) => sum + v, 0) / each);
      }
    },
  );

  test("softmax of extreme logits is within 2e-6 relative + 1e-7 of the truth", () => {
    for (const c of all.filter(({ loss }) => loss === "softmax")) {
      const width = c.pred[0].length;
      const targets = c.pred.flatMap((row) => row.map((_, i) => (i === 0 ? 1 : 0)));
      const { probabilities } = lossOf(core, {
        name: "softmaxCrossEntropy",
        predictions: flat(c.pred),
        targets,
        width,
      });
      flat(c.value_f64).forEach((p, i) => {
        expect(Math.abs(probabilities[i] - p)).toBeLessThanOrEqual(2e-6 * p + 1e-7);
      });
    }
  });
});
