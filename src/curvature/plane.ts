// A plane in θ to look at: over two weights, two filter-normalised random directions, a path's principal directions, or any two vectors.
import { OptionError } from "../core/errors.ts";
import { checked, value } from "../core/options.ts";
import type { Placed } from "../network/parameters.ts";
import { NormalStream } from "../numbers/normalStream.ts";
import { LOSS_SURFACE } from "../numbers/purposes.ts";
import { requireVector } from "../objective/requireVector.ts";
import { eigenResting } from "./symmetricEigen.ts";

/** A weight: its number in θ, or where it lies in a layer. */
export type WeightIndex =
  | number
  | {
      /** the layer's number, from 0 */
      readonly layer: number;
      /**
       * a name that `network.weights(layer)` has: "weights" and "biases" of dense, "gains" and "biases" of layerNorm, and of
       * residual those of its layers by their numbers, "0.weights", and of its shortcut, "shortcut.0.weights"; default "weights"
       */
      readonly parameter?: string;
      /** its number in that parameter, row-major, or one for each dimension: [unit, input] of dense's weights */
      readonly index: number | readonly number[];
    };

/** Two weights; "random": filter-normalised; the principal directions of a path; or two vectors of θ's length. */
export type SurfaceDirections =
  | "random"
  | readonly [WeightIndex, WeightIndex]
  | { readonly path: readonly ArrayLike<number>[] }
  | { readonly vectors: readonly [ArrayLike<number>, ArrayLike<number>] };

/** θ = center + (x − at₀)·d₀ + (y − at₁)·d₁ */
export interface Plane {
  readonly directions: readonly [Float64Array, Float64Array];
  readonly center: Float64Array;
  /** the center's coordinates: the two weights' values, else 0 */
  readonly at: readonly [number, number];
  readonly labels: readonly [string, string];
  /** share of the path's variance along each direction; only of a path */
  readonly explained?: readonly [number, number];
}

/** More points of a path are thinned evenly for its principal directions. */
const MOST_POINTS = 200;

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

const weightRules = {
  layer: value<number | undefined>(undefined, "a layer's number"),
  parameter: value("weights", "a parameter's name"),
  index: value<number | readonly number[] | undefined>(undefined, "a number, or one for each dimension"),
};
const planeRules = {
  path: value<readonly ArrayLike<number>[] | undefined>(undefined, "the points of a path"),
  vectors: value<readonly ArrayLike<number>[] | undefined>(undefined, "an array of two vectors", Array.isArray),
};

/** The number of a weight in θ. @throws {OptionError} where there is none */
function indexOf(where: string, weight: WeightIndex, placed: readonly Placed[], count: number): number {
  const isIndex = (v: unknown, below: number): v is number =>
    Number.isInteger(v) && (v as number) >= 0 && (v as number) < below;
  if (typeof weight === "number") {
    if (isIndex(weight, count)) return weight;
    throw new OptionError({ where, received: weight, expected: `a whole number from 0 to ${count - 1}` });
  }
  const { layer, parameter, index } = checked(where, weight, weightRules);
  const found = placed.find((one) => one.layer === layer && one.name === parameter);
  const names = placed.map((one) => `${one.name} of layer ${one.layer}`).join(", ");
  if (!found) {
    const received = typeof layer === "number" ? `${parameter} of layer ${layer}` : weight;
    throw new OptionError({ where, received, expected: `one of ${names}` });
  }
  const { shape } = found.variable;
  if (isIndex(index, found.length)) return found.from + index;
  if (Array.isArray(index) && index.length === shape.length && index.every((v, k) => isIndex(v, shape[k]))) {
    return found.from + index.reduce((flat, v, k) => flat * shape[k] + v, 0);
  }
  throw new OptionError({ where: `${where}.index`, received: index, expected: `a location in [${shape.join(", ")}]` });
}

const labelOf = (at: number, placed: readonly Placed[]) => {
  const found = placed.find(({ from, length }) => at >= from && at < from + length) as Placed;
  const { name, variable, layer, from } = found;
  const columns = variable.shape[1];
  const flat = at - from;
  const location = columns === undefined ? `${flat}` : `${Math.floor(flat / columns)}, ${flat % columns}`;
  return `${name}.${layer}[${location}]`;
};

function weightPlane(
  weights: readonly [WeightIndex, WeightIndex],
  center: Float64Array,
  placed: readonly Placed[],
): Plane {
  const where = "lossSurface.directions";
  const [i, j] = [0, 1].map((k) => indexOf(`${where}[${k}]`, weights[k], placed, center.length));
  if (i === j) throw new OptionError({ where, received: weights, expected: "two different weights" });
  const unit = (at: number) => {
    const vector = new Float64Array(center.length);
    vector[at] = 1;
    return vector;
  };
  const labels = [labelOf(i, placed), labelOf(j, placed)] as const;
  return { directions: [unit(i), unit(j)], center, at: [center[i], center[j]], labels };
}

/** Each unit's incoming weights get a random direction as long as they are; biases none (Li et al. 2018, section 4). */
function randomDirection(center: Float64Array, placed: readonly Placed[], seed: number, index: number): Float64Array {
  const stream = new NormalStream(seed, LOSS_SURFACE, index);
  const vector = new Float64Array(center.length);
  for (const { variable, from, length } of placed) {
    if (!variable.fans) continue;
    const [width] = variable.fans;
    for (let at = from; at < from + length; at += width) {
      const filter = vector.subarray(at, at + width);
      for (let k = 0; k < width; k++) filter[k] = stream.normal();
      const weights = center.subarray(at, at + width);
      const factor = Math.sqrt(dot(weights, weights) / dot(filter, filter));
      for (let k = 0; k < width; k++) filter[k] *= factor;
    }
  }
  return vector;
}

/** Evenly chosen points of a path, at most MOST_POINTS, the first and the last among them, and their distance from their mean. */
function deviations(path: readonly ArrayLike<number>[], count: number): Float64Array[] {
  const most = Math.min(MOST_POINTS, path.length);
  const points = Array.from(
    { length: most },
    (_, i): ArrayLike<number> => path[Math.round((i * (path.length - 1)) / (most - 1))],
  );
  const mean = new Float64Array(count);
  for (const point of points) for (let k = 0; k < count; k++) mean[k] += point[k] / most;
  return points.map((point) => Float64Array.from(point, (v, k) => v - mean[k]));
}

/** The two directions of most variance, of length 1, pointing from the path's first to its last point; the center is the last. */
async function pathPlane(path: readonly ArrayLike<number>[], count: number, rest: () => Promise<void>): Promise<Plane> {
  const where = "lossSurface.directions.path";
  if (!Array.isArray(path) || path.length < 3) {
    throw new OptionError({ where, received: path, expected: "at least three points, such as recordPath's" });
  }
  for (const [i, point] of path.entries()) requireVector(`${where}[${i}]`, point, count);
  const off = deviations(path, count);
  const most = off.length;
  // the Gram matrix's eigenvectors combine the points into the covariance's
  const gram = off.map(() => new Float64Array(most));
  for (let i = 0; i < most; i++) {
    for (let j = 0; j <= i; j++) gram[i][j] = gram[j][i] = dot(off[i], off[j]);
    await rest();
  }
  const { values, vectors } = await eigenResting(gram, true, rest);
  const total = values.reduce((sum, v) => sum + Math.max(0, v), 0);
  if (!(values[most - 2] > 1e-12 * total)) {
    throw new OptionError({ where, received: path, expected: "a path that is not straight" });
  }
  const along = (rank: number) => {
    const vector = new Float64Array(count);
    for (const [i, point] of off.entries()) {
      const share = vectors[most - rank][i] / Math.sqrt(values[most - rank]);
      for (let k = 0; k < count; k++) vector[k] += share * point[k];
    }
    const forward = dot(vector, off[most - 1]) - dot(vector, off[0]);
    return forward < 0 ? vector.map((v) => -v) : vector;
  };
  return {
    directions: [along(1), along(2)],
    center: Float64Array.from(path[path.length - 1]),
    at: [0, 0],
    labels: ["first direction", "second direction"],
    explained: [values[most - 1] / total, values[most - 2] / total],
  };
}

/** The plane that the caller asks for, around θ or a path's end. @throws {OptionError | ShapeError} */
export async function planeOf(
  asked: SurfaceDirections,
  theta: Float64Array,
  placed: readonly Placed[],
  seed: number,
  rest: () => Promise<void>,
): Promise<Plane> {
  const where = "lossSurface.directions";
  const labels = ["first direction", "second direction"] as const;
  if (asked === "random") {
    const directions = [randomDirection(theta, placed, seed, 0), randomDirection(theta, placed, seed, 1)] as const;
    return { directions, center: theta, at: [0, 0], labels };
  }
  if (Array.isArray(asked) && asked.length === 2)
    return weightPlane(asked as [WeightIndex, WeightIndex], theta, placed);
  if (typeof asked === "object" && asked !== null && !Array.isArray(asked)) {
    const { path, vectors } = checked(where, asked, planeRules);
    if (path !== undefined && vectors === undefined) return pathPlane(path, theta.length, rest);
    if (path === undefined && vectors?.length === 2) {
      for (const [i, vector] of vectors.entries()) requireVector(`${where}.vectors[${i}]`, vector, theta.length);
      const [a, b] = vectors;
      return { directions: [Float64Array.from(a), Float64Array.from(b)], center: theta, at: [0, 0], labels };
    }
  }
  throw new OptionError({ where, received: asked, expected: '"random", two weights, { path } or { vectors: [a, b] }' });
}
