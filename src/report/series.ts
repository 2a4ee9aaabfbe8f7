// The curve as series to draw: one per set that was evaluated, not more points than can be seen.
import { OptionError } from "../core/errors.ts";
import { aCount, aNumber, faultIn, optional } from "../core/faultIn.ts";
import type { Curve, CurvePoint } from "../training/curve.ts";
import { extentOf } from "./extent.ts";

/** What a set is called in pictures and tables. */
export const setLabels = { train: "training", validation: "validation", test: "test" } as const;
export type SetName = keyof typeof setLabels;

/** A figure over iterations, with one standard error to each side. */
export interface Sample {
  readonly step: number;
  readonly value: number;
  readonly error: number;
}

export interface Series {
  readonly set: SetName;
  readonly label: string;
  readonly samples: readonly Sample[];
}

const sets = Object.keys(setLabels) as SetName[];

/** Evenly chosen ones of many, the first and the last among them. */
export function thinned<T>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most) return points;
  return Array.from({ length: most }, (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))]);
}

const drawnFigures = { fields: { cost: optional(aNumber), accuracy: optional(aNumber) } };
const drawnPoints = {
  each: {
    fields: {
      step: aCount,
      train: optional(drawnFigures),
      validation: optional(drawnFigures),
      test: optional(drawnFigures),
    },
  },
};

/** The points of a curve that can be drawn. @throws {OptionError} where there are none, or one is no point */
export function drawablePoints(where: string, curve: Curve): readonly CurvePoint[] {
  const fault = faultIn(curve?.points, drawnPoints, "curve.points");
  const hint = "Give the curve of a run; one with evaluateEvery: false has no points.";
  if (fault)
    throw new OptionError({ where: `${where}: ${fault.at}`, received: fault.received, expected: fault.expected, hint });
  if (curve.points.length > 0) return curve.points;
  throw new OptionError({ where, received: curve, expected: "a curve with at least one point", hint });
}

/**
 * Cost or accuracy of each set.
 * @param most  points per series; more are thinned evenly, the first and the last stay
 * @returns no series for a set, or an accuracy, that the curve does not have
 * @throws {OptionError} where the curve has no points
 */
export function seriesOf(where: string, curve: Curve, figure: "cost" | "accuracy", most = 400): Series[] {
  const points = thinned(drawablePoints(where, curve), most);
  return sets.flatMap((set) => {
    const samples = points.flatMap((point): Sample[] => {
      const figures = point[set];
      const value = figures?.[figure];
      if (figures === undefined || value === undefined || !Number.isFinite(value)) return [];
      const error = figure === "accuracy" ? figures.standardError : figures.lossStandardError;
      return [{ step: point.step, value, error: Number.isFinite(error) ? error : 0 }];
    });
    return samples.length > 0 ? [{ set, label: setLabels[set], samples }] : [];
  });
}

/** All values of all series. */
export const valuesOf = (series: readonly Series[]): number[] =>
  series.flatMap(({ samples }) => samples.map(({ value }) => value));

/** Whether costs are best shown on a logarithmic scale: all above 0, and over more than a factor of 10. */
export function wantsLogarithm(series: readonly Series[]): boolean {
  const [least, most] = extentOf(valuesOf(series));
  return least > 0 && most / 10 > least;
}
