// The experiment's pictures with Observable Plot on a document without a browser.
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

const FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif";
const colours = { SGD: "#b85c00", "damped Newton": "#6a51a3", "saddle-free Newton": "#0b6bb5" };
const names = Object.keys(colours);
const WIDTH = 340;
const HEIGHT = 250;
const LEFT = 62;
const HEAD = 96;
const GAP = 28;

const { document } = parseHTML("<!doctype html><html><body></body></html>");

function panel(title, options) {
  const svg = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: LEFT,
    marginRight: 16,
    marginTop: 12,
    marginBottom: 38,
    className: "panel",
    style: { fontSize: "12px", background: "none", color: "#1b2430" },
    ...options,
  });
  for (const style of svg.querySelectorAll("style")) style.remove();
  return { title, svg };
}

const legend = () =>
  names
    .map((name, i) => {
      const x = 20 + i * 190;
      return `<path d="M${x},72h26" stroke="${colours[name]}" stroke-width="2.5"/><text x="${x + 34}" y="76" font-size="13" fill="#1b2430">${name}</text>`;
    })
    .join("");

/** Rows of panels under a title. */
function sheet(title, subtitle, rows, withLegend) {
  const width = Math.max(2, ...rows.map((row) => row.length)) * WIDTH + 16;
  const height = HEAD + rows.length * (HEIGHT + GAP);
  const drawn = rows.flatMap((row, r) =>
    row.map(({ title: heading, svg }, c) => {
      const [x, y] = [c * WIDTH, HEAD + r * (HEIGHT + GAP) + 12];
      svg.setAttribute("x", String(x));
      svg.setAttribute("y", String(y));
      svg.setAttribute("aria-hidden", "true"); // the sheet has the label
      return `<text x="${x + LEFT}" y="${y - 2}" font-size="13" font-weight="600" fill="#1b2430">${heading}</text>${svg.outerHTML}`;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img" aria-label="${title}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="20" y="32" font-size="20" font-weight="600" fill="#1b2430">${title}</text>`,
    `<text x="20" y="52" font-size="13" fill="#5b6775">${subtitle}</text>`,
    withLegend ? legend() : "",
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

const rule = { stroke: "#e4e8ed", strokeOpacity: 1 };
const gridded = (ticks, ...marks) => [Plot.gridX({ ...rule, ticks: 6 }), Plot.gridY({ ...rule, ticks }), ...marks];
/** Decades, every so many that at most six are shown. */
function decades(values) {
  const exponents = values.filter((v) => v > 0).map(Math.log10);
  const [low, high] = [Math.floor(Math.min(...exponents)), Math.ceil(Math.max(...exponents))];
  const every = Math.max(1, Math.ceil((high - low) / 6));
  return {
    low,
    high,
    ticks: Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, i) => 10 ** (low + i * every)),
  };
}
const exponent = (v) => `1e${Math.round(Math.log10(v))}`;

/** Every seed a line of its own, by optimizer. */
function lines(title, data, y, logarithmic) {
  const values = data.map((d) => d[y]);
  const ticks = logarithmic ? decades(values) : null;
  const scale = ticks ? { type: "log", domain: [10 ** ticks.low, 10 ** ticks.high], clamp: true } : { nice: true };
  const axis = ticks ? { ticks: ticks.ticks, tickFormat: exponent } : { ticks: 5 };
  return panel(title, {
    x: { label: null },
    y: { label: null, ...scale },
    marks: gridded(
      ticks?.ticks ?? 5,
      Plot.axisX({ label: "epochs", labelAnchor: "center", labelArrow: "none", tickSize: 0, ticks: 6 }),
      Plot.axisY({ label: null, tickSize: 0, ...axis }),
      Plot.line(data, {
        x: "epoch",
        y,
        z: "line",
        stroke: ({ name }) => colours[name],
        strokeWidth: 1.8,
        strokeOpacity: 0.85,
      }),
    ),
  });
}

/** Cost, most negative eigenvalue and, where it is exact, index against epochs, a column per size. */
export function drawRaces(title, subtitle, sizes) {
  const series = (size, pick, map) =>
    names.flatMap((name) =>
      size.seeds.flatMap(({ seed, runs }) =>
        runs[name][pick].map((point) => ({ name, line: `${name} ${seed}`, epoch: point.epoch, ...map(point) })),
      ),
    );
  const row = (heading, pick, y, logarithmic, some = sizes) =>
    some.map((size) =>
      lines(
        `${heading}, ${size.units} units`,
        series(size, pick, (point) => ({ y: y(point) })),
        "y",
        logarithmic,
      ),
    );
  const rows = [
    row("Training cost", "points", ({ cost }) => Math.max(cost, 1e-9), true),
    row("|most negative eigenvalue|", "marks", ({ smallest }) => Math.max(-smallest, 1e-9), true),
    row(
      "Index",
      "marks",
      ({ index }) => index,
      false,
      sizes.filter(({ exact }) => exact),
    ),
  ].filter((panels) => panels.length > 0);
  return sheet(title, subtitle, rows, true);
}

/** Index against cost, and the eigenvalues of three of the points. */
export function drawCritical(title, subtitle, points) {
  const first = panel("Index against cost of critical points", {
    x: { label: null, nice: true },
    y: { label: null, nice: true },
    marks: gridded(
      5,
      Plot.axisX({ label: "training cost", labelAnchor: "center", labelArrow: "none", tickSize: 0, ticks: 6 }),
      Plot.axisY({ label: null, tickSize: 0, ticks: 5 }),
      Plot.dot(points, { x: "cost", y: "index", r: 3, fill: colours["saddle-free Newton"], fillOpacity: 0.6 }),
    ),
  });
  const chosen = [points[0], points[Math.floor(points.length / 2)], points[points.length - 1]];
  const spectra = chosen.map(({ cost, eigenvalues }) => {
    const bins = new Map();
    // on a scale of asinh, since most eigenvalues are near 0
    for (const v of eigenvalues) {
      const bin = Math.round(Math.asinh(v / 1e-4) * 3) / 3;
      bins.set(bin, (bins.get(bin) ?? 0) + 1);
    }
    const bars = [...bins].map(([at, count]) => ({ at, share: count / eigenvalues.length }));
    const ticks = [-0.1, -0.001, 0, 0.001, 0.1].map((v) => Math.asinh(v / 1e-4));
    return panel(`Eigenvalues at cost ${cost.toFixed(3)}`, {
      x: { label: null, domain: [Math.asinh(-1e4), Math.asinh(3e4)] },
      y: { label: null, domain: [0, Math.max(...bars.map(({ share }) => share)) * 1.05] },
      marks: gridded(
        5,
        Plot.axisX({
          label: "eigenvalue",
          labelAnchor: "center",
          labelArrow: "none",
          tickSize: 0,
          ticks,
          tickFormat: (t) => String(Number((1e-4 * Math.sinh(t)).toPrecision(1))),
        }),
        Plot.axisY({ label: null, tickSize: 0, ticks: 5, tickFormat: (v) => `${Math.round(100 * v)} %` }),
        Plot.rectY(bars, {
          x1: ({ at }) => at - 1 / 6,
          x2: ({ at }) => at + 1 / 6,
          y: "share",
          fill: ({ at }) => (at === 0 ? "#9aa7b5" : at < 0 ? colours.SGD : colours["saddle-free Newton"]),
        }),
      ),
    });
  });
  return sheet(title, subtitle, [[first, spectra[0]], spectra.slice(1)], false);
}
