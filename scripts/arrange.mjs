// Where the rooms of a house stand: on the row of their floor, near those they are joined to, with passages for arrows that cross a row.

const GAP = 22;
const PASSAGE = 4;

/** Adds a passage to every row that an arrow crosses; returns for each arrow where it goes along. */
export function waysOf(rows, arrows, height) {
  const rowOf = new Map(rows.flatMap((row, y) => row.map(({ id }) => [id, y])));
  return arrows
    .filter(([from]) => rowOf.has(from))
    .map(([from, to]) => {
      const stops = [from];
      for (let y = rowOf.get(from) + 1; y < (rowOf.get(to) ?? rows.length); y++) {
        const id = `${from} → ${to} in ${y}`;
        rows[y].push({ id, width: PASSAGE, height });
        stops.push(id);
      }
      return [...stops, to];
    });
}

/** Positions as near as can be to the wished ones, in their order and with gaps between them (pool adjacent violators). */
function spread(wishes, widths) {
  const offsets = [0];
  for (let i = 1; i < widths.length; i++) offsets.push(offsets[i - 1] + (widths[i - 1] + widths[i]) / 2 + GAP);
  const blocks = [];
  for (const [i, wish] of wishes.entries()) {
    blocks.push({ sum: wish - offsets[i], count: 1 });
    const mean = (block) => block.sum / block.count;
    while (blocks.length > 1 && mean(blocks.at(-2)) > mean(blocks.at(-1))) {
      const [a, b] = blocks.splice(-2);
      blocks.push({ sum: a.sum + b.sum, count: a.count + b.count });
    }
  }
  const starts = blocks.flatMap(({ sum, count }) => Array(count).fill(sum / count));
  return offsets.map((offset, i) => starts[i] + offset);
}

/** Sorts each row and moves its rooms and passages towards what they are joined to. Returns x by id, the smallest edge at 0. */
export function arrange(rows, ways) {
  const neighbours = new Map();
  const note = (a, b) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const way of ways) {
    for (let i = 1; i < way.length; i++) {
      note(way[i - 1], way[i]);
      note(way[i], way[i - 1]);
    }
  }
  const x = new Map(rows.flatMap((row) => row.map(({ id }, i) => [id, 200 * (i - (row.length - 1) / 2)])));
  const wish = (id) => {
    const known = (neighbours.get(id) ?? []).map((other) => x.get(other)).filter((at) => at !== undefined);
    const centre = known.length === 0 ? x.get(id) : known.reduce((sum, at) => sum + at, 0) / known.length;
    return 0.9 * centre; // what is joined to nothing must not drift away
  };
  for (let sweep = 0; sweep < 100; sweep++) {
    for (const row of sweep % 2 === 0 ? rows : [...rows].reverse()) {
      const wishes = new Map(row.map(({ id }) => [id, wish(id)]));
      row.sort((a, b) => wishes.get(a.id) - wishes.get(b.id) || (a.id < b.id ? -1 : 1));
      const found = spread(
        row.map(({ id }) => wishes.get(id)),
        row.map(({ width }) => width),
      );
      for (const [i, { id }] of row.entries()) x.set(id, found[i]);
    }
  }
  const left = Math.min(...rows.flat().map(({ id, width }) => x.get(id) - width / 2));
  return new Map([...x].map(([id, at]) => [id, at - left]));
}
