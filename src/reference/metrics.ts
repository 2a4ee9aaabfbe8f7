// Twins of assembly/metrics: rows whose class is predicted right. Knows no loss.
import type { TwinsOf } from "./twin.ts";

/** Index of the largest of a row, the first of equals; with one column 1 where it lies above `middle`. */
function chosen(row: Float64Array, middle: number): number {
  if (row.length === 1) return row[0] > middle ? 1 : 0;
  let best = 0;
  for (let c = 1; c < row.length; c++) if (row[c] > row[best]) best = c;
  return best;
}

export const metricTwins = {
  /** correct[0] ← correct[0] + rows in which predictions and targets choose the same class */
  accuracyForward(m, { correct, predictions, targets, rows, width }) {
    for (let r = 0; r < rows; r++) {
      const predicted = m.subarray(predictions + r * width, predictions + (r + 1) * width);
      const wanted = m.subarray(targets + r * width, targets + (r + 1) * width);
      if (chosen(predicted, 0) === chosen(wanted, 0.5)) m[correct]++;
    }
  },
} as const satisfies TwinsOf<"accuracyForward">;
