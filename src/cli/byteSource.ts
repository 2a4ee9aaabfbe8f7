// Bytes that are read in order, as often as wanted: a stretch of a file, or what is unpacked from one.
import { Failure } from "./failure.ts";
import type { FileBytes } from "./fileBytes.ts";

/** One reading, from the beginning on. */
export interface ByteCursor {
  /** Fills `bytes` with the next ones. */
  fill(bytes: Uint8Array): Promise<void>;
  skip(count: number): Promise<void>;
  close(): Promise<void>;
}

export interface ByteSource {
  readonly size: number;
  open(): ByteCursor;
}

/** Bytes `from` … `to` of a file; what is skipped is not read. */
export function fileSection(file: FileBytes, from = 0, to: number = file.size): ByteSource {
  const open = (): ByteCursor => {
    let at = from;
    return {
      fill(bytes) {
        at += bytes.length;
        return file.fill(bytes, at - bytes.length);
      },
      async skip(count) {
        at += count;
      },
      async close() {},
    };
  };
  return { size: to - from, open };
}

/** Bytes that come in pieces; what is skipped is passed over. `name` is what a message begins with. */
export function streamedBytes(name: string, size: number, pieces: () => AsyncGenerator<Uint8Array>): ByteSource {
  return { size, open: () => new StreamCursor(name, pieces()) };
}

class StreamCursor implements ByteCursor {
  readonly #name: string;
  readonly #pieces: AsyncGenerator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(name: string, pieces: AsyncGenerator<Uint8Array>) {
    this.#name = name;
    this.#pieces = pieces;
  }

  /** The next bytes, at least one and at most `count`. */
  async #some(count: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#pieces.next();
      if (done) throw new Failure(`${this.#name}: it ended while it was read. Was it written to meanwhile?`);
      this.#rest = value;
    }
    const some = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(some.length);
    return some;
  }

  async fill(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const some = await this.#some(bytes.length - done);
      bytes.set(some, done);
      done += some.length;
    }
  }

  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) left -= (await this.#some(left)).length;
  }

  async close(): Promise<void> {
    await this.#pieces.return(undefined);
  }
}

/** The next `count` bytes. */
export async function takeBytes(cursor: ByteCursor, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(count);
  await cursor.fill(bytes);
  return bytes;
}
