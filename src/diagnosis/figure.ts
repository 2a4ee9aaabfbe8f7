// Numbers as a finding or a table shows them: three digits, shares in percent.

/** Three significant digits; an exponent where there would be many zeros. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "no number" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) return value.toExponential(2).replace(/\.?0*e\+?/, "e");
  return Number(value.toPrecision(3)).toString();
}

/** A share in percent, with one digit behind the point. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** "1 step", "2 steps". */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? noun : `${noun}s`}`;

/** √Σ x² from sums, products and a root alone, unlike Math.hypot the same on every engine. */
export const rootOfSquares = (...values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
