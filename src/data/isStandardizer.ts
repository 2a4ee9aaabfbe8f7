// What a standardizer is to those who are given one.
import type { Dataset } from "./dataset.ts";

/** What a standardizer is on paper; survives JSON bit for bit. */
export interface StandardizerFigures {
  readonly ddof: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly targetMean?: readonly number[];
  readonly targetDeviation?: readonly number[];
}

/** Figures of one data set and the maps they give. */
export interface Standardizer {
  /** per feature */
  readonly mean: Float64Array;
  /** per feature; 0 for a constant column */
  readonly deviation: Float64Array;
  /** per output; only with `targets: true` */
  readonly targetMean?: Float64Array;
  readonly targetDeviation?: Float64Array;
  readonly ddof: number;
  /** x ← (x − mean)/deviation, and 0 where the deviation is 0; the result is marked `standardised` */
  apply(data: Dataset): Dataset;
  /** x ← x·deviation + mean; takes the mark away */
  restore(data: Dataset): Dataset;
  /** `apply` for bare inputs, rows × features, as a copy; what is not finite stays so */
  applyRows(inputs: Float32Array, rows: number): Float32Array;
  /** targets as they were, rows × outputs, as a copy; without `targets: true` they are unchanged */
  restoreTargets(targets: Float32Array): Float32Array;
  toJSON(): StandardizerFigures;
}

/** true for what `standardizer` and `standardizerFromJSON` return. */
export function isStandardizer(value: unknown): value is Standardizer {
  const s = value as Partial<Standardizer> | null | undefined;
  return typeof s?.applyRows === "function" && typeof s.toJSON === "function" && !!(s.mean && s.deviation);
}
