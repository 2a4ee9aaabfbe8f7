// What a loss makes of targets: class numbers, or one row of values per row.
import { DataError, OptionError, ShapeError } from "../core/errors.ts";
import type { Standardizer } from "../data/isStandardizer.ts";
import { type Loss, lossKind } from "./losses.ts";

export type TargetForm = "classes" | "values";

/** Values, or class numbers, that stand in for what the caller gave; told apart by length. */
export interface ReadTargets {
  readonly form: TargetForm;
  /** elements per row: 1, or the outputs */
  readonly perRow: number;
}

/**
 * Which of the two forms targets of this length have.
 * @throws {ShapeError} where it is neither @throws {OptionError} where classes are asked of the softmax of a single output
 */
export function targetForm(
  where: string,
  loss: Loss,
  length: number,
  rows: number,
  outputs: number,
  classes: boolean,
): ReadTargets {
  if (classes && outputs === 1 && lossKind(loss).values === "distribution") {
    throw new OptionError({
      where,
      received: loss.name,
      expected: "a last layer with one unit per class: the softmax of a single one is always 1",
      hint: "For two classes in one unit take binaryCrossEntropy.",
    });
  }
  if (classes && length === rows) return { form: "classes", perRow: 1 };
  if (length === rows * outputs && !(classes && outputs > 1)) return { form: "values", perRow: outputs };
  if (length === rows && lossKind(loss).classification) return { form: "classes", perRow: 1 };
  const perRow =
    outputs === 1
      ? "one number per row"
      : `${outputs} numbers per row${lossKind(loss).classification ? " or one class number per row" : ""}`;
  throw new ShapeError({
    where,
    received: `${length} targets for ${rows} rows`,
    expected: perRow,
    hint: `The last layer has ${outputs} units.`,
  });
}

/** How many classes a network of this many outputs tells apart. */
export const classCount = (outputs: number) => Math.max(2, outputs);

const near = (value: number, goal: number) => Math.abs(value - goal) <= 1e-4;

/**
 * Checks one stretch of targets and turns it into what the core reads: smoothed distributions, ±1 for hinge.
 * @throws {DataError} naming row and column
 */
export function readTargets(
  where: string,
  loss: Loss,
  form: TargetForm,
  outputs: number,
  values: ArrayLike<number>,
  firstRow: number,
): Float32Array {
  const kind = lossKind(loss);
  const out = Float32Array.from(values);
  const perRow = form === "classes" ? 1 : outputs;
  const bad = (at: number, expected: string, hint?: string): DataError => {
    const row = firstRow + Math.floor(at / perRow);
    const column = at % perRow;
    const location = perRow === 1 ? `${where}, row ${row}` : `${where}, row ${row}, column ${column}`;
    return new DataError({ where: location, received: values[at], expected, row, column, ...(hint ? { hint } : {}) });
  };
  if (form === "classes") {
    const classes = classCount(outputs);
    for (let i = 0; i < out.length; i++) {
      if (!Number.isInteger(out[i]) || out[i] < 0 || out[i] >= classes) {
        throw bad(i, `a class number from 0 to ${classes - 1}`, `The last layer tells ${classes} classes apart.`);
      }
    }
    return out;
  }
  for (let i = 0; i < out.length; i++) {
    if (!Number.isFinite(out[i])) throw bad(i, "a finite number");
    if ((kind.values === "probability" || kind.values === "distribution") && (out[i] < 0 || out[i] > 1)) {
      throw bad(i, "a number from 0 to 1");
    }
    if (kind.values === "sign") {
      if (out[i] !== 0 && Math.abs(out[i]) !== 1) throw bad(i, "−1 or 1, or the classes 0 and 1");
      if (out[i] === 0) out[i] = -1;
    }
  }
  if (kind.values === "distribution") {
    const [low, high] = kind.levels(loss.parameter ?? 0, outputs);
    for (let at = 0; at < out.length; at += outputs) {
      let sum = 0;
      for (let c = 0; c < outputs; c++) sum += out[at + c];
      if (!near(sum, 1)) throw bad(at, `a distribution: ${outputs} numbers that add up to 1 (they add up to ${sum})`);
      for (let c = 0; c < outputs; c++) out[at + c] = low + (high - low) * out[at + c];
    }
  }
  return out;
}

/** Regression targets in the units that the network learns, where its standardizer has figures of targets. */
export function standardiseTargets(standardizer: Standardizer | undefined, values: Float32Array): Float32Array {
  const { targetMean, targetDeviation } = standardizer ?? {};
  if (!targetMean || !targetDeviation) return values;
  const width = targetMean.length;
  return values.map((value, i) => {
    const deviation = targetDeviation[i % width];
    return deviation === 0 ? 0 : (value - targetMean[i % width]) / deviation;
  });
}
