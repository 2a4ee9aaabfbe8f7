// The learning curve in characters, for a terminal or a log.
import { checked, flag, whole } from "../core/options.ts";
import { percent } from "../diagnosis/figure.ts";
import type { Curve } from "../training/curve.ts";
import { extentOf, isFlat } from "./extent.ts";
import { drawablePoints, type Series, seriesOf, setLabels, valuesOf, wantsLogarithm } from "./series.ts";

export interface LearningCurveTextOptions {
  /** columns of the drawing, labels not counted, 16 … 1,000; default 64 */
  readonly width?: number;
  /** lines of each panel, 3 … 1,000; default 10 */
  readonly height?: number;
  /** ANSI colours (default false); without them each set has a character of its own */
  readonly color?: boolean;
}

const rules = {
  width: whole<number>(64, 16, 1000),
  height: whole<number>(10, 3, 1000),
  color: flag<boolean>(false),
};
const inks = { train: "\x1b[94m", validation: "\x1b[93m", test: "\x1b[92m" };
const marks = { train: "·", validation: "+", test: "o" };
const RESET = "\x1b[0m";
const LABEL_WIDTH = 8;

/** A panel's lowest and highest value, and whether it is drawn on a logarithmic scale. */
interface Range {
  readonly low: number;
  readonly high: number;
  readonly logarithmic: boolean;
}

/** Where a value lies: 0 at the lowest, 1 at the highest. */
function shareIn({ low, high, logarithmic }: Range): (value: number) => number {
  // half of each, where the difference would leave float64
  const scaled = (value: number) =>
    logarithmic ? Math.log10(value) : high - low < Number.POSITIVE_INFINITY ? value : value / 2;
  const [from, to] = [scaled(low), scaled(high)];
  return (value) => Math.min(1, Math.max(0, (scaled(value) - from) / (to - from)));
}

/** The value at a share of the range. */
function valueAt({ low, high, logarithmic }: Range, share: number): number {
  const value = logarithmic
    ? 10 ** ((1 - share) * Math.log10(low) + share * Math.log10(high))
    : (1 - share) * low + share * high;
  return Math.min(high, Math.max(low, value));
}

/** The series at `width` evenly spaced iterations, as shares of the range, linear in between. */
function sampled(
  { samples }: Series,
  width: number,
  [from, to]: readonly [number, number],
  shareOf: (value: number) => number,
): number[] {
  const shares = samples.map(({ value }) => shareOf(value));
  let at = 0;
  return Array.from({ length: width }, (_, column) => {
    const step = from + ((to - from) * column) / (width - 1);
    while (at < samples.length - 2 && samples[at + 1].step < step) at++;
    const next = Math.min(at + 1, samples.length - 1);
    const [a, b] = [samples[at].step, samples[next].step];
    const way = b > a ? Math.min(1, Math.max(0, (step - a) / (b - a))) : 0;
    return shares[at] + way * (shares[next] - shares[at]);
  });
}

/** A value in 2 … 5 digits, as many as tell the labels of a narrow range apart. */
function costLabel({ low, high }: Range, value: number): string {
  const needed = Math.ceil(Math.log10((5 * Math.max(Math.abs(low), Math.abs(high))) / (high - low)));
  const digits = Number.isFinite(needed) ? Math.min(5, Math.max(2, needed)) : 2;
  const short = value.toPrecision(digits);
  const cost = Number(short);
  if (!Number.isFinite(cost)) return short.replace("+", ""); // rounded up beyond the largest number
  const text = Math.abs(cost) < 1e-4 && cost !== 0 ? cost.toExponential() : cost.toString();
  return (text.length > LABEL_WIDTH ? cost.toExponential() : text).replace("+", "");
}

/** Iterations under the drawing: the first, the middle and the last. */
function axis(width: number, from: number, to: number): string {
  const cells = Array<string>(width + 1).fill(" ");
  const middle = Math.round((from + to) / 2);
  for (const [text, at] of [
    [String(from), 0],
    [String(middle), Math.floor((width - String(middle).length) / 2)],
    [String(to), width - String(to).length],
  ] as const) {
    for (const [i, character] of [...text].entries()) cells[at + i] = character;
  }
  const indent = " ".repeat(LABEL_WIDTH + 1);
  return `${indent}└${"─".repeat(width)}\n${indent} ${cells.join("").trimEnd()}  iterations`;
}

/**
 * Cost and, where there is one, accuracy of each set against iterations, one panel above the other. Costs that span more
 * than a factor of 10 are drawn on a logarithmic scale; a curve that stays at one value is one line.
 *
 * @returns lines of text, without a newline at the end
 * @throws {OptionError} on an unknown option, or a curve without points
 * @example console.log(await learningCurveText(run.curve));
 */
export async function learningCurveText(curve: Curve, options?: LearningCurveTextOptions): Promise<string> {
  const { width, height, color } = checked("learningCurveText", options, rules);
  const all = {
    cost: seriesOf("learningCurveText", curve, "cost", 4 * width),
    accuracy: seriesOf("learningCurveText", curve, "accuracy", 4 * width),
  };
  const { default: asciichart } = await import("asciichart");
  const points = drawablePoints("learningCurveText", curve);
  const steps = [points[0].step, points[points.length - 1].step] as const;
  const panels: string[] = [];
  for (const figure of ["cost", "accuracy"] as const) {
    const series = all[figure];
    if (series.length === 0) continue;
    const logarithmic = figure === "cost" && wantsLogarithm(series);
    const [low, high] = extentOf(valuesOf(series));
    const range = { low, high, logarithmic };
    // a flat curve is one line; the library is given rows, since it counts in values what it draws
    const top = isFlat(low, high) ? 0 : height - 1;
    const shareOf = top === 0 ? () => 0 : shareIn(range);
    const lines = series.map((one) => sampled(one, width, steps, shareOf).map((share) => 1 + share * top));
    const label = (row: number) => {
      const value = valueAt(range, top === 0 ? 1 : (row - 1) / top);
      return figure === "accuracy" ? percent(value) : costLabel(range, value);
    };
    const drawn = asciichart.plot(lines, {
      height: top,
      min: 1, // row 0 would be drawn as an axis of its own
      max: 1 + top,
      colors: series.map(({ set }) => inks[set]),
      format: (row, line) => (line % 2 === 0 ? label(row) : "").padStart(LABEL_WIDTH),
    });
    const legend = series.map(({ set }) =>
      color ? `${inks[set]}── ${setLabels[set]}${RESET}` : `${marks[set]} ${setLabels[set]}`,
    );
    const title = figure === "cost" ? `cost${logarithmic ? " (logarithmic)" : ""}` : "accuracy";
    panels.push(`${" ".repeat(LABEL_WIDTH + 2)}${title}   ${legend.join("   ")}`);
    panels.push(color ? drawn : withoutColor(drawn, series), axis(width, ...steps));
  }
  return panels.length > 0 ? panels.join("\n") : "no cost was a finite number";
}

/** Coloured characters become the set's mark. */
function withoutColor(drawn: string, series: readonly Series[]): string {
  let text = drawn;
  for (const { set } of series) {
    const [start, ...rest] = text.split(inks[set]);
    text = start + rest.map((piece) => marks[set] + piece.slice(1 + RESET.length)).join("");
  }
  return text;
}
