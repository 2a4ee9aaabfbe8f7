// The axis of a figure's values: a range that can be drawn, ticks, and where a value lies. What draws computes in float64 and needs room there.
import { figure } from "../diagnosis/figure.ts";
import { decades } from "./decades.ts";
import type { Axis } from "./panel.ts";

export interface ValueAxis {
  readonly axis: Axis;
  /** Where a value lies on it; one beyond its ends, at the end. */
  at(value: number): number;
}

export interface ValueAxisOptions {
  readonly logarithmic?: boolean;
  /** about so many ticks, where the axis is linear */
  readonly ticks: number;
  /** default: three digits */
  readonly text?: (value: number) => string;
}

/** From which sizes on differences leave float64, or lose their digits. */
const [TINY, VAST] = [1e-200, 1e200];

/** An axis from `low` to `high`; drawn in a unit of its own where the numbers are vast or tiny. */
export function valueAxis([low, high]: readonly [number, number], options: ValueAxisOptions): ValueAxis {
  const { logarithmic = false, ticks, text = figure } = options;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const unit = logarithmic ? 1 : size > VAST ? 2 ** 600 : size < TINY && size > 0 ? 2 ** -600 : 1;
  return {
    axis: {
      domain: [low / unit, high / unit],
      logarithmic,
      ticks: logarithmic ? decades(low, high) : ticks,
      text: (drawn) => (Number.isFinite(drawn * unit) ? text(drawn * unit) : ""),
    },
    at: (value) => Math.min(high, Math.max(low, value)) / unit,
  };
}
