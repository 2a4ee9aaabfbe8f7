// The messages of an Arrow file or stream, whose lengths and places are compared with the file's.
import type { FileBytes } from "../fileBytes.ts";
import { FlatTable } from "./flatTable.ts";
import { TableFault } from "./tableFault.ts";

export interface ArrowMessage {
  readonly kind: "schema" | "dictionary" | "rows";
  /** its table, of that kind */
  readonly content: FlatTable;
  /** all of it, as the library reads it */
  readonly bytes: Uint8Array;
  /** the values in it, on a multiple of 8 bytes in memory */
  readonly body: Uint8Array;
  /** where the next one begins */
  readonly next: number;
}

const MAGIC = "ARROW1";
const OLDEST = 3; // version 4 of the metadata, of Arrow 0.8
const kindOf = new Map([1, 2, 3].map((type) => [type, (["schema", "dictionary", "rows"] as const)[type - 1]]));

/**
 *   | ffffffff, left out before Arrow 0.15 | length of the metadata, 4 bytes | metadata | body |
 *
 * @returns undefined at the end of a stream
 */
async function messageAt(file: FileBytes, at: number, end: number): Promise<ArrowMessage | undefined> {
  if (at === end) return undefined;
  const start = await file.read(at, Math.min(8, end - at));
  const word = (from: number) => {
    if (from + 4 > start.length) throw new TableFault("it ends within a message");
    return new DataView(start.buffer).getInt32(from, true);
  };
  const before = word(0) === -1 ? 8 : 4;
  const length = word(before - 4);
  if (length === 0) return undefined;
  const headBytes = before + length;
  if (length < 0 || at + headBytes > end)
    throw new TableFault(`a message announces ${length} bytes where fewer are left`);
  const table = new FlatTable((await file.read(at, headBytes)).subarray(before));
  if (table.short(4) < OLDEST) throw new TableFault("it was written by a version of Arrow before 0.8");
  const kind = kindOf.get(table.byte(6));
  const content = table.table(8);
  if (kind === undefined || content === undefined) throw new TableFault("a message is neither schema nor rows");
  const bodyBytes = table.long(10);
  const next = at + headBytes + bodyBytes;
  if (next > end)
    throw new TableFault(`a message announces ${bodyBytes} bytes of values where ${end - at - headBytes} are left`);
  const room = (8 - (headBytes % 8)) % 8;
  const bytes = new Uint8Array(room + next - at).subarray(room);
  await file.fill(bytes, at);
  return { kind, content, bytes, body: bytes.subarray(headBytes), next };
}

/**
 * A message around the schema of a file's footer: not every program writes one before the rows.
 *
 *   | ffffffff | length | 16: place of the table | slots of the table | distance to its slots, version, kind, distance to the schema | footer |
 */
function schemaOf(footer: FlatTable, footerBytes: Uint8Array): ArrowMessage {
  const content = footer.table(6);
  if (content === undefined) throw new TableFault("it has no schema");
  const head = 8 + 32;
  const bytes = new Uint8Array(head + footerBytes.length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, -1, true);
  view.setInt32(4, bytes.length - 8, true);
  view.setInt32(8, 16, true);
  for (const [slot, value] of [10, 16, 4, 6, 8].entries()) view.setUint16(12 + 2 * slot, value, true);
  view.setInt32(24, 12, true);
  view.setInt16(28, footer.short(4), true);
  view.setUint8(30, 1);
  view.setInt32(32, head + content.at - 32, true);
  bytes.set(footerBytes, head);
  return { kind: "schema", content, bytes, body: bytes.subarray(bytes.length), next: 0 };
}

/** The messages of a file by its footer: dictionaries before rows. */
async function* messagesOfFile(file: FileBytes, size: number): AsyncGenerator<ArrowMessage> {
  const tail = await file.read(size - 10, 10);
  if (Buffer.from(tail.subarray(4)).toString("latin1") !== MAGIC)
    throw new TableFault("it does not end as such a file does");
  const length = new DataView(tail.buffer).getUint32(0, true);
  const end = size - 10 - length;
  if (end < 8) throw new TableFault(`its last part should have ${length} bytes, but the file has ${size}`);
  const bytes = await file.read(end, length);
  const footer = new FlatTable(bytes);
  yield schemaOf(footer, bytes);
  const places = (slot: number) => footer.longs(slot, 24, [0]).map(([at]) => at);
  for (const [kind, list] of Object.entries({ dictionary: places(8), rows: places(10) }))
    for (const at of list) {
      if (at < 8 || at > end) throw new TableFault(`a message should begin at byte ${at}`);
      const message = await messageAt(file, at, end);
      if (message?.kind !== kind) throw new TableFault(`at byte ${at} is no message of the kind that is announced`);
      yield message;
    }
}

async function* messagesOfStream(file: FileBytes, size: number): AsyncGenerator<ArrowMessage> {
  for (let at = 0; ; ) {
    const message = await messageAt(file, at, size);
    if (message === undefined) return;
    yield message;
    at = message.next;
  }
}

/** The messages in the order in which they are to be read; the first is the schema. @throws {TableFault} where one lies outside of the file */
export async function* arrowMessages(file: FileBytes): AsyncGenerator<ArrowMessage> {
  const { size } = file;
  const start = Buffer.from(await file.read(0, Math.min(size, 6))).toString("latin1");
  if (start.startsWith("FEA1"))
    throw new TableFault("it is a Feather file of version 1", "Save it as version 2, which is Arrow, or as Parquet.");
  let isFirst = true;
  for await (const message of start === MAGIC && size > 18
    ? messagesOfFile(file, size)
    : messagesOfStream(file, size)) {
    if (isFirst !== (message.kind === "schema")) {
      if (isFirst) throw new TableFault("it does not begin with a schema");
      continue; // a stream may repeat its schema
    }
    isFirst = false;
    yield message;
  }
  if (isFirst) throw new TableFault(`it has ${size} bytes and no schema`);
}
