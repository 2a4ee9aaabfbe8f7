// Round numbers on axes: of logarithmic scales, and whole iterations. Knows no picture.

/** 1, 2 and 5 of each decade, or the decades alone where there are many. */
export function decades(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const digits = last - first > 4 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = first; power <= last; power++) for (const digit of digits) ticks.push(Number(`${digit}e${power}`));
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** Iterations are whole: no label between two. */
export const wholeText = (value: number): string => (Number.isInteger(value) ? value.toLocaleString("en") : "");
