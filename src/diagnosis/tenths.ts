// A series of costs as means over tenths of it.

const WINDOWS = 10;

/** The mean of a stretch of values. */
export const mean = (values: ArrayLike<number>, from = 0, to = values.length) => {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return sum / (to - from);
};

/** Training costs of the steps, as means over tenths of the run, and the very first. */
export function tenths(batchCost: Float32Array): { first: number; windows: number[] } {
  const count = Math.min(WINDOWS, batchCost.length);
  const windows = Array.from({ length: count }, (_, i) =>
    mean(batchCost, Math.floor((i * batchCost.length) / count), Math.floor(((i + 1) * batchCost.length) / count)),
  );
  return { first: batchCost[0], windows };
}
