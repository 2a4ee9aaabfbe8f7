// What the twins of all losses share: a row's weight, and where its loss is added.
import type { Cells } from "../twin.ts";

export const weightOf = (m: Float64Array, rowWeights: number, r: number) => (rowWeights < 0 ? 1 : m[rowWeights + r]);

/** Adds a row's loss to Σ loss and Σ loss². */
export function addLoss(m: Float64Array, { sum, squares }: Cells<"huberForward">["loss"], loss: number): void {
  m[sum] += loss;
  m[squares] += loss ** 2;
}
