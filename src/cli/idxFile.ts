// An IDX file, plain or gzip, read from front to back: memory is that of what is asked for.
import { type IdxHeader, idxHeader, idxSizeError } from "../data/idx.ts";
import { type ByteCursor, type ByteSource, fileSection, streamedBytes } from "./byteSource.ts";
import { FileBytes } from "./fileBytes.ts";
import { isGzip, unpacked } from "./unpacked.ts";

/** An open file, read up to the end of its header; `close` it. */
export interface IdxFile {
  readonly dimensions: readonly number[];
  readonly body: ByteCursor;
  close(): Promise<void>;
}

/** Reads a packed file to its end, or to the first byte too many. @returns its header */
async function packedHeader(file: FileBytes, magic: number): Promise<IdxHeader> {
  let header: IdxHeader | undefined;
  let start: Uint8Array = new Uint8Array();
  let length = 0;
  for await (const piece of unpacked(file.path, file.pieces(), "gzip")) {
    if (start.length < 16) start = Buffer.concat([start, piece.subarray(0, 16)]);
    length += piece.length;
    if (length >= 16) header ??= idxHeader(file.path, start, magic);
    if (header !== undefined && length > header.size) break;
  }
  header ??= idxHeader(file.path, start, magic);
  if (length !== header.size) throw idxSizeError(file.path, length, header);
  return header;
}

/** Opens a file. @throws {FormatError} where it is none of this kind, or is not whole */
export async function idxFile(path: string, magic: number): Promise<IdxFile> {
  const file = await FileBytes.open(path);
  try {
    const start = await file.read(0, Math.min(16, file.size));
    let header: IdxHeader;
    let source: ByteSource;
    if (isGzip(start)) {
      header = await packedHeader(file, magic);
      source = streamedBytes(path, header.size, () => unpacked(path, file.pieces(), "gzip"));
    } else {
      header = idxHeader(path, start, magic);
      if (file.size !== header.size) throw idxSizeError(path, file.size, header);
      source = fileSection(file);
    }
    const body = source.open();
    await body.skip(header.start);
    const close = async () => {
      await body.close();
      await file.close();
    };
    return { dimensions: header.dimensions, body, close };
  } catch (error) {
    await file.close();
    throw error;
  }
}
