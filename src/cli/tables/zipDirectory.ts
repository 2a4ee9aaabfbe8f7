// A zip archive's directory: what is in it and where, checked against the archive's length.
import { Failure } from "../failure.ts";
import type { FileBytes } from "../fileBytes.ts";

/** A file of the archive, as its directory says. */
export interface ZipEntry {
  readonly name: Buffer;
  readonly method: number;
  readonly encrypted: boolean;
  readonly checksum: number;
  /** bytes in the archive, and unpacked */
  readonly packed: number;
  readonly size: number;
  /** where its header begins, and where the next entry's or the directory begins */
  readonly header: number;
  readonly end: number;
}

const ENTRY_BYTES = 46;
const HEADER_BYTES = 30;
const END_BYTES = 22;
const MOST_COMMENT_BYTES = 65535;

/** Where the directory lies and how many entries it has; a zip64 archive says so in numbers of 8 bytes. */
async function locationOf(file: FileBytes): Promise<{ from: number; to: number; count: number } | undefined> {
  if (file.size < END_BYTES) return undefined;
  const tailFrom = Math.max(0, file.size - END_BYTES - MOST_COMMENT_BYTES);
  const tail = Buffer.from((await file.read(tailFrom, file.size - tailFrom)).buffer);
  const end = tail.lastIndexOf("PK\x05\x06", tail.length - END_BYTES, "latin1");
  if (end < 0) return undefined;
  const [count, bytes, from] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  const locator = tailFrom + end - 20;
  if (locator < 0) return { from, to: from + bytes, count };
  const wide = Buffer.from((await file.read(locator, 20)).buffer);
  if (wide.readUInt32LE(0) !== 0x07064b50) return { from, to: from + bytes, count };
  const record = Number(wide.readBigUInt64LE(8));
  if (record + 56 > locator) return undefined;
  const [large, largeBytes, largeFrom] = await file
    .read(record, 56)
    .then(({ buffer }) => [32, 40, 48].map((at) => Number(Buffer.from(buffer).readBigUInt64LE(at))));
  return { from: largeFrom, to: largeFrom + largeBytes, count: large };
}

/** The entry's numbers that do not fit 4 bytes, from its zip64 field: only those that are 2³² − 1 stand there. */
function widened(numbers: readonly number[], extra: Buffer): number[] {
  let field: Buffer = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === 1) field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  let at = 0;
  return numbers.map((number) => {
    if (number !== 0xffffffff || at + 8 > field.length) return number;
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  });
}

/**
 *   | … | each entry: 46 bytes, its name, extra fields, a comment | zip64's end, 56 | its locator, 20 | end, 22, a comment |
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.12 to 4.3.16, 4.5.3
 */
async function entriesOf(file: FileBytes): Promise<ZipEntry[] | undefined> {
  const found = await locationOf(file);
  if (found === undefined || found.to > file.size || found.count * ENTRY_BYTES > found.to - found.from)
    return undefined;
  const bytes = Buffer.from((await file.read(found.from, found.to - found.from)).buffer);
  const entries: Omit<ZipEntry, "end">[] = [];
  let at = 0;
  for (let i = 0; i < found.count; i++) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    const [nameBytes, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const from = at + ENTRY_BYTES;
    const [size, packed, header] = widened(
      [24, 20, 42].map((offset) => bytes.readUInt32LE(at + offset)),
      bytes.subarray(from + nameBytes, from + nameBytes + extra),
    );
    entries.push({
      name: bytes.subarray(from, from + nameBytes),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      checksum: bytes.readUInt32LE(at + 16),
      packed,
      size,
      header,
    });
    at = from + nameBytes + extra + comment;
  }
  return at <= bytes.length ? apart(file.path, entries, found.from) : undefined;
}

/** The entries with their ends. @throws {Failure} where two share bytes: such an archive may unpack to more than any file could */
function apart(path: string, entries: readonly Omit<ZipEntry, "end">[], directory: number): ZipEntry[] {
  const starts = [...entries.map(({ header }) => header).sort((a, b) => a - b), directory];
  const ends = new Map(starts.slice(0, -1).map((start, i) => [start, starts[i + 1]]));
  const whole = entries.map((entry) => ({ ...entry, end: ends.get(entry.header) ?? 0 }));
  if (ends.size === entries.length && whole.every(({ header, end, packed }) => header + HEADER_BYTES + packed <= end))
    return whole;
  throw new Failure(
    `${path}: its directory says that two of its files share bytes, or go beyond its end. Save it again with numpy.savez.`,
  );
}

/** The entries in the directory's order. @throws {Failure} where the file is no archive, or is cut */
export async function zipDirectory(file: FileBytes): Promise<ZipEntry[]> {
  const entries = await entriesOf(file);
  if (entries !== undefined) return entries;
  throw new Failure(`${file.path}: it is no whole .npz file, which is a zip archive. Is it cut off?`);
}
