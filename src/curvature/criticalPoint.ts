// Critical points of a network's cost: found by Newton's method on the gradient's length, with what the Hessian says of them.
import { OptionError } from "../core/errors.ts";
import { abortSignal, checked, nonNegative, positive, required, seed, value, whole } from "../core/options.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Model } from "../network/model.ts";
import { NormalStream } from "../numbers/normalStream.ts";
import { PERTURBATION } from "../numbers/purposes.ts";
import { requireVector } from "../objective/requireVector.ts";
import { Basis } from "./basis.ts";
import { levenbergMarquardt, type SearchReason } from "./levenbergMarquardt.ts";
import { type HasModel, modelOf } from "./modelOf.ts";
import { overDataset } from "./overDataset.ts";
import { requireWeights } from "./requireWeights.ts";
import { readSpectrumOptions, type Spectrum, type SpectrumOptions, spectrumAt } from "./spectrum.ts";

const KRYLOV = 100;

export interface CriticalPointOptions {
  /** most steps; default 200 */
  readonly steps?: number;
  /** a gradient of at most this length counts as 0; default 1e-4 */
  readonly tolerance?: number;
  /** vectors of the Krylov space, at most the number of weights; default 100, or the number of weights if smaller */
  readonly krylov?: number;
  /** of the spectrum there: vectors, seed, exact */
  readonly spectrum?: Omit<SpectrumOptions, "tolerance">;
  readonly signal?: AbortSignal;
}

export interface CriticalPointsOptions extends CriticalPointOptions {
  /** each of θ's length: points of a run's path, say */
  readonly starts: readonly ArrayLike<number>[];
  /** standard deviation of the noise added to each number of a start; default 0 */
  readonly perturbation?: number;
  /** of that noise; default 1 */
  readonly seed?: number;
}

export interface CriticalPoint {
  /** whether the gradient's length came down to the tolerance */
  readonly found: boolean;
  /** "stuck": no step makes the gradient shorter, at a minimum of its length that is no critical point */
  readonly reason: SearchReason;
  readonly steps: number;
  readonly gradientNorm: number;
  readonly cost: number;
  /** the share of negative eigenvalues */
  readonly index: number;
  readonly spectrum: Spectrum;
  /** θ there */
  readonly parameters: Float32Array;
}

const isObject = (v: unknown) => typeof v === "object" && v !== null && !Array.isArray(v);
const rules = {
  steps: whole<number>(200),
  tolerance: positive<number>(1e-4),
  krylov: whole(undefined),
  spectrum: value<object | undefined>(undefined, "an object such as { vectors: 64 }", isObject),
  signal: abortSignal(),
};
const seriesRules = {
  ...rules,
  starts: required(value<readonly ArrayLike<number>[] | undefined>(undefined, "an array of points", Array.isArray)),
  perturbation: nonNegative<number>(0),
  seed: seed(1),
};

/** Where a search begins: at these weights, or at those that stand; and how messages call it. */
interface Start {
  readonly where: string;
  readonly weights?: ArrayLike<number>;
}

async function search(
  where: string,
  model: Model,
  data: Dataset,
  options: ReturnType<typeof checked<typeof rules>>,
  starts: readonly Start[],
): Promise<CriticalPoint[]> {
  const { arena, core, theta } = model;
  const count = theta.length;
  const { tolerance, krylov = Math.min(KRYLOV, count) } = options;
  if (krylov > count) {
    const expected = `at most ${count}, the number of weights`;
    throw new OptionError({ where: `${where}.krylov`, received: krylov, expected });
  }
  const ofSpectrum = { ...readSpectrumOptions(`${where}.spectrum`, options.spectrum, count), tolerance };
  return overDataset(where, model, data, ["gradient", "product"], async (at) => {
    const space = {
      basis: new Basis(arena, count, krylov + 1),
      start: arena.take("search.start", "float32", count),
      before: arena.take("search.before", "float32", count),
    };
    const points: CriticalPoint[] = [];
    for (const start of starts) {
      const { where, weights } = start;
      if (weights) core.write(theta, weights);
      const { reason, steps } = await levenbergMarquardt(at, core, space, { ...options, where, krylov });
      const mark = arena.mark();
      const spectrum = await spectrumAt(where, at, model, ofSpectrum);
      arena.release(mark);
      const { gradientNorm, cost, index } = spectrum;
      const parameters = core.read(theta) as Float32Array;
      points.push({ found: reason === "found", reason, steps, gradientNorm, cost, index, spectrum, parameters });
      if (reason === "aborted") break;
    }
    return points;
  });
}

/**
 * Looks for a critical point of the network's cost over a data set (evaluation mode, penalties included) from the weights
 * as they are: Newton's method on ½‖g‖², damped, in the Krylov space of gradient and Hessian with exact products. It goes
 * to minima, saddles and plateaus alike. The network keeps its weights; those of the point are in `parameters`, for
 * `setParameters`.
 *
 * @param options.steps      most steps; default 200
 * @param options.tolerance  a gradient of at most this length counts as 0; default 1e-4; float32 reaches about 1e-6 of the start's
 * @param options.krylov     products per step, at most the number of weights; default 100
 * @param options.spectrum   how the spectrum there is measured, see `spectrum`
 * @param options.signal     ends the search early; the point is where it stood
 * @returns the point, found or not, with cost, gradient norm, index and spectrum
 * @throws {OptionError} on a wrong option @throws as `spectrum` on data that does not fit, and on weights that are not finite
 * @example const { found, cost, index } = await findCriticalPoint(network, train);
 * @see Dauphin et al. 2014, arXiv:1406.2572, section 3; Fan 2003, A modified Levenberg–Marquardt algorithm
 */
export async function findCriticalPoint(
  network: HasModel,
  data: Dataset,
  options?: CriticalPointOptions,
): Promise<CriticalPoint> {
  const where = "findCriticalPoint";
  const model = modelOf(where, network);
  requireWeights(where, model.theta.length);
  const [point] = await search(where, model, data, checked(where, options, rules), [{ where }]);
  return point;
}

/**
 * One critical point from each of several starts, such as the points of a run's path: index against cost is the paper's
 * figure. The network keeps its weights.
 *
 * @param options.starts        points of θ's length
 * @param options.perturbation  standard deviation of normal noise on each of their numbers; default 0
 * @param options.seed          of that noise; default 1
 * @returns as many as there are starts, in their order, found or not; fewer after an abort
 * @throws as `findCriticalPoint`, and {ShapeError} on a start of another length or with a number that is not finite
 * @example const points = await criticalPoints(network, train, { starts: path.points, perturbation: 0.1 });
 */
export async function criticalPoints(
  network: HasModel,
  data: Dataset,
  options: CriticalPointsOptions,
): Promise<CriticalPoint[]> {
  const where = "criticalPoints";
  const { starts, perturbation, seed, ...rest } = checked(where, options, seriesRules);
  const model = modelOf(where, network);
  const { length } = model.theta;
  requireWeights(where, length);
  const moved = starts.map((start, i) => {
    const one = `${where}.starts[${i}]`;
    requireVector(one, start, length);
    const stream = new NormalStream(seed, PERTURBATION, i);
    const weights = Float64Array.from(start, (v) => (perturbation === 0 ? v : v + perturbation * stream.normal()));
    return { where: one, weights };
  });
  return search(where, model, data, rest, moved);
}
