// The learning curve in characters, for a terminal or a log.
import { checked, flag, whole } from "../core/options.ts";
import { percent } from "../diagnosis/figure.ts";
import type { Curve } from "../training/curve.ts";
import { type Series, seriesOf, setLabels, wantsLogarithm } from "./series.ts";

export interface LearningCurveTextOptions {
  /** columns of the drawing, labels not counted; default 64 */
  readonly width?: number;
  /** lines of each panel; default 10 */
  readonly height?: number;
  /** ANSI colours (default false); without them each set has a character of its own */
  readonly color?: boolean;
}

const rules = { width: whole<number>(64, 16), height: whole<number>(10, 3), color: flag<boolean>(false) };
const inks = { train: "\x1b[94m", validation: "\x1b[93m", test: "\x1b[92m" };
const marks = { train: "·", validation: "+", test: "o" };
const RESET = "\x1b[0m";
const LABEL_WIDTH = 8;

/** The series at `width` evenly spaced iterations, linear in between. */
function sampled({ samples }: Series, width: number, from: number, to: number): number[] {
  let at = 0;
  return Array.from({ length: width }, (_, column) => {
    const step = from + ((to - from) * column) / (width - 1);
    while (at < samples.length - 2 && samples[at + 1].step < step) at++;
    const [a, b] = [samples[at], samples[Math.min(at + 1, samples.length - 1)]];
    const share = b.step > a.step ? Math.min(1, Math.max(0, (step - a.step) / (b.step - a.step))) : 0;
    return a.value + share * (b.value - a.value);
  });
}

/** Digits that tell the labels of a narrow range apart: 2 … 5. */
function digitsFor(series: readonly Series[]): number {
  const values = series.flatMap(({ samples }) => samples.map(({ value }) => value));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const needed = Math.ceil(Math.log10((5 * Math.max(Math.abs(low), Math.abs(high))) / (high - low)));
  return Number.isFinite(needed) ? Math.min(5, Math.max(2, needed)) : 2;
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
 * than a factor of 10 are drawn on a logarithmic scale.
 *
 * @returns lines of text, without a newline at the end
 * @throws {OptionError} on an unknown option, or a curve without points
 * @example console.log(await learningCurveText(run.curve));
 */
export async function learningCurveText(curve: Curve, options?: LearningCurveTextOptions): Promise<string> {
  const { width, height, color } = checked("learningCurveText", options, rules);
  const { default: asciichart } = await import("asciichart");
  const { points } = curve;
  const panels: string[] = [];
  for (const figure of ["cost", "accuracy"] as const) {
    const series = seriesOf("learningCurveText", curve, figure, 4 * width);
    if (series.length === 0) continue;
    const logarithmic = figure === "cost" && wantsLogarithm(series);
    const digits = digitsFor(series);
    const label = (value: number) => {
      if (figure === "accuracy") return percent(value);
      const cost = Number((logarithmic ? 10 ** value : value).toPrecision(digits));
      return Math.abs(cost) < 1e-4 && cost !== 0 ? cost.toExponential() : cost.toString();
    };
    const from = points[0].step;
    const to = points[points.length - 1].step;
    const lines = series.map((one) =>
      sampled(one, width, from, to).map((value) => (logarithmic ? Math.log10(value) : value)),
    );
    const drawn = asciichart.plot(lines, {
      height: height - 1,
      colors: series.map(({ set }) => inks[set]),
      format: (value, line) => (line % 2 === 0 ? label(value) : "").padStart(LABEL_WIDTH),
    });
    const legend = series.map(({ set }) =>
      color ? `${inks[set]}── ${setLabels[set]}${RESET}` : `${marks[set]} ${setLabels[set]}`,
    );
    const title = figure === "cost" ? `cost${logarithmic ? " (logarithmic)" : ""}` : "accuracy";
    panels.push(`${" ".repeat(LABEL_WIDTH + 2)}${title}   ${legend.join("   ")}`);
    panels.push(color ? drawn : withoutColor(drawn, series), axis(width, from, to));
  }
  return panels.join("\n");
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
