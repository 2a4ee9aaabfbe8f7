// Takes safetensors files apart and puts them together by hand, so that tests need not trust what they test.

/** One tensor's entry in the header, as JSON has it. */
export interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

export interface Header {
  __metadata__: Record<string, string>;
  [name: string]: Entry | Record<string, string>;
}

/** The header as text and as JSON, and the bytes behind it. */
export function takenApart(file: Uint8Array): { text: string; header: Header; data: Uint8Array } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = view.getUint32(0, true);
  if (view.getUint32(4, true) !== 0) throw new Error("a header of 4 GiB");
  const text = new TextDecoder().decode(file.subarray(8, 8 + length));
  return { text, header: JSON.parse(text), data: file.slice(8 + length) };
}

/** A file with this header, whatever it says. */
export function putTogether(header: unknown, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const length = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + length + data.length).fill(0x20, 8, 8 + length);
  new DataView(file.buffer).setUint32(0, length, true);
  file.set(json, 8);
  file.set(data, 8 + length);
  return file;
}

/** A tensor's numbers, read value by value. */
export function numbersOf({ dtype, data_offsets: [from, to] }: Entry, data: Uint8Array): number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const size = dtype === "F32" ? 4 : 8;
  return Array.from({ length: (to - from) / size }, (_, i) =>
    dtype === "F32" ? view.getFloat32(from + i * size, true) : view.getFloat64(from + i * size, true),
  );
}
