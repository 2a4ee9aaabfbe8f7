// Round numbers on a logarithmic axis.

/** More powers of ten than these are not all named. */
const MOST = 16;

/** 1, 2 and 5 of each decade, the decades alone where there are many, or every so many of them. */
export function decades(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const digits = last - first > 4 ? [1] : [1, 2, 5];
  const every = Math.ceil((last - first) / MOST);
  const ticks: number[] = [];
  for (let power = first; power <= last; power++) {
    if (power % every === 0 || every <= 1) for (const digit of digits) ticks.push(Number(`${digit}e${power}`));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}
