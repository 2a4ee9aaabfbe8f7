// Files as NumPy writes them, from what their headers say and the bytes of their elements.

export interface NpyText {
  readonly type: string;
  /** as Python writes a tuple: "(3, 2)" */
  readonly shape: string;
  readonly order?: "True" | "False";
  readonly version?: 1 | 2 | 3;
  /** the header itself, in the place of what these say */
  readonly header?: string;
}

/** A .npy file; the header is filled up so that the elements begin at a multiple of 64. */
export function npy({ type, shape, order = "False", version = 1, header }: NpyText, elements: Uint8Array): Uint8Array {
  const descr = /^\[/.test(type) ? type : `'${type}'`;
  const dict = header ?? `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const start = version === 1 ? 10 : 12;
  const text = dict.padEnd(64 * Math.ceil((start + dict.length + 1) / 64) - start - 1);
  const begin = Buffer.alloc(start);
  begin.write("\x93NUMPY", "latin1");
  begin[6] = version;
  if (version === 1) begin.writeUInt16LE(text.length + 1, 8);
  else begin.writeUInt32LE(text.length + 1, 8);
  return Buffer.concat([begin, Buffer.from(`${text}\n`, version === 3 ? "utf8" : "latin1"), elements]);
}
