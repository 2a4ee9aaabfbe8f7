// Gzip unpacked up to a length that its first bytes say, whatever follows: a small file may unpack to more than there is memory.
import { builtInModule } from "../core/platform.ts";

const START = 16;
const LARGEST = 2 ** 32 - 1;

/** What unpacking gives. */
interface Unpacked<Header> {
  readonly header: Header;
  /** undefined where there are more than the header says */
  readonly bytes: Uint8Array | undefined;
}
type HeaderOf<Header> = (start: Uint8Array) => Header;

/** The bytes of a stream, no more than its header says. */
async function taken<Header extends { readonly size: number }>(
  stream: ReadableStream<Uint8Array>,
  headerOf: HeaderOf<Header>,
): Promise<Unpacked<Header>> {
  const reader = stream.getReader();
  let bytes = new Uint8Array(START);
  let length = 0;
  let header: Header | undefined;
  for (;;) {
    const { value, done } = await reader.read();
    if (!done) {
      if (length + value.length > bytes.length) {
        const larger = new Uint8Array(2 * (length + value.length));
        larger.set(bytes.subarray(0, length));
        bytes = larger;
      }
      bytes.set(value, length);
      length += value.length;
    }
    if (done || length >= START) header ??= headerOf(bytes.slice(0, Math.min(length, START)));
    if (header === undefined) continue;
    if (length > header.size) {
      await reader.cancel();
      return { header, bytes: undefined };
    }
    if (done) return { header, bytes: bytes.subarray(0, length) };
  }
}

/**
 * The bytes that `gzip` packs, as many as its header says or fewer.
 * @param headerOf  is given the first 16 unpacked bytes, or all where there are fewer
 * @throws where the bytes are no whole gzip, and what `headerOf` throws
 */
export async function gunzipUpTo<Header extends { readonly size: number }>(
  gzip: Uint8Array,
  headerOf: HeaderOf<Header>,
): Promise<Unpacked<Header>> {
  const zlib = builtInModule("node:zlib");
  if (zlib === undefined)
    return taken(new Blob([new Uint8Array(gzip)]).stream().pipeThrough(new DecompressionStream("gzip")), headerOf);
  // Node's streams of the web are slow to start: its own zlib, first on a piece, then on all
  const begin = zlib.gunzipSync(gzip.subarray(0, 1 << 12), { finishFlush: zlib.constants.Z_SYNC_FLUSH });
  const header = headerOf(begin.subarray(0, START));
  try {
    return { header, bytes: zlib.gunzipSync(gzip, { maxOutputLength: Math.min(header.size, LARGEST) }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return { header, bytes: undefined };
    throw error;
  }
}
