// The Hessian's spectrum at a network's weights: extremes, counts and density, and what they say of the point. Knows no optimizer.
import { OptionError } from "../core/errors.ts";
import { any, checked, positive, seed } from "../core/options.ts";
import { EIGENVECTORS, Stream } from "../core/random.ts";
import type { Dataset } from "../data/dataset.ts";
import { Basis } from "./basis.ts";
import { lanczos } from "./lanczos.ts";
import { type HasModel, type Landscape, onLandscape } from "./landscape.ts";
import { eigenSteps } from "./symmetric.ts";

/** Up to so many weights the whole Hessian is formed. */
const MOST_EXACT = 2000;
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
}

export interface Spectrum {
  /** ascending: all of them where exact, else the Ritz values */
  readonly eigenvalues: Float64Array;
  /** the spectral density as points with weights that sum to 1 (stochastic Lanczos quadrature) */
  readonly density: readonly { readonly eigenvalue: number; readonly weight: number }[];
  readonly smallest: number;
  readonly largest: number;
  /** bounds on the error of `smallest` and `largest`, but for float32's rounding of the products */
  readonly errors: { readonly smallest: number; readonly largest: number };
  /** how many eigenvalues are negative, zero (|λ| ≤ 1e-5 of the largest) and positive; rounded estimates unless exact */
  readonly negative: number;
  readonly zero: number;
  readonly positive: number;
  /** one standard error of these three numbers; 0 where exact */
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

const rules = {
  vectors: any<number | undefined>(undefined, "a whole number ≥ 1", (v) => Number.isInteger(v) && (v as number) >= 1),
  tolerance: positive<number>(1e-3),
  seed: seed(1),
};

interface Measured {
  readonly eigenvalues: Float64Array;
  /** share of the spectrum that each stands for */
  readonly weights: Float64Array;
  readonly errors: Spectrum["errors"];
  readonly exact: boolean;
}

/** All eigenvalues, from the Hessian's columns. */
async function exactSpectrum(l: Landscape, core: HasModel["model"]["core"]): Promise<Measured> {
  const { count, direction, product } = l;
  const matrix: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    core.fill(direction, 0);
    core.set(direction, 1, i);
    await l.multiply();
    matrix.push(Float64Array.from(core.read(product)));
  }
  // float32 rounds H·eᵢ and H·eⱼ differently: their mean is symmetric
  let asymmetry = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (matrix[i][j] + matrix[j][i]) / 2;
      asymmetry = Math.max(asymmetry, Math.abs(matrix[i][j] - mean));
      matrix[i][j] = mean;
      matrix[j][i] = mean;
    }
  }
  const steps = eigenSteps(matrix, false);
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      const weights = new Float64Array(count).fill(1 / count);
      return { eigenvalues: value.values, weights, errors: { smallest: asymmetry, largest: asymmetry }, exact: true };
    }
    await l.pace.rest();
  }
}

/** Ritz values of a random start; their weights are the squares of their vectors' first elements (Gauss quadrature). */
async function ritzSpectrum(l: Landscape, { model }: HasModel, vectors: number, from: number): Promise<Measured> {
  const { arena, core } = model;
  const { count, direction, product } = l;
  const basis = new Basis(arena, count, vectors + 1);
  const start = arena.take("lanczos.start", "float32", count);
  const stream = new Stream(from, EIGENVECTORS);
  const draw = () =>
    core.write(
      start,
      Float64Array.from({ length: count }, () => stream.normal()),
    );
  draw();
  const { eigen, rest, size } = await lanczos(basis, start, vectors, {
    direction,
    product,
    multiply: () => l.multiply(),
  });
  const { values, vectors: own } = eigen;
  const bound = (i: number) => rest * Math.abs(own[i][size - 1]);
  return {
    eigenvalues: values,
    weights: Float64Array.from(own, (v) => v[0] * v[0]),
    errors: { smallest: bound(0), largest: bound(size - 1) },
    exact: false,
  };
}

function kindOf(gradientNorm: number, tolerance: number, size: number, negative: number): Spectrum["kind"] {
  if (gradientNorm > tolerance) return "not critical";
  if (size <= tolerance) return "plateau";
  return negative > 0 ? "saddle" : "minimum";
}

/**
 * The spectrum of the Hessian of a network's cost over a data set, in evaluation mode: extreme eigenvalues, how many are
 * negative, the density, and what kind of point this is. Exact for up to 2,000 weights; above, from Lanczos' process with
 * full reorthogonalisation, whose counts are estimates with an error that is stated.
 *
 * @param options.vectors    products to spend above 2,000 weights, at most the number of weights; default 32
 * @param options.tolerance  a gradient norm up to which the point counts as critical; default 1e-3
 * @throws {OptionError} when `vectors` is larger than the number of weights @throws as `evaluate` on data that does not fit
 * @example const { index, kind, evidence } = await spectrum(network, train);
 * @see Dauphin et al. 2014, arXiv:1406.2572; Ubaru, Chen & Saad 2017, Fast estimation of tr(f(A)) via stochastic Lanczos quadrature
 */
export async function spectrum(network: HasModel, data: Dataset, options: SpectrumOptions = {}): Promise<Spectrum> {
  const given = checked("spectrum", options, rules);
  const { model } = network;
  const count = model.theta.length;
  if (given.vectors !== undefined && given.vectors > count) {
    throw new OptionError({
      where: "spectrum.vectors",
      came: given.vectors,
      expected: `at most ${count}, the number of weights`,
    });
  }
  const vectors = Math.min(given.vectors ?? VECTORS, count);
  const tolerance = given.tolerance as number;
  return onLandscape("spectrum", network, data, async (l) => {
    const cost = await l.values();
    const gradientNorm = l.gradientNorm();
    const measured =
      count <= MOST_EXACT
        ? await exactSpectrum(l, model.core)
        : await ritzSpectrum(l, network, vectors, given.seed as number);
    const { eigenvalues, weights, errors, exact } = measured;
    const smallest = eigenvalues[0];
    const largest = eigenvalues[eigenvalues.length - 1];
    const size = Math.max(Math.abs(smallest), Math.abs(largest));
    const shareOf = (of: (value: number) => boolean) => {
      let sum = 0;
      for (const [i, value] of eigenvalues.entries()) if (of(value)) sum += weights[i];
      return sum;
    };
    const zeroUpTo = ZERO_SHARE * size;
    const below = shareOf((v) => v < -zeroUpTo);
    const above = shareOf((v) => v > zeroUpTo);
    const negative = Math.round(below * count);
    const positives = Math.min(count - negative, Math.round(above * count));
    // the share of a random unit vector in m of n dimensions has variance 2m(n − m)/(n²(n + 2))
    const spread = (share: number) => Math.sqrt((2 * share * (1 - share) * count * count) / (count + 2));
    const countError = exact ? 0 : Math.max(spread(below), spread(above), 1);
    const kind = kindOf(gradientNorm, tolerance, size, negative);
    const figures = `gradient norm ${gradientNorm.toExponential(2)} (critical up to ${tolerance}), eigenvalues ${smallest.toExponential(2)} … ${largest.toExponential(2)}`;
    const counts = exact
      ? `${negative} of ${count} negative`
      : `about ${negative} ± ${Math.ceil(countError)} of ${count} negative (an estimate from ${eigenvalues.length} Lanczos vectors)`;
    return {
      eigenvalues,
      density: Array.from(eigenvalues, (eigenvalue, i) => ({ eigenvalue, weight: weights[i] })),
      smallest,
      largest,
      errors,
      negative,
      zero: count - negative - positives,
      positive: positives,
      countError,
      index: exact ? negative / count : below,
      exact,
      cost,
      gradientNorm,
      kind,
      evidence: `${kind}: ${figures}, ${counts}`,
    };
  });
}
