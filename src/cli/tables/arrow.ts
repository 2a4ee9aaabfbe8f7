// Arrow IPC files and streams (Feather too) as rows, some batches at a time. Loaded when one is read.
import { CompressionType, setCompressionCodec, tableFromIPC } from "@uwdata/flechette";
import type { RowBatch } from "../../data/rows.ts";
import { FileBytes } from "../fileBytes.ts";
import { arrowBatch, checkArrowDictionary } from "./arrowBatch.ts";
import { checkArrowColumn } from "./arrowColumn.ts";
import { type ArrowMessage, arrowMessages } from "./arrowMessages.ts";
import { type ArrowSchema, arrowSchema, kinds } from "./arrowSchema.ts";
import { rowBatches } from "./rowBatches.ts";
import { failureIn, TableFault } from "./tableFault.ts";
import { unpack } from "./unpack.ts";

/** Bytes of batches that are decoded at once, so that a dictionary is not decoded for each. */
const GROUP = 1 << 24;

for (const [type, codec] of [
  [CompressionType.LZ4_FRAME, "LZ4_FRAME"],
  [CompressionType.ZSTD, "ZSTD"],
] as const)
  setCompressionCodec(type, { decode: (bytes, size) => unpack(codec, bytes, size), encode: (bytes) => bytes });

/** The rows of some batches. */
function rowsOf(messages: readonly Uint8Array[], { names }: ArrowSchema, counts: readonly number[]) {
  const table = tableFromIPC([...messages], { useBigInt: true });
  const columns = names.map((_, at) => table.getChildAt(at));
  for (const [column, { data }] of columns.entries())
    for (const [at, rows] of counts.entries()) checkArrowColumn(names[column], data[at], rows);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return rowBatches(names.length, rows, (row, column) => columns[column].at(row));
}

/** Gathers batches, and the dictionaries that hold for them. */
class ArrowGroup {
  readonly #schema: ArrowSchema;
  readonly #start: Uint8Array;
  readonly #dictionaries = new Map<number, Uint8Array[]>();
  #batches: Uint8Array[] = [];
  #counts: number[] = [];
  #bytes = 0;

  constructor(schema: ArrowSchema, start: Uint8Array) {
    this.#schema = schema;
    this.#start = start;
  }

  get isFull(): boolean {
    return this.#bytes >= GROUP;
  }

  addDictionary({ content, bytes, body }: ArrowMessage): void {
    const { id, goesOn } = checkArrowDictionary(content, body, this.#schema);
    this.#dictionaries.set(id, [...(goesOn ? (this.#dictionaries.get(id) ?? []) : []), bytes]);
  }

  addRows({ content, bytes, body }: ArrowMessage): void {
    const { rows } = arrowBatch(content, body);
    if (rows === 0) return;
    if (this.#schema.kinds.every((kind) => kind === kinds.nothing))
      throw new TableFault("none of its columns has a value", "Save a table with values.");
    this.#batches.push(bytes);
    this.#counts.push(rows);
    this.#bytes += bytes.length;
  }

  /** The rows of what was gathered, which is then forgotten. */
  async *rows(): AsyncGenerator<RowBatch> {
    if (this.#batches.length === 0) return;
    const messages = [this.#start, ...[...this.#dictionaries.values()].flat(), ...this.#batches];
    const counts = this.#counts;
    this.#batches = [];
    this.#counts = [];
    this.#bytes = 0;
    yield* rowsOf(messages, this.#schema, counts);
  }
}

/**
 * Header and rows; memory is that of some batches. What the file says of itself is compared with its bytes before it is believed.
 *
 * @throws {Failure} where the file cannot be read, with its name
 */
export async function* arrowRows(path: string): AsyncGenerator<RowBatch> {
  const file = await FileBytes.open(path);
  try {
    let group: ArrowGroup | undefined;
    for await (const message of arrowMessages(file)) {
      if (group === undefined) {
        const schema = arrowSchema(message.content);
        yield { rows: [schema.names] };
        group = new ArrowGroup(schema, message.bytes);
      } else if (message.kind === "dictionary") {
        yield* group.rows();
        group.addDictionary(message);
      } else {
        group.addRows(message);
        if (group.isFull) yield* group.rows();
      }
    }
    if (group !== undefined) yield* group.rows();
  } catch (error) {
    throw failureIn(path, "Arrow", error);
  } finally {
    await file.close();
  }
}
