// One array of NumPy's, read in blocks of rows: memory is that of a block.
import type { ByteCursor, ByteSource } from "../byteSource.ts";
import { Failure } from "../failure.ts";
import { type NpyHeader, npyHeader } from "./npyHeader.ts";

const BLOCK_BYTES = 1 << 22;
/** An array that lies column after column is passed over once for each block. */
const COLUMNWISE_BLOCK_BYTES = 1 << 24;

/** Rows × columns of numbers or texts. */
export class NpyArray {
  readonly rows: number;
  readonly width: number;
  readonly cellBytes: number;
  readonly #name: string;
  readonly #source: ByteSource;
  readonly #header: NpyHeader;
  #block: DataView = new DataView(new ArrayBuffer(0));
  #from = 0;
  #to = 0;
  /** where rows are read one after another: behind those of the block */
  #cursor: ByteCursor | undefined;

  private constructor(name: string, source: ByteSource, header: NpyHeader) {
    this.#name = name;
    this.#source = source;
    this.#header = header;
    this.rows = header.rows;
    this.width = header.width;
    this.cellBytes = header.element.bytes;
  }

  /** @param name  what messages begin with @throws {Failure} as npyHeader */
  static async open(name: string, source: ByteSource): Promise<NpyArray> {
    return new NpyArray(name, source, await npyHeader(name, source));
  }

  /** Brings a batch, rows `from` … `to`, into memory; it follows the batch before, and only the last is shorter. */
  async load(from: number, to: number): Promise<void> {
    if (from >= this.#from && to <= this.#to) return;
    const { rows, width, element, columnwise } = this.#header;
    const most = (columnwise ? COLUMNWISE_BLOCK_BYTES : BLOCK_BYTES) / (width * element.bytes);
    const batches = Math.max(1, Math.floor(most / (to - from))); // whole ones, so that none straddles the block's end
    this.#from = from;
    this.#to = Math.min(rows, from + batches * (to - from));
    const bytes = (this.#to - from) * width * element.bytes;
    if (this.#block.byteLength < bytes) this.#block = new DataView(new ArrayBuffer(bytes));
    await (columnwise ? this.#readColumns() : this.#readRows(bytes));
  }

  async #readRows(bytes: number): Promise<void> {
    const { width, element, start } = this.#header;
    if (this.#cursor === undefined) {
      this.#cursor = this.#source.open();
      await this.#cursor.skip(start + this.#from * width * element.bytes);
    }
    await this.#cursor.fill(new Uint8Array(this.#block.buffer, 0, bytes));
  }

  /** The block's stretch of each column, one after another. */
  async #readColumns(): Promise<void> {
    const { rows, width, element, start } = this.#header;
    const stretch = (this.#to - this.#from) * element.bytes;
    const cursor = this.#source.open();
    try {
      await cursor.skip(start + this.#from * element.bytes);
      for (let column = 0; column < width; column++) {
        await cursor.fill(new Uint8Array(this.#block.buffer, column * stretch, stretch));
        if (column + 1 < width) await cursor.skip(rows * element.bytes - stretch);
      }
    } finally {
      await cursor.close();
    }
  }

  /** The element of a row in memory. */
  at(row: number, column: number): unknown {
    const { width, element, columnwise } = this.#header;
    const inBlock = row - this.#from;
    const index = columnwise ? column * (this.#to - this.#from) + inBlock : inBlock * width + column;
    try {
      return element.read(this.#block, index * element.bytes);
    } catch {
      throw new Failure(
        `${this.#name}, row ${row}, column ${column}: its text has a number that is no character's (above 0x10ffff). Is the file damaged, or its type another?`,
      );
    }
  }

  async close(): Promise<void> {
    await this.#cursor?.close();
  }
}
