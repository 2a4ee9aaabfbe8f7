// The Hessian's spectrum at a network's weights: extremes, counts and density, and what they say of the point.
import { OptionError, StateError } from "../core/errors.ts";
import { checked, flag, positive, seed, value } from "../core/options.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Model } from "../network/model.ts";
import type { CostFunction } from "../optimizers/costFunction.ts";
import { exactEigenvalues, type Measured, ritzValues } from "./eigenvalues.ts";
import { gradientNorm as lengthOf } from "./gradientNorm.ts";
import { type HasModel, modelOf } from "./modelOf.ts";
import { overDataset } from "./overDataset.ts";
import { requireFinitePoint } from "./requireFinitePoint.ts";
import { requireWeights } from "./requireWeights.ts";

/** Up to so many weights the whole Hessian is formed. */
const MOST_EXACT = 2000;
/** Up to so many it is formed where it is asked for: 800 MB. */
const MOST_EXACT_ASKED = 10000;
/** An eigenvalue of at most this share of the largest in size counts as 0. */
const ZERO_SHARE = 1e-5;
const VECTORS = 32;

export interface SpectrumOptions {
  /** Lanczos vectors, at most the number of weights; default 32, or the number of weights if smaller */
  readonly vectors?: number;
  /** a gradient of at most this length counts as 0; default 1e-3 */
  readonly tolerance?: number;
  /** of Lanczos' starting vector; default 1 */
  readonly seed?: number;
  /** whether the whole Hessian is formed, n products and n² numbers for n weights; default: up to 2,000 weights */
  readonly exact?: boolean;
}

export interface Spectrum {
  /** ascending: all of them where exact, else the Ritz values */
  readonly eigenvalues: Float64Array;
  /** the spectral density as points with weights that sum to 1 (stochastic Lanczos quadrature) */
  readonly density: readonly { readonly eigenvalue: number; readonly weight: number }[];
  readonly smallest: number;
  readonly largest: number;
  /**
   * bounds on the error of `smallest` and `largest`, float32's rounding taken as 1e-6 of the largest in size; unless exact, they
   * hold for 99 random starts of 100
   */
  readonly errors: { readonly smallest: number; readonly largest: number };
  /** how many eigenvalues are negative, zero (|λ| ≤ 1e-5 of the largest) and positive; rounded estimates unless exact */
  readonly negative: number;
  readonly zero: number;
  readonly positive: number;
  /** how far off these three may be: a standard error of the random start, and what so few vectors cannot tell apart; 0 where exact */
  readonly countError: number;
  /** the share of negative eigenvalues */
  readonly index: number;
  readonly exact: boolean;
  readonly cost: number;
  readonly gradientNorm: number;
  readonly kind: "minimum" | "saddle" | "plateau" | "not critical";
  /** what `kind` rests on, in words */
  readonly evidence: string;
}

const measureRules = {
  vectors: value<number | undefined>(undefined, "a whole number ≥ 1", (v) => Number.isInteger(v) && (v as number) >= 1),
  seed: seed(1),
  exact: flag<boolean | undefined>(undefined),
};
const rules = { ...measureRules, tolerance: positive<number>(1e-3) };
type ReadOptions = ReturnType<typeof readSpectrumOptions> & { readonly tolerance: number };

/** Checks how a spectrum is to be measured against the number of weights. @throws {OptionError} */
export function readSpectrumOptions(
  where: string,
  options: Omit<SpectrumOptions, "tolerance"> | undefined,
  count: number,
) {
  const { vectors, seed, exact } = checked(where, options, measureRules);
  if (vectors !== undefined && vectors > count) {
    const expected = `at most ${count}, the number of weights`;
    throw new OptionError({ where: `${where}.vectors`, received: vectors, expected });
  }
  if (exact && count > MOST_EXACT_ASKED) {
    const expected = `false for more than ${MOST_EXACT_ASKED} weights; there are ${count}`;
    throw new OptionError({ where: `${where}.exact`, received: exact, expected });
  }
  return { vectors: Math.min(vectors ?? VECTORS, count), seed, exact: exact ?? count <= MOST_EXACT };
}

function kindOf(gradientNorm: number, tolerance: number, size: number, falls: boolean): Spectrum["kind"] {
  if (gradientNorm > tolerance) return "not critical";
  if (size <= tolerance) return "plateau";
  return falls ? "saddle" : "minimum";
}

/**
 * How many eigenvalues are negative, zero and positive. Estimated from the Ritz values' weights unless exact; `countError` is
 * a standard error of the random start, and what so few vectors cannot tell apart.
 */
function countsOf({ eigenvalues, weights, exact }: Measured, count: number, zeroUpTo: number) {
  const shareOf = (of: (value: number) => boolean) => {
    let sum = 0;
    for (const [i, value] of eigenvalues.entries()) if (of(value)) sum += weights[i];
    return sum;
  };
  const below = shareOf((v) => v < -zeroUpTo);
  const above = shareOf((v) => v > zeroUpTo);
  // no Ritz value lies below the smallest eigenvalue, so one below 0 is evidence by itself
  const falls = eigenvalues[0] < -zeroUpTo;
  const negative = Math.max(falls ? 1 : 0, Math.round(below * count));
  const positive = Math.min(count - negative, Math.round(above * count));
  // the share of a random unit vector in m of n dimensions has variance 2m(n − m)/(n²(n + 2))
  const spread = (share: number) => Math.sqrt((2 * Math.max(0, share * (1 - share)) * count * count) / (count + 2));
  // Chebyshev, Markov & Stieltjes: up to a point between two Ritz values lies the weight of those below it, but for the two beside it
  const blur = (at: number) => {
    const next = eigenvalues.findIndex((v) => v >= at);
    const beside = next < 0 ? weights.slice(-1) : weights.slice(Math.max(0, next - 1), next + 1);
    return count * beside.reduce((most, w) => Math.max(most, w), 0);
  };
  const countError = exact ? 0 : Math.max(spread(below) + blur(-zeroUpTo), spread(above) + blur(zeroUpTo), 1);
  const zero = count - negative - positive;
  return { negative, zero, positive, countError, index: exact ? negative / count : below, falls };
}

/** What the kind of a point rests on. */
function evidenceOf(spectrum: Omit<Spectrum, "evidence">, tolerance: number, count: number): string {
  const { kind, gradientNorm, eigenvalues, errors, exact, negative, countError } = spectrum;
  const extreme = (which: "smallest" | "largest") =>
    spectrum[which].toExponential(2) + (exact ? "" : ` ± ${errors[which].toExponential(0)}`);
  const figures = `gradient norm ${gradientNorm.toExponential(2)} (critical up to ${tolerance}), eigenvalues ${extreme("smallest")} … ${extreme("largest")}`;
  const counts = exact
    ? `${negative} of ${count} negative`
    : `about ${negative} of ${count} negative (± ${Math.ceil(countError)}: an estimate from ${eigenvalues.length} Lanczos vectors)`;
  return `${kind}: ${figures}, ${counts}`;
}

/** The spectrum at the θ that stands in memory. @throws {StateError} where cost, gradient or curvature are not finite */
export async function spectrumAt(
  where: string,
  at: CostFunction,
  model: Model,
  options: ReadOptions,
): Promise<Spectrum> {
  const { vectors, tolerance, seed } = options;
  const count = at.theta.length;
  const cost = await at.gradient();
  const gradientNorm = lengthOf(model.core, at.gradients);
  requireFinitePoint(where, cost, gradientNorm);
  const measured = options.exact ? await exactEigenvalues(at, model) : await ritzValues(at, model, vectors, seed);
  const { eigenvalues, weights, errors, exact } = measured;
  if (!eigenvalues.every(Number.isFinite)) {
    const hint = "Products with the Hessian overflow float32: smaller inputs or weights make them smaller.";
    throw new StateError({ where, expected: "weights at which the Hessian is finite", hint });
  }
  const smallest = eigenvalues[0];
  const largest = eigenvalues[eigenvalues.length - 1];
  const size = Math.max(Math.abs(smallest), Math.abs(largest));
  const { falls, ...counts } = countsOf(measured, count, ZERO_SHARE * size);
  const found = {
    eigenvalues,
    density: Array.from(eigenvalues, (eigenvalue, i) => ({ eigenvalue, weight: weights[i] })),
    smallest,
    largest,
    errors,
    ...counts,
    exact,
    cost,
    gradientNorm,
    kind: kindOf(gradientNorm, tolerance, size, falls),
  };
  return { ...found, evidence: evidenceOf(found, tolerance, count) };
}

/**
 * The spectrum of the Hessian of a network's cost over a data set, in evaluation mode: extreme eigenvalues, how many are
 * negative, the density, and what kind of point this is. Exact for up to 2,000 weights; above, from Lanczos' process with
 * full reorthogonalisation, whose counts are estimates with an error that is stated.
 *
 * @param options.vectors    products to spend where it is not exact, at most the number of weights; default 32
 * @param options.exact      true forms the whole Hessian (n products and n² numbers), false never; default: up to 2,000 weights
 * @param options.tolerance  a gradient norm up to which the point counts as critical; default 1e-3
 * @throws {OptionError} when `vectors` is larger than the number of weights, or on no network, or one without weights
 * @throws {StateError} where cost, gradient or Hessian are not finite @throws as `evaluate` on data that does not fit
 * @example const { index, kind, evidence } = await spectrum(network, train);
 * @see Dauphin et al. 2014, arXiv:1406.2572; Ubaru, Chen & Saad 2017, Fast estimation of tr(f(A)) via stochastic Lanczos quadrature
 */
export async function spectrum(network: HasModel, data: Dataset, options?: SpectrumOptions): Promise<Spectrum> {
  const where = "spectrum";
  const model = modelOf(where, network);
  const { length } = model.theta;
  requireWeights(where, length);
  const { tolerance, ...measure } = checked(where, options, rules);
  const read = { ...readSpectrumOptions(where, measure, length), tolerance };
  return overDataset(where, model, data, ["gradient", "product"], (cost) => spectrumAt(where, cost, model, read));
}
