// The learning rate and the gradient's length against iterations. Loaded when one is asked for; knows no schedule.
import { axisX, axisY, gridX, gridY, line, plot } from "@observablehq/plot";
import type { CurvePoint } from "../training/curve.ts";
import { figure } from "../training/numberText.ts";
import { blankDocument, framed, placed } from "./frame.ts";

const WIDTH = 960;
const HEIGHT = 220;
const HEAD = 88;
const MOST = 400;

interface Traced {
  readonly step: number;
  readonly value: number;
}

function panel(document: Document, points: readonly Traced[], curve: "step-before" | "linear") {
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const logarithmic = low > 0 && high > 20 * low;
  const domain =
    low === high ? [0, 2 * high || 1] : logarithmic ? [low / 1.2, high * 1.2] : [Math.min(0, low), 1.05 * high];
  return plot({
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
      gridY({ className: "grid", ticks: 4 }),
      gridX({ className: "grid", ticks: 5 }),
      axisX({
        label: "iterations",
        labelAnchor: "center",
        labelArrow: "none",
        tickSize: 0,
        className: "axis",
        ticks: 5,
      }),
      axisY({ label: null, tickSize: 0, className: "axis", ticks: 4, tickFormat: figure }),
      line(points, { x: "step", y: "value", className: "line train", strokeWidth: 2, curve }),
    ],
  }) as unknown as Element;
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
  const heading = (text: string, x: number) =>
    `<text class="text" x="${x + 66}" y="${HEAD - 8}" font-size="13" font-weight="600">${text}</text>`;
  return framed({ title, subtitle, width: WIDTH, height: HEAD + HEIGHT + 8 }, [
    heading("Learning rate", 0),
    placed(panel(document, rates, "step-before"), 0, HEAD),
    heading("Gradient norm", WIDTH / 2),
    placed(panel(document, norms, "linear"), WIDTH / 2, HEAD),
  ]);
}
