// The files of a zip archive, unpacked one by one and compared with their checksums.
import { crc32 } from "node:zlib";
import { unzipSync } from "fflate";
import { Failure } from "../failure.ts";

export interface ZipFile {
  readonly name: string;
  /** The file's bytes. @throws {Failure} on a method that is not read, and on damage */
  unpacked(): Uint8Array;
}

/**
 * Names and CRC-32s from the central directory; a zip64 archive says in 8 bytes where that begins.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.12 to 4.3.16
 * @throws {RangeError} where the bytes end before the directory does
 */
function directoryOf(bytes: Uint8Array): { name: string; checksum: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (end >= 20 && view.getUint32(end - 20, true) === 0x07064b50) {
    const record = Number(view.getBigUint64(end - 12, true));
    count = Number(view.getBigUint64(record + 32, true));
    at = Number(view.getBigUint64(record + 48, true));
  }
  return Array.from({ length: count }, () => {
    if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError("no entry where one should be");
    const [nameBytes, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    const checksum = view.getUint32(at + 16, true);
    at += 46 + nameBytes + extra + comment;
    return { name, checksum };
  });
}

/** The files of an archive. @throws {Failure} where it is none, or is cut */
export function zipFiles(path: string, bytes: Uint8Array): ZipFile[] {
  let directory: { name: string; checksum: number }[];
  try {
    directory = directoryOf(bytes);
  } catch {
    throw new Failure(`${path}: it is no whole .npz file, which is a zip archive. Is it cut off?`);
  }
  return directory.map(({ name, checksum }, index) => ({
    name,
    unpacked() {
      let file: Uint8Array | undefined;
      let entry = 0;
      try {
        [file] = Object.values(unzipSync(bytes, { filter: () => entry++ === index }));
      } catch (error) {
        throw new Failure(
          `${path}: ${name} cannot be unpacked (${(error as Error).message}). Expected it stored or deflated, as numpy.savez and numpy.savez_compressed do.`,
        );
      }
      if (file === undefined || crc32(file) !== checksum)
        throw new Failure(`${path}: ${name} is damaged: its checksum is another. Fetch or save the file again.`);
      return file;
    },
  }));
}
