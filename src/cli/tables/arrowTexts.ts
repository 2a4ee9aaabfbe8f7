// Where Arrow says that texts begin and end: checked, so that each is a text that is there.
import { isUtf8 } from "node:buffer";
import { TableFault } from "./tableFault.ts";

const viewOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new DataView(buffer, byteOffset, byteLength);

/**
 * `rows` texts one behind the other.
 *
 * @param offsets  where each begins, and where the last ends, in numbers of `width` bytes
 * @throws {TableFault} where one begins behind its end, or ends behind the last byte
 */
export function checkArrowTexts(offsets: ArrayBufferView, width: number, rows: number, texts: Uint8Array): void {
  if (rows === 0) return;
  const view = viewOf(offsets);
  if (view.byteLength < (rows + 1) * width) throw new TableFault(`${rows} texts lack places where they begin`);
  const offsetOf = (row: number) =>
    width === 4 ? view.getInt32(4 * row, true) : Number(view.getBigInt64(8 * row, true));
  const first = offsetOf(0);
  let last = first;
  for (let row = 1; row <= rows; row++) {
    const offset = offsetOf(row);
    if (offset < last) throw new TableFault("a text ends before it begins");
    last = offset;
  }
  if (first < 0 || last > texts.length) throw new TableFault(`texts end at byte ${last} of ${texts.length}`);
  if (!isUtf8(texts.subarray(first, last)))
    throw new TableFault("a text has bytes that are no UTF-8", "Save the column as texts in UTF-8.");
}

/**
 * `rows` texts, each by a view of 16 bytes: its length, then up to 12 bytes of it, or 4 of them, the number of a buffer and an offset.
 *
 * @see https://arrow.apache.org/docs/format/Columnar.html#variable-size-binary-view-layout
 * @param isThere  whether a row has a value: what a view says of another is nothing
 * @returns the bytes of all texts
 */
export function checkViewedTexts(
  views: ArrayBufferView,
  rows: number,
  buffers: readonly ArrayBufferView[],
  isThere: (row: number) => boolean,
): number {
  const view = viewOf(views);
  if (view.byteLength < 16 * rows) throw new TableFault(`${rows} texts lack places where they begin`);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    if (!isThere(row)) continue;
    const at = 16 * row;
    const length = view.getInt32(at, true);
    const [buffer, offset] = [view.getInt32(at + 8, true), view.getInt32(at + 12, true)];
    const isWithin = length <= 12 || (offset >= 0 && offset + length <= (buffers[buffer]?.byteLength ?? -1));
    if (length < 0 || !isWithin) throw new TableFault(`a text of ${length} bytes is not there`);
    total += length;
  }
  return total;
}
