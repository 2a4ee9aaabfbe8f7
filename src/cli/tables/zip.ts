// The files of a zip archive, each found by the archive's directory and unpacked as a stream; nothing is unpacked that is not asked for.
import { crc32 } from "node:zlib";
import { type ByteSource, fileSection, streamedBytes } from "../byteSource.ts";
import { Failure } from "../failure.ts";
import type { FileBytes } from "../fileBytes.ts";
import { unpacked } from "../unpacked.ts";
import { type ZipEntry, zipDirectory } from "./zipDirectory.ts";

/** Deflate makes at most 1032 bytes of one. */
const MOST_OF_ONE_BYTE = 1032;
const STORED = 0;
const DEFLATED = 8;
const methods: Readonly<Record<number, string>> = {
  9: "Deflate64",
  12: "bzip2",
  14: "LZMA",
  93: "Zstandard",
  95: "xz",
};

/** A file of an archive. */
export interface ZipFile extends ByteSource {
  /** what messages begin with: the archive's name and the file's */
  readonly where: string;
  /** Reads all of it once. @throws {Failure} where its length or its checksum is another than the directory's */
  verify(): Promise<void>;
}

/** Where the entry's packed bytes begin, behind a header that repeats what the directory says; undefined where that does not. */
async function packedFrom(
  file: FileBytes,
  { header, end, name, method, packed }: ZipEntry,
): Promise<number | undefined> {
  const start = await file.read(header, 30);
  const view = new DataView(start.buffer);
  const nameBytes = view.getUint16(26, true);
  const from = header + 30 + nameBytes + view.getUint16(28, true);
  const repeats = view.getUint32(0, true) === 0x04034b50 && view.getUint16(8, true) === method && from + packed <= end;
  if (repeats && Buffer.from(await file.read(header + 30, nameBytes)).equals(name)) return from;
  return undefined;
}

/** @throws {Failure} on a method that is not read, and on lengths that cannot be */
async function zipFile(file: FileBytes, name: string, entry: ZipEntry): Promise<ZipFile> {
  const where = `${file.path}, ${name}`;
  const damaged = (why: string) =>
    new Failure(`${file.path}: ${name} is damaged: ${why}. Fetch or save the file again.`);
  const { method, packed, size, checksum } = entry;
  const refuse = (why: string) =>
    new Failure(
      `${file.path}: ${name} cannot be unpacked (${why}). Expected it stored or deflated, as numpy.savez and numpy.savez_compressed do.`,
    );
  if (entry.encrypted) throw refuse("it is encrypted");
  if (method !== STORED && method !== DEFLATED) throw refuse(`its method is ${methods[method] ?? `number ${method}`}`);
  if (method === STORED ? size !== packed : size > MOST_OF_ONE_BYTE * packed)
    throw refuse(`${packed} bytes cannot be ${size} bytes unpacked`);
  const from = await packedFrom(file, entry);
  if (from === undefined) throw damaged("what stands before its bytes is not what the archive's directory says");
  const pieces = () => {
    const plain = file.pieces(from, from + packed);
    return method === STORED ? plain : unpacked(where, plain, "deflate-raw");
  };
  const source = method === STORED ? fileSection(file, from, from + packed) : streamedBytes(where, size, pieces);
  const verify = async () => {
    let [length, sum] = [0, 0];
    for await (const piece of pieces()) {
      length += piece.length;
      if (length > size) break;
      sum = crc32(piece, sum);
    }
    if (length !== size)
      throw damaged(`it has ${length > size ? "more" : length} bytes unpacked, the archive says ${size}`);
    if (sum !== checksum) throw damaged("its checksum is another");
  };
  return { where, size, open: () => source.open(), verify };
}

/** An archive's names, and its files by name. */
export interface ZipArchive {
  readonly names: readonly string[];
  /** @throws {Failure} on a name that stands there twice, and as `zipFile` */
  open(name: string): Promise<ZipFile>;
}

/** Reads the directory of an archive. @throws {Failure} where it is none, or is cut */
export async function zipArchive(file: FileBytes): Promise<ZipArchive> {
  const entries = (await zipDirectory(file)).map((entry) => ({ entry, name: entry.name.toString("utf8") }));
  const open = (wanted: string) => {
    const [found, other] = entries.filter(({ name }) => name === wanted);
    if (other !== undefined)
      throw new Failure(
        `${file.path}: ${wanted} is in it twice, and which one is meant cannot be known. Save it again with numpy.savez.`,
      );
    return zipFile(file, wanted, found.entry);
  };
  return { names: entries.map(({ name }) => name), open };
}
