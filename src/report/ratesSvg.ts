// The learning rate and the gradient's length against iterations. Loaded when one is asked for; knows no schedule.
import { axisX, axisY, gridX, gridY, line, plot } from "@observablehq/plot";
import { figure } from "../diagnosis/numberText.ts";
import type { CurvePoint } from "../training/curve.ts";
import { blankDocument, framed, placed } from "./frame.ts";
import { decades, wholeText } from "./ticks.ts";

const WIDTH = 960;
const HEIGHT = 220;
const HEAD = 88;
const MOST = 400;

interface Traced {
  readonly step: number;
  readonly value: number;
}

/** One panel with its heading; where nothing is finite, that is said. */
function panel(
  document: Document,
  title: string,
  points: readonly Traced[],
  x: number,
  curve: "step-before" | "linear",
) {
  const heading = `<text class="text" x="${x + 66}" y="${HEAD - 8}" font-size="13" font-weight="600">${title}</text>`;
  if (points.length === 0)
    return `${heading}<text class="muted" x="${x + 66}" y="${HEAD + 20}" font-size="13">no finite number</text>`;
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const logarithmic = low > 0 && high > 20 * low;
  const domain =
    low === high ? [0, 2 * high || 1] : logarithmic ? [low / 1.2, high * 1.2] : [Math.min(0, low), 1.05 * high];
  const ticks = logarithmic ? decades(domain[0], domain[1]) : 4;
  const drawn = plot({
    document,
    width: WIDTH / 2,
    height: HEIGHT,
    marginLeft: 66,
    marginRight: 24,
    marginTop: 12,
    marginBottom: 42,
    style: { fontSize: "12px", background: "none" },
    x: { label: null },
    y: { label: null, type: logarithmic ? "log" : "linear", domain },
    marks: [
      gridY({ className: "grid", ticks }),
      gridX({ className: "grid", ticks: 5 }),
      axisX({
        label: "iterations",
        labelAnchor: "center",
        labelArrow: "none",
        tickSize: 0,
        className: "axis",
        ticks: 5,
        tickFormat: wholeText,
      }),
      axisY({ label: null, tickSize: 0, className: "axis", ticks, text: figure }),
      line(points, { x: "step", y: "value", className: "line train", strokeWidth: 2, curve }),
    ],
  }) as unknown as Element;
  return heading + placed(drawn, x, HEAD);
}

/** Two panels: the rate of the last step, and the norm of its batch's gradient, at every evaluation. */
export async function ratesSvg(points: readonly CurvePoint[]): Promise<string> {
  const document = await blankDocument();
  const every = Math.ceil(points.length / MOST);
  const shown = points.filter((_, i) => i % every === 0 || i === points.length - 1);
  const traced = (of: (point: CurvePoint) => number) =>
    shown.map((point) => ({ step: point.step, value: of(point) })).filter(({ value }) => Number.isFinite(value));
  const rates = traced(({ learningRate }) => learningRate);
  const norms = traced(({ gradientNorm }) => gradientNorm);
  const last = points[points.length - 1];
  const title = "Learning rate and gradient";
  const subtitle = `the rate from ${figure(points[0].learningRate)} to ${figure(last.learningRate)}; the length of the last batch's gradient`;
  return framed({ title, subtitle, width: WIDTH, height: HEAD + HEIGHT + 8 }, [
    panel(document, "Learning rate", rates, 0, "step-before"),
    panel(document, "Gradient norm", norms, WIDTH / 2, "linear"),
  ]);
}
