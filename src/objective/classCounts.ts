// How many training rows each class has, as they are in the table.

import { classCount } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";
import type { Tables } from "./tables.ts";

const PIECE_ROWS = 1 << 18;

/** Rows per class of the training set, whose targets are class numbers. */
export function classCounts({ core, spec }: Model, { targets, sets: [{ first, rows }] }: Tables): number[] {
  const counts = Array<number>(classCount(spec.outputs)).fill(0);
  for (let from = 0; from < rows; from += PIECE_ROWS) {
    const labels = core.read(targets, first + from, Math.min(PIECE_ROWS, rows - from));
    for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  }
  return counts;
}
