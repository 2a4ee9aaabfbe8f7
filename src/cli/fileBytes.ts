// A file's bytes, read where they are asked for: memory is that of what is asked for, whatever the file's size.
import { type FileHandle, open } from "node:fs/promises";
import { Failure } from "./failure.ts";

const PIECE = 1 << 18;

/** An open file; `close` it. */
export class FileBytes {
  readonly path: string;
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, size: number) {
    this.path = path;
    this.#handle = handle;
    this.size = size;
  }

  /** @throws {Failure} where it is a pipe or a device, which has no size and no second reading */
  static async open(path: string): Promise<FileBytes> {
    const handle = await open(path);
    try {
      const found = await handle.stat();
      if (!found.isFile() && !found.isDirectory())
        throw new Failure(
          `${path}: this is a pipe or a device, and files of this kind are read at several places. Save it as a file.`,
        );
      return new FileBytes(path, handle, found.size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Bytes `from` … `from + length`. @throws {Failure} as `fill` */
  async read(from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    await this.fill(bytes, from);
    return bytes;
  }

  /** Fills `bytes` with those from `from` on. @throws {Failure} where the file has become shorter than it was */
  async fill(bytes: Uint8Array, from: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const piece = Math.min(bytes.length - done, 2 ** 30); // the system takes at most 2 GiB at once
      const { bytesRead } = await this.#handle.read(bytes, done, piece, from + done).catch((error) => {
        throw Object.assign(error, { path: this.path });
      });
      if (bytesRead === 0)
        throw new Failure(
          `${this.path}: it ended at byte ${from + done} while it was read. Was it written to meanwhile?`,
        );
      done += bytesRead;
    }
  }

  /** Bytes `from` … `to`, in order and in pieces. */
  async *pieces(from = 0, to: number = this.size): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (let at = from; at < to; at += PIECE) yield await this.read(at, Math.min(PIECE, to - at));
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
