// A column of an Arrow batch after the library has decoded it: each row has its value, and each text is one that is there.
import type { Batch } from "@uwdata/flechette";
import { kinds } from "./arrowSchema.ts";
import { checkArrowTexts, checkViewedTexts } from "./arrowTexts.ts";
import { inColumn, TableFault } from "./tableFault.ts";

type Values = Uint8Array | Int32Array | BigInt64Array | Float64Array;

/** What the library keeps of a batch. */
interface Decoded {
  readonly length: number;
  readonly nullCount: number;
  readonly type: { readonly typeId: number; readonly bitWidth?: number };
  readonly validity?: Uint8Array;
  readonly values?: Values;
  readonly offsets?: Int32Array | BigInt64Array;
  readonly data?: readonly Uint8Array[];
  readonly children?: readonly Decoded[];
  readonly dictionary?: { readonly data: readonly Decoded[] };
}

const lacking = (rows: number) => new TableFault(`not each of ${rows} rows has a value`);

/** Runs of rows: where each ends, and its value. */
function checkRunEnds([ends, values]: readonly Decoded[], rows: number) {
  checkDecoded(ends, ends.length);
  checkDecoded(values, ends.length);
  let last = 0;
  for (let run = 0; run < ends.length; run++) {
    const end = Number(ends.values?.[run]);
    if (!(end > last)) throw new TableFault("a run of rows ends before it begins");
    last = end;
  }
  if (last < rows) throw lacking(rows);
}

function checkDecoded(batch: Decoded, rows: number): void {
  const { length, nullCount, type, validity, values, offsets, data = [], children = [], dictionary } = batch;
  const { typeId, bitWidth = 0 } = type;
  if (length !== rows) throw lacking(rows);
  if (typeId === kinds.nothing) return;
  if (nullCount > 0 && 8 * (validity?.length ?? 0) < rows) throw lacking(rows);
  const isThere = (row: number) => nullCount === 0 || ((validity as Uint8Array)[row >> 3] & (1 << (row & 7))) !== 0;
  switch (typeId) {
    case kinds.text:
    case kinds.longText:
      checkArrowTexts(offsets as Int32Array, typeId === kinds.text ? 4 : 8, rows, values as Uint8Array);
      return;
    case kinds.viewedText:
      checkViewedTexts(values as Uint8Array, rows, data, isThere);
      return;
    case kinds.runs:
      checkRunEnds(children, rows);
      return;
    default: {
      const perByte = typeId === kinds.truth ? 8 : 1;
      const words = typeId === kinds.decimal ? Math.max(1, bitWidth / 64) : 1;
      if ((values?.length ?? 0) * perByte < rows * words) throw lacking(rows);
    }
  }
  for (const part of dictionary?.data ?? []) checkDecoded(part, part.length);
}

/** @throws {TableFault} where a row of the batch has no value */
export function checkArrowColumn(name: string, batch: Batch<unknown>, rows: number): void {
  try {
    checkDecoded(batch as unknown as Decoded, rows);
  } catch (error) {
    throw inColumn(name, error);
  }
}
