// Predicted against true values of a regression. Loaded when one is asked for; knows no network.
import { axisX, axisY, dot, gridX, gridY, link, plot } from "@observablehq/plot";
import { figure } from "../diagnosis/numberText.ts";
import { blankDocument, framed, placed } from "./frame.ts";

const SIZE = 460;
const HEAD = 66;
const MOST = 1500;

/** One point a row, at most 1,500 evenly chosen; on the diagonal the prediction is right. None without a finite prediction. */
export async function predictedSvg(
  truths: ArrayLike<number>,
  predictions: ArrayLike<number>,
  { set, target }: { readonly set: string; readonly target?: string | undefined },
): Promise<string | undefined> {
  const every = Math.ceil(truths.length / MOST);
  const points = Array.from({ length: Math.ceil(truths.length / every) }, (_, i) => ({
    truth: truths[i * every],
    prediction: predictions[i * every],
  })).filter(({ prediction }) => Number.isFinite(prediction));
  if (points.length === 0) return undefined;
  const document = await blankDocument();
  const named = (word: string) => (target === undefined ? word : `${word} ${target}`);
  const all = points.flatMap(({ truth, prediction }) => [truth, prediction]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = 0.04 * (high - low || 1);
  const domain: [number, number] = [low - room, high + room];
  const panel = plot({
    document,
    width: SIZE,
    height: SIZE,
    marginLeft: 70,
    marginRight: 20,
    marginBottom: 46,
    style: { fontSize: "12px", background: "none" },
    x: { domain, label: null },
    y: { domain, label: null },
    marks: [
      gridY({ className: "grid", ticks: 6 }),
      gridX({ className: "grid", ticks: 6 }),
      axisX({
        label: named("true"),
        labelAnchor: "center",
        labelArrow: "none",
        tickSize: 0,
        className: "axis",
        ticks: 6,
        tickFormat: figure,
      }),
      axisY({
        label: named("predicted"),
        labelAnchor: "center",
        labelArrow: "none",
        tickSize: 0,
        className: "axis",
        ticks: 6,
        tickFormat: figure,
      }),
      link([{ from: domain[0], to: domain[1] }], { x1: "from", y1: "from", x2: "to", y2: "to", className: "best" }),
      dot(points, { x: "truth", y: "prediction", r: 3, className: "cloud" }),
    ],
  }) as unknown as Element;
  const style =
    ".ravine .cloud{fill:#0b6bb5;fill-opacity:.6;stroke:none}@media screen and (prefers-color-scheme: dark){.ravine .cloud{fill:#5cb3f5;fill-opacity:.75}}";
  const title = "Predicted against true";
  const subtitle = `${points.length} ${set} rows; on the line the prediction is right`;
  return framed({ title, subtitle, width: SIZE, height: HEAD + SIZE, style }, [placed(panel, 0, HEAD)]);
}
