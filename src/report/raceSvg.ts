// Paths over a surface as an animated picture: every optimizer a point with its trail. Loaded when one is asked for.
import { axisX, axisY, contour, plot } from "@observablehq/plot";
import { cut } from "../core/visible.ts";
import { figure } from "../diagnosis/figure.ts";
import type { Surface } from "../surfaces/surface.ts";
import { escaped } from "./escaped.ts";
import { blankDocument, framed, placed } from "./framed.ts";
import { paletteSize, paletteStyle } from "./palette.ts";

/** One optimizer's way. */
export interface RacePath {
  readonly name: string;
  readonly path: readonly ArrayLike<number>[];
  readonly values: readonly number[];
}

export interface RaceSvgOptions {
  readonly title: string;
  readonly subtitle?: string;
  readonly seconds?: number;
}

const WIDTH = 900;
const PLOT = 600;
const HEAD = 70;
const BANDS = 16;
const GRID = 90;

/** Hues from the valley (deep) to the heights (pale), and the other way round in the dark. */
function bandStyle(): string {
  const mix = (a: number[], b: number[], share: number) =>
    `rgb(${a.map((value, i) => Math.round(value + (b[i] - value) * share)).join(",")})`;
  const rules = (low: number[], high: number[]) =>
    Array.from({ length: BANDS + 1 }, (_, i) => `.ravine .b${i}{fill:${mix(low, high, i / BANDS)}}`).join("");
  return `${rules([148, 178, 214], [250, 248, 240])}@media screen and (prefers-color-scheme: dark){${rules([14, 22, 40], [74, 92, 116])}}`;
}

const still =
  "@media (prefers-reduced-motion: reduce){.ravine .moving{display:none}.ravine .whole{opacity:1!important}}";

/** The way in pixels, up to where it leaves the neighbourhood of the picture for good. */
function inPixels({ path }: RacePath, x: (v: number) => number, y: (v: number) => number): [number, number][] {
  const pixels: [number, number][] = [];
  for (const point of path) {
    const [px, py] = [x(point[0]), y(point[1])];
    if (!(Math.abs(px) < 20 * PLOT && Math.abs(py) < 20 * PLOT)) break;
    pixels.push([Math.round(10 * px) / 10, Math.round(10 * py) / 10]);
  }
  return pixels;
}

/** A trail that grows and a point at its head; one that has left stays where it left. */
function runner(pixels: readonly [number, number][], steps: number, at: number, seconds: number): string {
  const last = pixels[pixels.length - 1];
  if (last === undefined) return ""; // it began far outside
  const each = Array.from({ length: steps + 1 }, (_, i) => pixels[i] ?? last);
  let length = 0;
  const lengths = each.map(([px, py], i) => {
    if (i > 0) length += Math.hypot(px - each[i - 1][0], py - each[i - 1][1]);
    return Math.round(10 * length) / 10;
  });
  const animate = (attribute: string, values: readonly number[]) =>
    `<animate attributeName="${attribute}" values="${values.join(";")}" dur="${seconds}s" repeatCount="indefinite"/>`;
  const points = pixels.map((p) => p.join(",")).join(" ");
  const total = Math.ceil(length) + 1;
  return (
    `<polyline class="whole s${at}" points="${points}" fill="none" stroke-width="2" opacity=".25"/>` +
    `<polyline class="moving s${at}" points="${points}" fill="none" stroke-width="2.5" stroke-linejoin="round" stroke-dasharray="${total}" stroke-dashoffset="${total}">${animate(
      "stroke-dashoffset",
      lengths.map((done) => Math.round(10 * (total - done)) / 10),
    )}</polyline>` +
    `<circle class="moving f${at}" r="5.5" cx="${each[0][0]}" cy="${each[0][1]}" stroke="#fff" stroke-width="1.5">${animate(
      "cx",
      each.map(([px]) => px),
    )}${animate(
      "cy",
      each.map(([, py]) => py),
    )}</circle>`
  );
}

const valueText = (value: number) => (Number.isFinite(value) ? figure(value) : "no longer finite");

type Scaled = Element & { scale(name: string): { apply(value: number): number } };

/** The surface as bands of equal area. One of more than two numbers is cut at its minimum. */
function contours(document: Document, surface: Surface): Scaled {
  const [[x1, x2], [y1, y2]] = surface.bounds;
  const rest = (surface.minimum ?? surface.start).slice(2);
  const at = (x: number, y: number) => surface.value([x, y, ...rest]);
  const samples = Array.from({ length: GRID * GRID }, (_, i) =>
    at(x1 + ((x2 - x1) * (i % GRID)) / (GRID - 1), y1 + ((y2 - y1) * Math.floor(i / GRID)) / (GRID - 1)),
  ).sort((a, b) => a - b);
  // levels by rank: each band covers the same area, whatever the heights
  const thresholds = Array.from({ length: BANDS }, (_, i) => samples[Math.floor((samples.length * (i + 0.5)) / BANDS)]);
  const panel = plot({
    document,
    width: PLOT,
    height: PLOT,
    margin: 8,
    marginLeft: 52,
    marginRight: 20,
    marginBottom: 34,
    style: { fontSize: "12px", background: "none" },
    x: { domain: [x1, x2], label: null },
    y: { domain: [y1, y2], label: null },
    marks: [
      contour({ fill: at, x1, y1, x2, y2, thresholds, pixelSize: 5, className: "bands" }),
      axisX({ className: "axis", tickSize: 0 }),
      axisY({ className: "axis", tickSize: 0 }),
    ],
  }) as unknown as Scaled;
  for (const [i, band] of [...panel.querySelectorAll(".bands path, path.bands")].entries()) {
    band.removeAttribute("fill");
    band.setAttribute("class", `b${Math.min(BANDS, i + 1)}`);
  }
  return panel;
}

/** A star at (x, y). */
const star = (x: number, y: number) =>
  `<path d="M0,-9L2.5,-2.8 9,-2.8 3.8,1.4 5.8,8 0,4 -5.8,8 -3.8,1.4 -9,-2.8 -2.5,-2.8Z" transform="translate(${x},${y})" fill="#f2c230" stroke="#5c4600"/>`;

/** An optimizer's colour, name and last value. */
function legendOf({ name, values }: RacePath, i: number, hasLeft: boolean): string {
  const end = valueText(values[values.length - 1]);
  const top = HEAD + 20 + 48 * i;
  return (
    `<circle class="f${i % paletteSize}" cx="${PLOT + 40}" cy="${top}" r="6"/>` +
    `<text class="text" x="${PLOT + 54}" y="${top + 5}" font-size="14" font-weight="600">${escaped(cut(name, 30))}</text>` +
    `<text class="muted" x="${PLOT + 54}" y="${top + 22}" font-size="12">${hasLeft ? `left the picture, value ${end}` : `value at the end: ${end}`}</text>`
  );
}

/** The picture, as an SVG document that moves by itself. */
export async function raceSvg(surface: Surface, paths: readonly RacePath[], options: RaceSvgOptions): Promise<string> {
  const { title, seconds = 8 } = options;
  const { minimum, bounds } = surface;
  const panel = contours(await blankDocument(), surface);
  const [x, y] = ["x", "y"].map((axis) => {
    const scale = panel.scale(axis);
    return (value: number) => scale.apply(value);
  });
  const steps = Math.max(...paths.map(({ path }) => path.length - 1));
  const runners = paths.map((one, i) => runner(inPixels(one, x, y), steps, i % paletteSize, seconds));
  const isInside = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;
  const hasLeft = ({ path }: RacePath) => {
    const [px, py] = Array.from(path[path.length - 1]);
    return !(isInside(px, bounds[0]) && isInside(py, bounds[1]));
  };
  const frame = { x: 52, y: HEAD + 8, width: PLOT - 72, height: PLOT - 42 };
  const clip = `<clipPath id="frame"><rect x="${frame.x}" y="${frame.y - HEAD}" width="${frame.width}" height="${frame.height}"/></clipPath>`;
  const ground = `<rect class="b0" x="${frame.x}" y="${frame.y}" width="${frame.width}" height="${frame.height}"/>`;
  const height = Math.max(HEAD + PLOT, HEAD + 20 + 48 * paths.length);
  const subtitle =
    options.subtitle ??
    `${steps} steps; contours at equal shares of the area${minimum ? "; the star: the minimum" : ""}`;
  const ends = paths.map(
    (one) =>
      `${one.name}: ${hasLeft(one) ? "left the picture" : "stayed"}, value ${valueText(one.values[one.values.length - 1])}`,
  );
  const description = `${subtitle}. ${ends.join("; ")}`;
  const marked = minimum ? star(x(minimum[0]), y(minimum[1])) : "";
  return framed({ title, subtitle, description, width: WIDTH, height, style: paletteStyle + bandStyle() + still }, [
    clip,
    ground,
    placed(panel, 0, HEAD),
    `<g transform="translate(0,${HEAD})" clip-path="url(#frame)">${marked}${runners.join("")}</g>`,
    ...paths.map((one, i) => legendOf(one, i, hasLeft(one))),
  ]);
}
