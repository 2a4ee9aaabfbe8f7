// Draws the house from its imports: floors as rows, folders as rooms, and an arrow from each room to those it needs. Arrows that
// follow from others are left out.
//   node scripts/house.mjs [--check]      --check: fail where docs/house.svg is not what would be drawn
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { arrange, waysOf } from "./arrange.mjs";
import { keepFresh } from "./kind-lists.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const ROOM = 46;
const ROW = 84;
const CHIP = 26;
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif";

/** The floors of one house from the highest to the lowest: lists of rooms. Folders without a text of their own share a room. */
function rowsOf(floors, house) {
  return [...floors].reverse().map((rooms) => {
    const names = Object.keys(rooms);
    if (names.every((name) => rooms[name] === ""))
      return [
        { id: `${house}/kernels`, name: "kernels", text: "", folders: names, width: 356, height: ROOM + 2 * CHIP },
      ];
    return names.map((name) => {
      const width = Math.max(9 * name.length, 6.1 * rooms[name].length) + 28;
      return { id: `${house}/${name}`, name, text: rooms[name], folders: [name], width, height: ROOM };
    });
  });
}

/** The room that each folder of a house is in. */
const roomsOf = (rows, house) =>
  new Map(rows.flat().flatMap(({ id, folders }) => folders.map((folder) => [`${house}/${folder}`, id])));

function folderOf(path) {
  const [house, first, ...rest] = path.split("/");
  if (rest.length > 0) return `${house}/${first}`;
  return house === "src" ? "src/index" : `${house}/${first.replace(/\.ts$/, "")}`;
}

/** For each room, the rooms that its files import. */
function needsOf(rooms) {
  const needs = new Map();
  const files = ["src", "assembly"].flatMap((house) =>
    readdirSync(join(root, house), { recursive: true })
      .map((file) => `${house}/${file.replaceAll("\\", "/")}`)
      .filter((file) => file.endsWith(".ts"))
      .sort(),
  );
  for (const file of files) {
    const room = rooms.get(folderOf(file));
    if (room === undefined) throw new Error(`${file} is on no floor of scripts/floors.json`);
    if (!needs.has(room)) needs.set(room, new Set());
    const text = readFileSync(join(root, file), "utf8");
    for (const [, target] of text.matchAll(/(?:\bfrom\s*|\bimport\s+)["'](\.{1,2}\/[^"']+)["']/g)) {
      const other = rooms.get(folderOf(posix.join(posix.dirname(file), target)));
      if (other !== undefined && other !== room) needs.get(room).add(other);
    }
  }
  return needs;
}

/** The arrows without those that follow from others: where a needs b and b needs c, that a needs c is not drawn. */
function arrowsOf(needs) {
  const reached = (from, seen = new Set()) => {
    for (const next of needs.get(from) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      reached(next, seen);
    }
    return seen;
  };
  return [...needs].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other !== to && reached(other).has(to)))
      .map((to) => [from, to]),
  );
}

const round = (value) => Math.round(value * 10) / 10;

/** A line from room to room: straight down through a row, bent between two. */
function arrow(way, boxes) {
  const [first, ...rest] = way.map((id) => boxes.get(id));
  let path = `M${round(first.x)},${round(first.y + first.height)}`;
  let from = { x: first.x, y: first.y + first.height };
  for (const box of rest) {
    const to = { x: box.at?.(from.x) ?? box.x, y: box.y };
    const middle = (from.y + to.y) / 2;
    path += `C${round(from.x)},${round(middle)} ${round(to.x)},${round(middle)} ${round(to.x)},${round(to.y)}`;
    from = { x: to.x, y: to.y + box.height };
    if (box !== rest.at(-1)) path += `V${round(from.y)}`;
  }
  return `<path class="arrow" d="${path}" marker-end="url(#head)"/>`;
}

/** A room with its name and, below that, what is in it. */
function room({ name, text, folders }, { x, y, width, height }, house) {
  const left = x - width / 2;
  const chips = folders.map((folder, i) => {
    const [cx, cy] = [left + 12 + 84 * (i % 4), y + 36 + CHIP * Math.floor(i / 4)];
    return `<rect class="chip" x="${round(cx)}" y="${cy}" width="80" height="${CHIP - 4}" rx="5"/><text class="small" x="${round(cx + 40)}" y="${cy + 15}">${folder}</text>`;
  });
  return (
    `<rect class="room ${house}" x="${round(left)}" y="${y}" width="${round(width)}" height="${height}" rx="8"/>` +
    `<text class="name" x="${round(x)}" y="${y + (text === "" ? 23 : 20)}">${name}</text>` +
    (text === "" ? chips.join("") : `<text class="small" x="${round(x)}" y="${y + 36}">${text}</text>`)
  );
}

/** A flat roof with the house's name in it. */
const roof = (x, width, y, name) =>
  `<path class="floor" d="M${round(x + 10)},${y - 6}L${round(x + 60)},${y - 6 - ROOF}H${round(x + width - 60)}L${round(x + width - 10)},${y - 6}Z"/>` +
  `<text class="note" text-anchor="middle" x="${round(x + width / 2)}" y="${y - 18}">${name}</text>`;

const colours = {
  light: {
    ground: "#ffffff",
    text: "#1b2430",
    muted: "#5b6775",
    line: "#94a2b3",
    src: "#eaf3fb",
    srcEdge: "#8fbbe0",
    assembly: "#fdf1e3",
    assemblyEdge: "#e3b37b",
    floor: "#f6f8fa",
  },
  dark: {
    ground: "#0d1117",
    text: "#e8edf3",
    muted: "#9aa7b5",
    line: "#61707f",
    src: "#14283b",
    srcEdge: "#2f5f8a",
    assembly: "#35260f",
    assemblyEdge: "#86602a",
    floor: "#151b23",
  },
};
const rules = (c) =>
  `.ground{fill:${c.ground}}.name,.title{fill:${c.text}}.small,.note{fill:${c.muted}}.arrow{stroke:${c.line}}.head{fill:${c.line}}` +
  `.floor{fill:${c.floor}}.src{fill:${c.src};stroke:${c.srcEdge}}.assembly{fill:${c.assembly};stroke:${c.assemblyEdge}}.chip{fill:${c.ground};fill-opacity:.6}`;
const style =
  ".name{font-weight:600;font-size:15px;text-anchor:middle}.small{font-size:11px;text-anchor:middle}.title{font-size:22px;font-weight:650}" +
  `.note{font-size:13px}.arrow{fill:none;stroke-width:1.4}.room{stroke-width:1.2}${rules(colours.light)}@media (prefers-color-scheme:dark){${rules(colours.dark)}}`;

const MARGIN = 24;
const BETWEEN = 56;
const TOP = 76;
const ROOF = 34;

/** The picture as an SVG document. */
function picture(floors) {
  const [[slab], ...above] = floors.core.map((rooms) => Object.entries(rooms));
  const houses = [
    { house: "src", rows: rowsOf(floors.host, "src") },
    { house: "assembly", rows: rowsOf(above.map(Object.fromEntries), "assembly") },
  ];
  const base = `assembly/${slab[0]}`;
  const rooms = new Map([...houses.flatMap(({ house, rows }) => [...roomsOf(rows, house)]), [base, base]]);
  const arrows = arrowsOf(needsOf(rooms));
  const bottom = TOP + ROW * floors.host.length;
  const boxes = new Map();
  let left = MARGIN;
  const drawn = houses.map(({ house, rows }) => {
    const ways = waysOf(rows, arrows, ROOM);
    const x = arrange(rows, ways);
    const width = Math.max(...rows.flat().map((one) => x.get(one.id) + one.width / 2));
    let y = bottom;
    const bands = [...rows].reverse().map((row) => {
      const height = Math.max(...row.map((one) => one.height));
      y -= height + ROW - ROOM;
      for (const one of row) boxes.set(one.id, { x: left + x.get(one.id), y, width: one.width, height });
      return `<rect class="floor" x="${round(left - 12)}" y="${y - 8}" width="${round(width + 24)}" height="${height + 16}" rx="12"/>`;
    });
    const result = { house, rows, ways, bands, left, width, top: y };
    left += width + BETWEEN;
    return result;
  });
  const width = Math.ceil(left - BETWEEN + MARGIN);
  boxes.set(base, { x: width / 2, y: bottom, width: width - 2 * MARGIN + 24, height: ROOM, at: (x) => x });
  const [, core] = drawn;
  const names = { src: "src/ · the host, in TypeScript", assembly: "assembly/ · the core, in AssemblyScript" };
  const notes = [
    "Each folder is a room, each row a floor.",
    "An arrow: this room imports from that one.",
    "Arrows that follow from others are left out.",
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${bottom + ROOM + 24}" viewBox="0 0 ${width} ${bottom + ROOM + 24}" font-family="${FONT}" role="img" aria-label="The folders of Ravine as rooms on floors, with arrows from each to those it imports from">`,
    `<title>The house of Ravine</title><style>${style}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0,0.5L8,4L0,7.5Z"/></marker></defs>',
    `<rect class="ground" width="100%" height="100%"/>`,
    `<text class="title" x="${round(core.left)}" y="${TOP + 12}">The house</text>`,
    ...notes.map((note, i) => `<text class="note" x="${round(core.left)}" y="${TOP + 40 + 20 * i}">${note}</text>`),
    ...drawn.flatMap(({ house, left, width, top, bands }) => [
      roof(left - 12, width + 24, top - 8, names[house]),
      ...bands,
    ]),
    ...drawn.flatMap(({ ways }) => ways.map((way) => arrow(way, boxes))),
    ...drawn.flatMap(({ rows, house }) =>
      rows.flat().flatMap((one) => (one.name === undefined ? [] : [room(one, boxes.get(one.id), house)])),
    ),
    room({ name: `assembly/${slab[0]}.ts`, text: slab[1], folders: [] }, boxes.get(base), "assembly"),
    "</svg>\n",
  ].join("\n");
}

const file = join(root, "docs", "house.svg");
mkdirSync(dirname(file), { recursive: true });
if (
  !keepFresh(
    file,
    picture(JSON.parse(readFileSync(join(root, "scripts/floors.json"), "utf8"))),
    process.argv.includes("--check"),
  )
) {
  console.error("docs/house.svg is not what the imports say. Run `npm run house` and commit the file.");
  process.exit(1);
}
