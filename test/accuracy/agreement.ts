// Whether the means of two series of seeds agree.

/** Figures of several seeds: mean, sample deviation and number. */
export interface Sample {
  readonly mean: number;
  readonly deviation: number;
  readonly count: number;
}

export function sampleOf(values: readonly number[]): Sample {
  const count = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / count;
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (count - 1)), count };
}

/**
 * How far two means may lie apart: four standard errors of their difference, and `more` beside it.
 *
 *   4·√(sd₁²/n₁ + sd₂²/n₂) + more
 */
export const allowed = (a: Sample, b: Sample, more: number) =>
  4 * Math.sqrt(a.deviation ** 2 / a.count + b.deviation ** 2 / b.count) + more;

/** One row of a table of figures: ours and theirs with deviations, and the part of the allowed difference that is used. */
export function compared(ours: Sample, theirs: Sample, more: number): { readonly used: number; readonly text: string } {
  const used = Math.abs(ours.mean - theirs.mean) / allowed(ours, theirs, more);
  const figure = ({ mean, deviation, count }: Sample) =>
    `${mean.toFixed(4)} ± ${deviation.toFixed(4)} (${count} seeds)`;
  return {
    used,
    text: `${figure(ours)}, PyTorch's ${figure(theirs)}, ${(100 * used).toFixed(0)} % of what is allowed`,
  };
}
