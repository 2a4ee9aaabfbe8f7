// Learning curves of several variants over each other, with the spread of their seeds. Loaded when one is asked for.
import { areaY, lineY } from "@observablehq/plot";
import { cut } from "../core/visible.ts";
import { figure } from "../diagnosis/figure.ts";
import type { SetFigures } from "../objective/setFigures.ts";
import type { Curve } from "../training/curve.ts";
import { decades } from "./decades.ts";
import { escaped } from "./escaped.ts";
import { blankDocument, framed, heading, placed } from "./framed.ts";
import { dashes, paletteSize, paletteStyle } from "./palette.ts";
import { panel, percentTick, wholeTick } from "./panel.ts";

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

const median = (sorted: readonly number[]) => (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;

/** The figure of one variant at each evaluation that all its runs reached. */
function seriesOf(runs: readonly ComparedRun[], of: (figures: SetFigures) => number | undefined): Point[] {
  const count = Math.min(...runs.map(({ curve }) => curve.points.length));
  return Array.from({ length: count }, (_, i) => {
    const values = runs.map(({ curve }) => {
      const point = curve.points[i];
      return of(point.validation ?? point.train) ?? Number.NaN;
    });
    const sorted = values.sort((a, b) => a - b);
    return {
      step: runs[0].curve.points[i].step,
      low: sorted[0],
      middle: median(sorted),
      high: sorted[sorted.length - 1],
    };
  }).filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
}

/** The lower and upper end of a panel's y axis. */
function extent(series: readonly (readonly Point[])[], percents: boolean) {
  const low = Math.min(...series.flat().map((point) => point.low));
  const high = Math.max(...series.flat().map((point) => point.high));
  const logarithmic = !percents && low > 0 && high > 10 * low;
  const margin = (high - low || 1) * 0.04;
  const linear = percents ? [Math.max(0, low - margin), Math.min(1, high + margin)] : [low - margin, high + margin];
  return { logarithmic, domain: (logarithmic ? [low / 1.2, high * 1.1] : linear) as [number, number] };
}

function panelOf(document: Document, series: readonly (readonly Point[])[], percents: boolean, width: number) {
  const { logarithmic, domain } = extent(series, percents);
  const ticks = logarithmic ? decades(...domain) : 5;
  return panel(document, {
    width,
    height: HEIGHT,
    margins: { left: 58, right: 20, top: 16, bottom: 42 },
    x: { label: "iterations", ticks: 5, text: wholeTick },
    y: { ticks, text: percents ? percentTick : figure, domain, logarithmic },
    marks: series.flatMap((points, i) => [
      areaY(points, { x: "step", y1: "low", y2: "high", className: `area f${i % paletteSize}` }),
      lineY(points, {
        x: "step",
        y: "middle",
        className: `course s${i % paletteSize}`,
        strokeWidth: 2,
        strokeDasharray: dashes[i % paletteSize],
      }),
    ]),
  });
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
    placed(panelOf(document, costs, false, width), 0, top + 6),
    ...(two
      ? [
          heading(`Accuracy, ${set}`, width + 58, top + 10),
          placed(panelOf(document, accuracies, true, width), width, top + 6),
        ]
      : []),
  ]);
}
