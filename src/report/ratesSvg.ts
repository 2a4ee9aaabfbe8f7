// The learning rate and the gradient's length against iterations. Loaded when one is asked for.
import { line } from "@observablehq/plot";
import { figure } from "../diagnosis/figure.ts";
import type { CurvePoint } from "../training/curve.ts";
import { extentOf, isFlat } from "./extent.ts";
import { blankDocument, framed, heading, placed } from "./framed.ts";
import { panel, wholeTick } from "./panel.ts";
import { thinned } from "./series.ts";
import { valueAxis } from "./valueAxis.ts";

const WIDTH = 960;
const HEIGHT = 220;
const HEAD = 88;
const MOST = 400;

interface Traced {
  readonly step: number;
  readonly value: number;
}

/** One figure with its heading; where nothing is finite, that is said. */
function drawn(
  document: Document,
  title: string,
  points: readonly Traced[],
  x: number,
  curve: "step-before" | "linear",
) {
  const above = heading(title, x + 66, HEAD - 8);
  if (points.length === 0)
    return `${above}<text class="muted" x="${x + 66}" y="${HEAD + 20}" font-size="13">no finite number</text>`;
  const [low, high] = extentOf(points.map(({ value }) => value));
  const logarithmic = low > 0 && high / 20 > low;
  const linear = isFlat(low, high) ? [0, 2 * high || 1] : [0, low, 1.05 * high];
  const domain = extentOf(logarithmic ? [low / 1.2, high * 1.2] : linear);
  const { axis, at } = valueAxis(domain, { logarithmic, ticks: 4 });
  const element = panel(document, {
    width: WIDTH / 2,
    height: HEIGHT,
    margins: { left: 66, right: 24, top: 12, bottom: 42 },
    x: { label: "iterations", ticks: 5, text: wholeTick },
    y: axis,
    marks: [line(points, { x: "step", y: ({ value }) => at(value), className: "line train", strokeWidth: 2, curve })],
  });
  return above + placed(element, x, HEAD);
}

/** Two panels: the rate of the last step, and the norm of its batch's gradient, at every evaluation. */
export async function ratesSvg(points: readonly CurvePoint[]): Promise<string> {
  const document = await blankDocument();
  const shown = thinned(points, MOST);
  const traced = (of: (point: CurvePoint) => number) =>
    shown.map((point) => ({ step: point.step, value: of(point) })).filter(({ value }) => Number.isFinite(value));
  const rates = traced(({ learningRate }) => learningRate);
  const norms = traced(({ gradientNorm }) => gradientNorm);
  const last = points[points.length - 1];
  const title = "Learning rate and gradient";
  const first = points[0].learningRate;
  const stays = points.every(({ learningRate }) => learningRate === first);
  const rate = stays
    ? `the rate stays at ${figure(first)}`
    : `the rate from ${figure(first)} to ${figure(last.learningRate)}`;
  const subtitle = `${rate}; the length of the last batch's gradient`;
  return framed({ title, subtitle, width: WIDTH, height: HEAD + HEIGHT + 8 }, [
    drawn(document, "Learning rate", rates, 0, "step-before"),
    drawn(document, "Gradient norm", norms, WIDTH / 2, "linear"),
  ]);
}
