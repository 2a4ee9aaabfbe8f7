// What kind of file it is and of which version, and JSON that keeps numbers that are not finite.

/** Says what a file is: its kind, and the version of that kind's texts. */
export const envelope = (kind: string, version: number) => ({ format: kind, version: String(version) });

/** JSON of data without texts, in which NaN, ±∞ and −0 stand as texts; typed arrays are left out. */
export const numbersToJSON = (value: unknown): string =>
  JSON.stringify(value, (_, v) => {
    if (typeof v === "number") return Object.is(v, -0) ? "-0" : Number.isFinite(v) ? v : String(v);
    return ArrayBuffer.isView(v) ? undefined : v;
  });
