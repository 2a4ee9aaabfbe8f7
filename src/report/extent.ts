// From the lowest to the highest of some numbers, whatever their size. Knows no picture.

const MOST = Number.MAX_VALUE;

/** The lowest and the highest, within float64: sums that were too large count as the largest number. */
export function extentOf(values: Iterable<number>): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [Math.max(-MOST, low), Math.min(MOST, high)];
}

const sizeOf = (low: number, high: number) => Math.max(Math.abs(low), Math.abs(high));

/** Whether the numbers are all the same, but for the rounding of sums. */
export const isFlat = (low: number, high: number): boolean => high - low <= sizeOf(low, high) * 2 ** -40;

/** The extent and a share of it to both sides; of a flat one, a share of its size. */
export function padded(low: number, high: number, share: number): [low: number, high: number] {
  const range = Number.isFinite(high - low) ? share * (high - low) : share * high - share * low;
  const margin = isFlat(low, high) ? share * (sizeOf(low, high) || 1) : range;
  return [Math.max(-MOST, low - margin), Math.min(MOST, high + margin)];
}
