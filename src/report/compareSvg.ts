// Learning curves of several variants over each other, with the spread of their seeds. Loaded when one is asked for.
import { areaY, lineY } from "@observablehq/plot";
import { cut } from "../core/visible.ts";
import type { SetFigures } from "../objective/setFigures.ts";
import type { Curve } from "../training/curve.ts";
import { escaped } from "./escaped.ts";
import { extentOf, padded } from "./extent.ts";
import { blankDocument, framed, heading, placed } from "./framed.ts";
import { dashes, paletteSize, paletteStyle } from "./palette.ts";
import { panel, percentTick, wholeTick } from "./panel.ts";
import { thinned } from "./series.ts";
import { type ValueAxis, valueAxis } from "./valueAxis.ts";

export interface ComparedRun {
  readonly name: string;
  readonly curve: Curve;
}

interface Point {
  readonly step: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

const WIDTH = 1000;
const HEIGHT = 380;
const HEAD = 74;

/** More points than these are not seen. */
const MOST_POINTS = 400;

function median(sorted: readonly number[]): number {
  const [a, b] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return a === b ? a : a / 2 + b / 2;
}

/** The figure of one variant at each evaluation that all its runs reached. */
function seriesOf(runs: readonly ComparedRun[], of: (figures: SetFigures) => number | undefined): Point[] {
  const count = Math.min(...runs.map(({ curve }) => curve.points.length));
  return thinned(
    Array.from({ length: count }, (_, i) => i),
    MOST_POINTS,
  ).flatMap((i) => {
    const values = runs.map(({ curve }) => {
      const point = curve.points[i];
      return of(point.validation ?? point.train) ?? Number.NaN;
    });
    if (!values.every(Number.isFinite)) return [];
    const sorted = values.sort((a, b) => a - b);
    const { step } = runs[0].curve.points[i];
    return [{ step, low: sorted[0], middle: median(sorted), high: sorted[sorted.length - 1] }];
  });
}

/** The y axis of a panel. */
function yAxisOf(points: readonly Point[], percents: boolean): ValueAxis {
  const [low, high] = extentOf(points.flatMap((point) => [point.low, point.high]));
  const logarithmic = !percents && low > 0 && high / 10 > low;
  if (logarithmic) return valueAxis(extentOf([low / 1.2 || low, high * 1.1]), { logarithmic, ticks: 5 });
  const [from, to] = padded(low, high, 0.04);
  if (!percents) return valueAxis([from, to], { ticks: 5 });
  return valueAxis([Math.max(0, from), Math.min(1, to)], { ticks: 5, text: percentTick });
}

/** One figure of all variants, moved to (x, y); where nothing is finite, that is said. */
function panelAt(
  document: Document,
  series: readonly (readonly Point[])[],
  percents: boolean,
  width: number,
  [x, y]: readonly [number, number],
): string {
  if (series.every((points) => points.length === 0))
    return `<text class="muted" x="${x + 58}" y="${y + 40}" font-size="13">no finite number</text>`;
  const { axis, at } = yAxisOf(series.flat(), percents);
  const drawn = panel(document, {
    width,
    height: HEIGHT,
    margins: { left: 58, right: 20, top: 16, bottom: 42 },
    x: { label: "iterations", ticks: 5, text: wholeTick },
    y: axis,
    marks: series.flatMap((points, i) => [
      areaY(points, {
        x: "step",
        y1: ({ low }) => at(low),
        y2: ({ high }) => at(high),
        className: `area f${i % paletteSize}`,
      }),
      lineY(points, {
        x: "step",
        y: ({ middle }) => at(middle),
        className: `course s${i % paletteSize}`,
        strokeWidth: 2,
        strokeDasharray: dashes[i % paletteSize],
      }),
    ]),
  });
  return placed(drawn, x, y);
}

/** A line sample and a name for each variant, four in a row. */
const legend = (names: readonly string[]): string[] =>
  names.map((name, i) => {
    const [x, y] = [20 + 245 * (i % 4), HEAD + 6 + 24 * Math.floor(i / 4)];
    return `<path class="course s${i % paletteSize}" d="M${x},${y - 4}h28" stroke-width="2.5" stroke-dasharray="${dashes[i % paletteSize]}"/><text class="text" x="${x + 36}" y="${y}" font-size="13">${escaped(cut(name, 30))}</text>`;
  });

/** Validation (or training) cost and accuracy of each variant: the median of its seeds, and from the lowest to the highest. */
export async function compareSvg(runs: readonly ComparedRun[], options: { readonly title: string }): Promise<string> {
  const document = await blankDocument();
  const names = [...new Set(runs.map(({ name }) => name))];
  const groups = names.map((name) => runs.filter((run) => run.name === name));
  const costs = groups.map((group) => seriesOf(group, (figures) => figures.cost));
  const accuracies = groups.map((group) => seriesOf(group, (figures) => figures.accuracy));
  const two = accuracies.some((points) => points.length > 0);
  const width = two ? WIDTH / 2 : WIDTH;
  const set = runs.some(({ curve }) => curve.points[0]?.validation) ? "validation" : "training";
  const top = HEAD + 24 * Math.ceil(names.length / 4);
  const seeds = Math.max(...groups.map((group) => group.length));
  const subtitle =
    seeds > 1
      ? `median of ${seeds} seeds; bands from the lowest to the highest`
      : "one seed; the same initial weights and batches for all";
  const style = `${paletteStyle}.ravine .course{fill:none}.ravine .area{stroke:none;fill-opacity:.14}`;
  return framed({ title: options.title, subtitle, width: WIDTH, height: top + HEIGHT + 20, style }, [
    ...legend(names),
    heading(`Cost, ${set}`, 58, top + 10),
    panelAt(document, costs, false, width, [0, top + 6]),
    ...(two
      ? [
          heading(`Accuracy, ${set}`, width + 58, top + 10),
          panelAt(document, accuracies, true, width, [width, top + 6]),
        ]
      : []),
  ]);
}
