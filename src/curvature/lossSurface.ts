// A network's cost over a plane in θ, and paths projected on it.
import { OptionError, StateError } from "../core/errors.ts";
import { checked, seed, value } from "../core/options.ts";
import { Pace } from "../core/pace.ts";
import type { Dataset } from "../data/dataset.ts";
import { requireLength } from "../objective/requireVector.ts";
import type { CostFunction } from "../optimizers/costFunction.ts";
import { type HasModel, modelOf } from "./modelOf.ts";
import { overDataset } from "./overDataset.ts";
import { dot, type Plane, planeOf, type SurfaceDirections } from "./plane.ts";
import { requireWeights } from "./requireWeights.ts";

const RESOLUTION = 25;
const MOST_RESOLUTION = 1000;

type Interval = readonly [number, number];

export interface LossSurfaceOptions {
  /** default "random" */
  readonly directions?: SurfaceDirections;
  /** points along each axis, 2 … 1000, or [along x, along y]; default 25 */
  readonly resolution?: number | readonly [number, number];
  /** r: from −r to r around the center; or [[x₀, x₁], [y₀, y₁]] in the axes' coordinates; default 1, for a path all of it and a tenth more */
  readonly range?: number | readonly [Interval, Interval];
  /** of random directions; default 1 */
  readonly seed?: number;
}

export interface LossSurface {
  /** coordinates of the columns and rows of `values` */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** the cost, penalties included, in evaluation mode: values[row · x.length + column] at (x[column], y[row]) */
  readonly values: Float64Array;
  readonly directions: readonly [Float64Array, Float64Array];
  /** the θ from which the directions go out */
  readonly center: Float64Array;
  /** the center's coordinates: θ = center + (x − at[0])·directions[0] + (y − at[1])·directions[1] */
  readonly at: readonly [number, number];
  readonly labels: readonly [string, string];
  /** shares of the path's variance along the two directions; only for a path */
  readonly explained?: readonly [number, number];
  /** the nearest point of the plane to each point of a path, and how far off it lies */
  project(path: readonly ArrayLike<number>[]): ProjectedPath;
}

export interface ProjectedPath {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly distance: Float64Array;
}

const isCount = (v: unknown) => Number.isInteger(v) && (v as number) >= 2 && (v as number) <= MOST_RESOLUTION;
const isPair = (v: unknown, of: (one: unknown) => boolean) => Array.isArray(v) && v.length === 2 && v.every(of);
const isInterval = (v: unknown) => isPair(v, Number.isFinite) && (v as number[])[0] < (v as number[])[1];
const rules = {
  directions: value<SurfaceDirections>("random", "directions"),
  resolution: value<number | readonly [number, number]>(
    RESOLUTION,
    `a whole number from 2 to ${MOST_RESOLUTION}, or two`,
    (v) => isCount(v) || isPair(v, isCount),
  ),
  range: value<number | readonly [Interval, Interval] | undefined>(
    undefined,
    "a number > 0, or [[x₀, x₁], [y₀, y₁]] with x₀ < x₁ and y₀ < y₁",
    (v) => (Number.isFinite(v) && (v as number) > 0) || isPair(v, isInterval),
  ),
  seed: seed(1),
};

/** Coordinates by least squares: the directions need not be orthogonal. @throws {OptionError} where they span no plane */
function projector({ directions: [a, b], center, at }: Plane, asked: SurfaceDirections) {
  const [aa, ab, bb] = [dot(a, a), dot(a, b), dot(b, b)];
  const determinant = aa * bb - ab * ab;
  if (!(determinant > 1e-12 * aa * bb)) {
    const where = "lossSurface.directions";
    if (asked === "random") {
      const hint =
        "A random direction is as long as each unit's incoming weights. Name two weights, or give `vectors`.";
      throw new OptionError({ where, received: asked, expected: "at least two incoming weights that are not 0", hint });
    }
    const received = "directions that span no plane";
    throw new OptionError({ where, received, expected: "two directions that are not 0 and not parallel" });
  }
  return (path: readonly ArrayLike<number>[]): ProjectedPath => {
    if (!Array.isArray(path)) {
      throw new OptionError({ where: "lossSurface.project", received: path, expected: "an array of points" });
    }
    const x = new Float64Array(path.length);
    const y = new Float64Array(path.length);
    const distance = new Float64Array(path.length);
    for (const [i, point] of path.entries()) {
      requireLength(`lossSurface.project[${i}]`, point, center.length);
      const off = center.map((c, k) => point[k] - c);
      const [p, q] = [dot(off, a), dot(off, b)];
      const u = (p * bb - q * ab) / determinant;
      const v = (q * aa - p * ab) / determinant;
      x[i] = at[0] + u;
      y[i] = at[1] + v;
      for (let k = 0; k < off.length; k++) off[k] -= u * a[k] + v * b[k];
      distance[i] = Math.sqrt(dot(off, off));
    }
    return { x, y, distance };
  };
}

function spanOf(values: Float64Array): Interval {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const more = (high - low || 1) / 10;
  return [low - more, high + more];
}

/** @throws {StateError} on weights around which nothing can be seen */
function requireFiniteWeights(theta: ArrayLike<number>): void {
  const bad = Array.prototype.findIndex.call(theta, (v) => !Number.isFinite(v));
  if (bad < 0) return;
  const hint = `Weight ${bad} is ${theta[bad]}.`;
  throw new StateError({ where: "lossSurface", expected: "a network whose weights are finite", hint });
}

const ticks = ([from, to]: Interval, count: number) =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/**
 * The network's own cost (penalties included, evaluation mode, all rows) over a plane in the space of its weights. Never
 * blocks the event loop for long; the weights are afterwards as they were.
 *
 * @param options.directions  two weights by number or { layer, parameter, index }, whose axes then show their own values;
 *                            "random": two filter-normalised directions; { path }: the principal directions of a run's path,
 *                            around its last point; or { vectors: [a, b] }. Default "random"
 * @param options.resolution  points along each axis, 2 … 1000, or [along x, along y]; default 25
 * @param options.range       r for center ± r, or [[x₀, x₁], [y₀, y₁]]; default 1, and for a path all of it and a tenth more
 * @param options.seed        of random directions; default 1
 * @returns axes, costs in float64 (those of weights rounded to float32), and `project` for any optimizer's path
 * @throws {OptionError | ShapeError} on a weight that is not there, directions that span no plane, or data that does not fit
 * @throws {StateError} where weights of the network are not finite
 * @example const { x, y, values, project } = await lossSurface(network, train, { directions: { path: path.points } });
 * @see Li, Xu, Taylor, Studer & Goldstein 2018, Visualizing the loss landscape of neural nets, arXiv:1712.09913
 */
export async function lossSurface(
  network: HasModel,
  data: Dataset,
  options?: LossSurfaceOptions,
): Promise<LossSurface> {
  const { directions: asked, resolution, range, seed } = checked("lossSurface", options, rules);
  const model = modelOf("lossSurface", network);
  const { core, theta, placed } = model;
  requireWeights("lossSurface", theta.length);
  const weights = Float64Array.from(core.read(theta));
  const pace = new Pace();
  const plane = await planeOf(asked, weights, placed, seed, () => pace.rest());
  const { directions, center, at, labels, explained } = plane;
  if (center === weights) requireFiniteWeights(center);
  const project = projector(plane, asked);
  let intervals: readonly [Interval, Interval];
  if (typeof range === "object") intervals = range;
  else if (range === undefined && typeof asked === "object" && "path" in asked) {
    const path = project(asked.path);
    intervals = [spanOf(path.x), spanOf(path.y)];
  } else {
    const r = range ?? 1;
    intervals = [
      [at[0] - r, at[0] + r],
      [at[1] - r, at[1] + r],
    ];
  }
  const [columns, rows] = typeof resolution === "number" ? [resolution, resolution] : resolution;
  const x = ticks(intervals[0], columns);
  const y = ticks(intervals[1], rows);
  const values = new Float64Array(rows * columns);
  const [a, b] = directions;
  const costs = async (cost: CostFunction) => {
    for (let i = 0; i < values.length; i++) {
      const u = x[i % columns] - at[0];
      const v = y[Math.floor(i / columns)] - at[1];
      core.write(
        theta,
        center.map((c, k) => c + u * a[k] + v * b[k]),
      );
      values[i] = await cost.value();
    }
  };
  await overDataset("lossSurface", model, data, ["value"], costs);
  return { x, y, values, directions, center, at, labels, ...(explained && { explained }), project };
}
