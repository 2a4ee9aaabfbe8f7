// Draws the learning curve with Observable Plot on a document without a browser. Loaded when a picture is asked for.
import { areaY, dot, lineY, ruleX } from "@observablehq/plot";
import { counted, figure, percent } from "../diagnosis/figure.ts";
import type { Curve } from "../training/curve.ts";
import { extentOf, padded } from "./extent.ts";
import { blankDocument, framed, heading, placed } from "./framed.ts";
import type { ReadLearningCurveSvgOptions } from "./learningCurveSvg.ts";
import { panel, percentTick, wholeTick } from "./panel.ts";
import { type Series, type SetName, seriesOf, setLabels, valuesOf, wantsLogarithm } from "./series.ts";
import { type ValueAxis, valueAxis } from "./valueAxis.ts";

const HEAD = 112;
const FOOT = 14;
const dashes: Record<SetName, string> = { train: "none", validation: "7 3", test: "2 3" };

interface Figure {
  readonly title: string;
  readonly series: readonly Series[];
  readonly logarithmic: boolean;
  readonly percent: boolean;
}

/** The y axis of a panel: all values and their bands; of a logarithmic one, what is above 0. */
function yAxisOf({ series, logarithmic, percent }: Figure): ValueAxis {
  const samples = series.flatMap((one) => one.samples);
  const above = samples.map(({ value, error }) => value + error);
  if (logarithmic) {
    const [low, high] = extentOf([...samples.map(({ value }) => value), ...above].filter((value) => value > 0));
    return valueAxis([Math.max(Number.MIN_VALUE, low / 1.3), extentOf([high * 1.1])[1]], { logarithmic, ticks: 5 });
  }
  const [low, high] = extentOf([...samples.map(({ value, error }) => value - error), ...above]);
  const [from, to] = padded(low, high, 0.04);
  const ends: [number, number] = [percent || low >= 0 ? Math.max(0, from) : from, percent ? Math.min(1, to) : to];
  return valueAxis(ends, { ticks: 5, text: percent ? percentTick : figure });
}

/** A set's band of one standard error, its line and the point at its end. */
function course({ set, samples }: Series, at: ValueAxis["at"]) {
  return [
    areaY(samples, {
      x: "step",
      y1: ({ value, error }) => at(value - error),
      y2: ({ value, error }) => at(value + error),
      className: `band ${set}`,
    }),
    lineY(samples, {
      x: "step",
      y: ({ value }) => at(value),
      className: `line ${set}`,
      strokeWidth: 2,
      strokeDasharray: dashes[set],
      strokeLinejoin: "round",
    }),
    dot(samples.slice(-1), { x: "step", y: ({ value }) => at(value), r: 3.5, className: `end ${set}` }),
  ];
}

/** One figure of all sets as an SVG element. */
function drawFigure(document: Document, shown: Figure, size: { width: number; height: number }, best: number | null) {
  const { axis, at } = yAxisOf(shown);
  return panel(document, {
    ...size,
    margins: { left: 58, right: 28, top: 14, bottom: 42 },
    x: { label: "iterations", ticks: 6, text: wholeTick },
    y: axis,
    marks: [
      ...(best === null ? [] : [ruleX([best], { className: "best" })]),
      ...shown.series.flatMap((one) => course(one, at)),
    ],
  });
}

/** Name and last value of a set. */
function lastOf(curve: Curve, set: SetName): string {
  const figures = curve.points[curve.points.length - 1][set];
  const value = figures?.accuracy === undefined ? figure(figures?.cost ?? Number.NaN) : percent(figures.accuracy);
  return `${setLabels[set]}: ${value}`;
}

/** Names, line samples and last values of the sets, in one row. */
function legend(names: readonly SetName[], curve: Curve, x: number, y: number): string {
  let at = x;
  return names
    .map((set) => {
      const text = lastOf(curve, set);
      const drawn =
        `<g transform="translate(${at},${y})"><path class="line ${set}" d="M0,-4H28" stroke-width="2.5" stroke-dasharray="${dashes[set]}"/>` +
        `<text class="text" x="36" font-size="13">${text}</text></g>`;
      at += 36 + 7.2 * text.length + 26;
      return drawn;
    })
    .join("");
}

/** The figures that the curve has: cost, and accuracy where there is one. */
function figuresOf(curve: Curve, scale: ReadLearningCurveSvgOptions["scale"]): Figure[] {
  const costs = seriesOf("learningCurveSvg", curve, "cost");
  const accuracies = seriesOf("learningCurveSvg", curve, "accuracy");
  const asked = scale === "logarithmic" && valuesOf(costs).some((value) => value > 0);
  const logarithmic = scale === "auto" ? wantsLogarithm(costs) : asked;
  const title = `Cost${logarithmic ? " (logarithmic scale)" : ""}`;
  return [
    { title, series: costs, logarithmic, percent: false },
    { title: "Accuracy", series: accuracies, logarithmic: false, percent: true },
  ].filter(({ series }) => series.length > 0);
}

/** The whole picture as an SVG document. */
export async function drawLearningCurve(curve: Curve, options: ReadLearningCurveSvgOptions): Promise<string> {
  const { title, theme, scale, width, height } = options;
  const document = await blankDocument();
  const figures = figuresOf(curve, scale);
  const costs = figures.find(({ percent }) => !percent)?.series ?? [];
  const validation = costs.find(({ set }) => set === "validation")?.samples;
  const best = validation?.reduce((a, b) => (b.value < a.value ? b : a)).step ?? null;
  const each = { width: Math.floor(width / figures.length), height: height - HEAD - FOOT };
  const drawn = figures.map((shown, i) => {
    const x = i * each.width;
    return heading(shown.title, x + 58, HEAD + 4) + placed(drawFigure(document, shown, each, best), x, HEAD);
  });
  const none = `<text class="muted" x="20" y="${HEAD}" font-size="13">no cost was a finite number</text>`;
  const last = curve.points[curve.points.length - 1];
  const rule = best === null ? "" : "; the vertical line: lowest validation cost";
  const subtitle =
    options.subtitle ??
    `${counted(last.step, "iteration")}, ${counted(Number(figure(last.epoch)), "epoch")}; bands: ± 1 standard error${rule}`;
  const names = costs.map(({ set }) => set);
  const spoken = names.map((set) => lastOf(curve, set)).join(", ");
  const description = `${subtitle}. ${spoken && `At the end ${spoken}`}`;
  return framed({ title, subtitle, description, width, height, theme }, [
    legend(names, curve, 20, 78),
    ...(drawn.length > 0 ? drawn : [none]),
  ]);
}
