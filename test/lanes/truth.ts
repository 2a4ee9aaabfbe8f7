// float64 truth for the functions that JavaScript lacks.

/** erf to 1e-15: Taylor's series of e^(x²)·erf x below 2.5 (Abramowitz & Stegun 7.1.6), 1 − erfc above. */
function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) >= 2.5) return Math.sign(x) * (1 - erfc(Math.abs(x)));
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** 1 − erf to 1e-14 relative: the continued fraction above 2.5 (Abramowitz & Stegun 7.1.14). */
function erfc(x: number): number {
  if (x < 2.5) return 1 - erf(x);
  let fraction = 0;
  for (let k = 80; k > 0; k--) fraction = k / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

export const gaussianCdf = (x: number): number =>
  x < 0 ? erfc(-x * Math.SQRT1_2) / 2 : 1 - erfc(x * Math.SQRT1_2) / 2;

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
