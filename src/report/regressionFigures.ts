// How good predicted numbers are, in the target's own unit. Knows no network.

export interface RegressionFigures {
  /** R² = 1 − Σ(t − p)²/Σ(t − t̄)², the share of the variance explained; NaN where all targets are equal */
  readonly explained: number;
  /** √(Σ(t − p)²/m) */
  readonly error: number;
}

export function regressionFigures(targets: ArrayLike<number>, predictions: ArrayLike<number>): RegressionFigures {
  const rows = targets.length;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += targets[i];
  const mean = sum / rows;
  let left = 0;
  let all = 0;
  for (let i = 0; i < rows; i++) {
    left += (predictions[i] - targets[i]) ** 2;
    all += (targets[i] - mean) ** 2;
  }
  return { explained: all === 0 ? Number.NaN : 1 - left / all, error: Math.sqrt(left / rows) };
}

export const explainedText = (explained: number): string =>
  Number.isNaN(explained) ? "–" : Number.isFinite(explained) ? explained.toFixed(3) : "−∞";
