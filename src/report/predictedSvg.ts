// Predicted against true values of a regression. Loaded when one is asked for; knows no network.
import { dot, link } from "@observablehq/plot";
import { cut, visible } from "../core/visible.ts";
import { extentOf, padded } from "./extent.ts";
import { blankDocument, framed, placed } from "./framed.ts";
import { panel } from "./panel.ts";
import { valueAxis } from "./valueAxis.ts";

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
  })).filter(({ truth, prediction }) => Number.isFinite(truth) && Number.isFinite(prediction));
  if (points.length === 0) return undefined;
  const document = await blankDocument();
  const named = (word: string) => (target === undefined ? word : `${word} ${visible(cut(target, 40))}`);
  const all = points.flatMap(({ truth, prediction }) => [truth, prediction]);
  const { axis, at } = valueAxis(padded(...extentOf(all), 0.04), { ticks: 6 });
  const [from, to] = axis.domain as [number, number];
  const drawn = panel(document, {
    width: SIZE,
    height: SIZE,
    margins: { left: 70, right: 20, bottom: 46 },
    x: { ...axis, label: named("true") },
    y: { ...axis, label: named("predicted") },
    marks: [
      link([{ from, to }], { x1: "from", y1: "from", x2: "to", y2: "to", className: "best" }),
      dot(points, { x: ({ truth }) => at(truth), y: ({ prediction }) => at(prediction), r: 3, className: "cloud" }),
    ],
  });
  const style =
    ".ravine .cloud{fill:#0b6bb5;fill-opacity:.6;stroke:none}@media screen and (prefers-color-scheme: dark){.ravine .cloud{fill:#5cb3f5;fill-opacity:.75}}";
  const title = "Predicted against true";
  const subtitle = `${points.length} ${set} rows; on the line the prediction is right`;
  return framed({ title, subtitle, width: SIZE, height: HEAD + SIZE, style }, [placed(drawn, 0, HEAD)]);
}
