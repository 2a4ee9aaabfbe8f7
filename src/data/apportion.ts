// Shares whole rows out over sets in proportion, group by group, with exact totals. Knows no data.

type Cell = readonly [row: number, column: number];

/**
 * How many of each group's rows go to each of three sets: `[group][set]`, every entry the exact quota
 * `sizes[group] · totals[set] / Σ sizes` rounded down or up, every row and every column summing exactly.
 *
 * Method: controlled rounding by cancelling cycles. Shifting the same amount along a cycle of fractional entries, up
 * and down in turn, keeps all sums, and the largest shift makes one entry whole. Rows that share no two fractional
 * columns are at most three, and these form the last cycle. In whole numerators over Σ sizes, so nothing is rounded.
 *
 * @param totals  three whole numbers with the same sum as `sizes`
 * @see Cox 1987, A Constructive Procedure for Unbiased Controlled Rounding, JASA 82
 */
export function apportion(sizes: readonly number[], totals: readonly [number, number, number]): number[][] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const whole = sizes.map((size) => totals.map((total) => Math.floor((size * total) / all)));
  const rest = sizes.map((size, row) => totals.map((total, set) => size * total - whole[row][set] * all));
  const open = ([row, column]: Cell) => rest[row][column] > 0 && rest[row][column] < all;

  const cancel = (up: readonly Cell[], down: readonly Cell[]) => {
    const room = up.map(([r, c]) => all - rest[r][c]);
    const shift = Math.min(...room, ...down.map(([r, c]) => rest[r][c]));
    for (const [r, c] of up) rest[r][c] += shift;
    for (const [r, c] of down) rest[r][c] -= shift;
  };

  const pairs = [
    [0, 1],
    [1, 2],
    [2, 0],
  ] as const;
  const waiting: number[] = [];
  for (let row = 0; row < sizes.length; row++) {
    let again = true;
    while (again) {
      again = false;
      for (const other of waiting) {
        for (const [a, b] of pairs) {
          if (![row, other].every((r) => open([r, a]) && open([r, b]))) continue;
          cancel(
            [
              [other, a],
              [row, b],
            ],
            [
              [other, b],
              [row, a],
            ],
          );
          again = true;
        }
      }
      for (let at = waiting.length - 1; at >= 0; at--)
        if (!pairs.some(([a]) => open([waiting[at], a]))) waiting.splice(at, 1);
    }
    if (pairs.some(([a]) => open([row, a]))) waiting.push(row);
  }
  if (waiting.length === 3) {
    const holders = pairs.map(([a, b]) => waiting.find((r) => open([r, a]) && open([r, b])) ?? 0);
    cancel(
      pairs.map(([a], at): Cell => [holders[at], a]),
      pairs.map(([, b], at): Cell => [holders[at], b]),
    );
  }
  return whole.map((row, r) => row.map((count, set) => count + (rest[r][set] === all ? 1 : 0)));
}
