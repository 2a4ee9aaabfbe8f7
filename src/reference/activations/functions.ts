// Functions that several activations are made of, in float64.

export const logistic = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
/** ln(1 + eˣ), without overflow */
export const logOnePlusExp = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
/** x·p where p goes to 0 faster than x to −∞ */
export const vanishing = (x: number, p: number) => (p === 0 ? 0 : x * p);

/**
 * erfc x = 2/√π ∫ₓ^∞ e^(−t²) dt for x ≥ 0, to about 1e-15.
 *
 * Below 2.5 one minus the series 2/√π · e^(−x²) Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n+1)) (Abramowitz & Stegun 7.1.6); above, the continued fraction
 * e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))) (7.1.14), from its tail.
 */
function erfc(x: number): number {
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; term > 1e-18 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 100; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
/** Φ(x), the probability that a standard normal number is below x */
export const gaussianCdf = (x: number) => (x < 0 ? erfc(-x / Math.SQRT2) / 2 : 1 - erfc(x / Math.SQRT2) / 2);
/** φ(x) = Φ′(x) */
export const gaussianDensity = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
