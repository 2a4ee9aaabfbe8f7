// The gradient against central differences of the cost, in float64, for every activation with every loss there is.
import { expect, test } from "vitest";
import { activationKinds } from "../../src/activations/kinds.ts";
import { dense } from "../../src/layers/dense.ts";
import { dropout } from "../../src/layers/dropout.ts";
import { lossKinds } from "../../src/losses/kinds.ts";
import type { LossName } from "../../src/losses/losses.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { noise } from "../support/numbers.ts";
import { small } from "../training/support.ts";

const ROWS = 4;
const OUTPUTS = 3;
const STEP = 1e-5;
/** Of the largest gradient: the differences' own error is STEP² times a third derivative, and 1e-16/STEP. */
const BOUND = 1e-7;

const inputs = noise(ROWS * 2, 11);
const masks = [
  Uint8Array.of(1, 1, 0, 1, 1, 1, 0, 1),
  Uint8Array.from({ length: ROWS * 4 }, (_, i) => (i % 3 === 0 ? 0 : 1)),
];

/** Targets that a loss takes: values per output, and class numbers where it classifies. */
function targetsOf(loss: LossName): readonly (readonly number[])[] {
  const kind = lossKinds[loss];
  const values = Array.from(noise(ROWS * OUTPUTS, 12));
  const given = {
    any: values,
    probability: values.map((v) => Math.fround((v + 1) / 2)),
    sign: values.map((v) => (v > 0 ? 1 : -1)),
    distribution: Array.from({ length: ROWS }, () => [0.25, 0.625, 0.125]).flat(),
  }[kind.values];
  return kind.classification ? [given, [0, 2, 1, 2]] : [given];
}

const pairs = ["identity", ...Object.keys(activationKinds)].flatMap((activation) =>
  (Object.keys(lossKinds) as LossName[]).map((loss) => [activation, loss] as const),
);

test.each(pairs)("%s with %s: the gradient is the cost's within 1e-7 of its largest", async (activation, loss) => {
  const network = await small({
    inputs: 2,
    layers: [
      dropout({ keep: 0.8 }),
      dense(4, { activation, l1: 0.01 }),
      dropout({ keep: 0.5, scaleAt: "test" }),
      dense(OUTPUTS),
    ],
    loss,
    l2: 0.1,
    core: referenceCore(),
  });
  const theta = Float64Array.from(noise(network.parameters.length, 13), (v) => 1.5 * v + 0.01);
  for (const targets of targetsOf(loss)) {
    for (const options of [{}, { masks }]) {
      network.setParameters(theta);
      const { gradient } = network.gradient(inputs, targets, options);
      const largest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
      const costAt = (i: number, value: number) => {
        network.setParameters(theta.with(i, value));
        return network.gradient(inputs, targets, options).cost;
      };
      for (let i = 0; i < theta.length; i++) {
        const difference = (costAt(i, theta[i] + STEP) - costAt(i, theta[i] - STEP)) / (2 * STEP);
        expect(Math.abs(difference - gradient[i]), `θ[${i}]: ${gradient[i]}`).toBeLessThan(
          BOUND * Math.max(1e-2, largest),
        );
      }
    }
  }
});
