// Twins of assembly/metrics: rows whose class is predicted right, and the hash of a table.
import type { Twins } from "./twin.ts";

/** Index of the largest of a row, the first of equals; with one column 1 where it lies above `middle`. */
function chosen(row: Float64Array, middle: number): number {
  if (row.length === 1) return row[0] > middle ? 1 : 0;
  let best = 0;
  for (let c = 1; c < row.length; c++) if (row[c] > row[best]) best = c;
  return best;
}

const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);
/** The bits of a number as the core stores it. */
function wordOf(value: number): number {
  float[0] = value;
  return word[0];
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

  /** FNV-1a with 64 bits over the numbers' float32 words, and how many numbers are not finite */
  hashForward(m, { hash, values, count }) {
    let h = (BigInt(m[hash.high]) << 32n) | BigInt(m[hash.low]);
    for (const value of m.subarray(values, values + count)) {
      h = BigInt.asUintN(64, (h ^ BigInt(wordOf(value))) * 0x100000001b3n);
      if (!Number.isFinite(value)) m[hash.notFinite]++;
    }
    m[hash.low] = Number(h & 0xffffffffn);
    m[hash.high] = Number(h >> 32n);
  },
} as const satisfies Partial<Twins>;
