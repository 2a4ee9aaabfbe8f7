// Draws a cost over two weights as a contour plot, optimizers' paths on it, into build/lecture.
import { mkdir, writeFile } from "node:fs/promises";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

const { document } = parseHTML("<!doctype html><html><body></body></html>");
const colours = ["#0b6bb5", "#b85c00", "#6a51a3", "#00784a", "#b3206b", "#5b6775"];
const folder = new URL("../../build/lecture/", import.meta.url);

/** Writes a text into build/lecture and returns the path to print. */
export async function write(name, text) {
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(name, folder), text);
  return `build/lecture/${name}`;
}

/**
 * @param name     of the file
 * @param surface  { x, y, values, labels } as lossSurface gives it
 * @param paths    { label: { x, y } } in the axes' coordinates
 */
export function drawContour(name, { x, y, values, labels }, paths) {
  const names = Object.keys(paths);
  const svg = Plot.plot({
    document,
    width: 720,
    height: 490,
    marginBottom: 44,
    x: { label: labels[0], domain: [x[0], x[x.length - 1]] },
    y: { label: labels[1], domain: [y[0], y[y.length - 1]] },
    color: { type: "linear", scheme: "greys", reverse: true },
    style: { fontSize: "13px", background: "#ffffff", color: "#1b2430" },
    marks: [
      Plot.contour(Array.from(values, Math.log10), {
        width: x.length,
        height: y.length,
        x1: x[0],
        x2: x[x.length - 1],
        y1: y[0],
        y2: y[y.length - 1],
        stroke: "#b6bec8",
        fill: "none",
        thresholds: 18,
      }),
      ...names.map((path, i) =>
        Plot.line(paths[path].x, {
          x: Array.from(paths[path].x),
          y: Array.from(paths[path].y),
          stroke: colours[i],
          strokeWidth: 1.8,
          clip: true,
        }),
      ),
      ...names.map((path, i) =>
        Plot.text([path], { frameAnchor: "top-right", dx: -10, dy: 10 + 18 * i, fill: colours[i], fontWeight: 600 }),
      ),
    ],
  });
  return write(name, `${svg.outerHTML.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')}\n`);
}
