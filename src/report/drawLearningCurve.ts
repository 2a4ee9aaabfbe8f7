// Draws the learning curve with Observable Plot on a document without a browser. Loaded when a picture is asked for; knows no file.
import { areaY, axisX, axisY, dot, gridX, gridY, lineY, plot, ruleX } from "@observablehq/plot";
import { counted } from "../diagnosis/numberText.ts";
import type { Curve } from "../training/curve.ts";
import { escaped, FONT, placed } from "./frame.ts";
import type { ReadLearningCurveSvgOptions } from "./learningCurveSvg.ts";
import { type Series, type SetName, seriesOf, setLabels, wantsLogarithm } from "./series.ts";
import { styleOf } from "./theme.ts";
import { decades, wholeText } from "./ticks.ts";

const HEAD = 112;
const FOOT = 14;
const dashes: Record<SetName, string> = { train: "none", validation: "7 3", test: "2 3" };

interface Panel {
  readonly title: string;
  readonly series: readonly Series[];
  readonly logarithmic: boolean;
  readonly percent: boolean;
}

const figure = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(3)).toString() : "not finite");
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The lower and upper end of a panel's y axis: all values, and bands where they do not dwarf them. */
function extent({ series, logarithmic, percent }: Panel): [number, number] {
  const samples = series.flatMap((one) => one.samples);
  const low = Math.min(...samples.map(({ value, error }) => (logarithmic ? value : value - error)));
  const high = Math.max(...samples.map(({ value, error }) => value + error));
  if (logarithmic) return [low / 1.3, high * 1.1];
  const room = 0.04 * (high - low || Math.abs(high) || 1);
  return [
    percent ? Math.max(0, low - room) : low >= 0 ? Math.max(0, low - room) : low - room,
    percent ? Math.min(1, high + room) : high + room,
  ];
}

/** One panel as an SVG element. */
function drawPanel(document: Document, panel: Panel, size: { width: number; height: number }, best: number | null) {
  const { series, logarithmic, percent: inPercent } = panel;
  const [low, high] = extent(panel);
  const ticks = logarithmic ? decades(low, high) : 5;
  const within = (value: number) => Math.min(high, Math.max(low, value));
  return plot({
    document,
    ...size,
    marginLeft: 58,
    marginRight: 28,
    marginTop: 14,
    marginBottom: 42,
    className: "panel",
    style: { fontSize: "12px", background: "none" },
    x: { label: null, nice: false },
    y: { label: null, type: logarithmic ? "log" : "linear", domain: [low, high], clamp: true },
    marks: [
      gridY({ className: "grid", ticks }),
      gridX({ className: "grid", ticks: 6 }),
      axisX({
        label: "iterations",
        labelAnchor: "center",
        labelArrow: "none",
        tickSize: 0,
        className: "axis",
        ticks: 6,
        tickFormat: wholeText,
      }),
      axisY({
        label: null,
        tickSize: 0,
        className: "axis",
        ticks,
        text: inPercent ? (v: number) => `${Number((100 * v).toFixed(1))} %` : (v: number) => figure(v),
      }),
      ...(best === null ? [] : [ruleX([best], { className: "best" })]),
      ...series.flatMap(({ set, samples }) => [
        areaY(samples, {
          x: "step",
          y1: ({ value, error }) => within(value - error),
          y2: ({ value, error }) => within(value + error),
          className: `band ${set}`,
        }),
        lineY(samples, {
          x: "step",
          y: "value",
          className: `line ${set}`,
          strokeWidth: 2,
          strokeDasharray: dashes[set],
          strokeLinejoin: "round",
        }),
        dot(samples.slice(-1), { x: "step", y: "value", r: 3.5, className: `end ${set}` }),
      ]),
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

/** The whole picture as an SVG document. */
export async function drawLearningCurve(curve: Curve, options: ReadLearningCurveSvgOptions): Promise<string> {
  const { title, theme, scale, width, height } = options;
  const costs = seriesOf("learningCurveSvg", curve, "cost");
  const accuracies = seriesOf("learningCurveSvg", curve, "accuracy");
  const logarithmic = scale === "auto" ? wantsLogarithm(costs) : scale === "logarithmic";
  const panels: Panel[] = [];
  if (costs.length > 0)
    panels.push({
      title: `Cost${logarithmic ? " (logarithmic scale)" : ""}`,
      series: costs,
      logarithmic,
      percent: false,
    });
  if (accuracies.length > 0) panels.push({ title: "Accuracy", series: accuracies, logarithmic: false, percent: true });
  const validation = costs.find(({ set }) => set === "validation")?.samples;
  const none = `<text class="muted" x="20" y="${HEAD}" font-size="13">no cost was a finite number</text>`;
  const best = validation?.reduce((a, b) => (b.value < a.value ? b : a)).step ?? null;

  const { parseHTML } = await import("linkedom");
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const each = { width: Math.floor(width / panels.length), height: height - HEAD - FOOT };
  const drawn = panels.map((panel, i) => {
    const svg = drawPanel(document, panel, each, best) as unknown as Element;
    const heading = `<text class="text" x="${i * each.width + 58}" y="${HEAD + 4}" font-size="13" font-weight="600">${panel.title}</text>`;
    return heading + placed(svg, i * each.width, HEAD);
  });
  const last = curve.points[curve.points.length - 1];
  const rule = best === null ? "" : "; the vertical line: lowest validation cost";
  const subtitle =
    options.subtitle ??
    `${counted(last.step, "iteration")}, ${counted(Number(figure(last.epoch)), "epoch")}; bands: ± 1 standard error${rule}`;
  const names = costs.map(({ set }) => set);
  const spoken = names.map((set) => lastOf(curve, set)).join(", ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="ravine" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img" aria-label="${escaped(`${title}. ${subtitle}. ${spoken && `At the end ${spoken}`}`)}">`,
    `<title>${escaped(title)}</title><style>${styleOf(theme)}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    `<text class="text" x="20" y="32" font-size="20" font-weight="600">${escaped(title)}</text>`,
    `<text class="muted" x="20" y="52" font-size="13">${escaped(subtitle)}</text>`,
    legend(names, curve, 20, 78),
    ...(drawn.length > 0 ? drawn : [none]),
    "</svg>\n",
  ].join("\n");
}
