// Networks on either core at the same weights, data for every loss, and how far two vectors are apart.

import { activationKinds } from "../../src/activations/kinds.ts";
import { dense, Network } from "../../src/index.ts";
import { lossKinds } from "../../src/losses/kinds.ts";
import type { LossName } from "../../src/losses/losses.ts";
import type { NetworkOptions } from "../../src/network/spec.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { compiledTestCore } from "../support/kernel.ts";
import { noise } from "../support/numbers.ts";

export const compiled = compiledTestCore();
export const reference = referenceCore();
export const activationNames = ["identity", ...Object.keys(activationKinds)];
export const lossNames = Object.keys(lossKinds) as LossName[];

export type Options = Omit<NetworkOptions, "core">;

/** The same network on the compiled core and on the reference; weights three quarters of noise, biases too. */
export async function pair(options: Options, scale = 0.75): Promise<{ wasm: Network; exact: Network }> {
  const wasm = await Network.create({ ...options, core: compiled });
  const exact = await Network.create({ ...options, core: reference });
  const theta = noise(wasm.parameters.length, 11).map((v) => Math.fround(scale * v));
  wasm.setParameters(theta);
  exact.setParameters(theta);
  return { wasm, exact };
}

export interface Rows {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** Rows of noise, and targets as values that suit the loss. */
export function rowsFor(loss: LossName, rows: number, features: number, outputs: number): Rows {
  const inputs = noise(rows * features, 3);
  const raw = noise(rows * outputs, 4);
  const { values } = lossKinds[loss];
  const targets = raw.map((v, i) => {
    if (values === "sign") return v > 0 ? 1 : -1;
    if (values === "probability") return 0.5 + 0.45 * v;
    if (values === "any") return v;
    const from = i - (i % outputs);
    const total = raw.slice(from, from + outputs).reduce((sum, w) => sum + Math.exp(2 * w), 0);
    return Math.exp(2 * v) / total;
  });
  return { inputs, targets };
}

/** 4 → 5 → 3 with this activation and loss. */
export const twoLayers = (activation: string, loss: NetworkOptions["loss"]): Options => ({
  inputs: 4,
  layers: [dense(5, { activation }), dense(3)],
  loss,
});

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};
export const norm = (a: ArrayLike<number>) => Math.sqrt(dot(a, a));
/** ‖a − b‖ / ‖b‖ */
export const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  norm(Float64Array.from(a, (v, i) => v - b[i])) / Math.max(norm(b), 1e-12);

/** (g(θ + hv) − g(θ − hv)) / 2h of a network on the reference. */
export function centralDifference(
  exact: Network,
  gradient: () => ArrayLike<number>,
  vector: ArrayLike<number>,
  h = 1e-5,
): Float64Array {
  const theta = Float64Array.from(exact.parameters);
  const at = (by: number) => {
    exact.setParameters(theta.map((v, i) => v + by * vector[i]));
    return gradient();
  };
  const [above, below] = [at(h), at(-h)];
  exact.setParameters(theta);
  return Float64Array.from(above, (v, i) => (v - below[i]) / (2 * h));
}

/** The whole Hessian over these rows, symmetric, from a network on the reference. */
export function exactHessian(exact: Network, { inputs, targets }: Rows): Float64Array[] {
  const count = exact.parameters.length;
  const columns = Array.from({ length: count }, (_, i) => {
    const unit = new Float64Array(count);
    unit[i] = 1;
    return exact.hessianVectorProduct(inputs, targets, unit);
  });
  return columns.map((column, i) => Float64Array.from(column, (v, j) => (v + columns[j][i]) / 2));
}
