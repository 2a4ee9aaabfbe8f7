// Tables of FlatBuffers, in which Arrow writes what it says of itself: read within their bytes, every offset compared with them.
import { TableFault } from "./tableFault.ts";

const MOST_VISITS = 8; // of each byte, on average

/** @see https://flatbuffers.dev/internals/ */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #slots: number;
  readonly #slotBytes: number;
  /** Bytes that may still be visited: parts may be named more than once, but not so often that they are many more than the bytes. */
  readonly #budget: { left: number };

  /** The table that the offset at `at` leads to. */
  constructor(bytes: Uint8Array, at = 0, budget = { left: 1000 + MOST_VISITS * bytes.length }) {
    this.#budget = budget;
    this.#spend(8);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = this.#follow(at);
    this.#slots = this.#at - this.#view.getInt32(this.#within(this.#at, 4), true);
    this.#slotBytes = this.#view.getUint16(this.#within(this.#slots, 4), true);
    this.#within(this.#slots, this.#slotBytes);
  }

  /** Where it stands in its bytes. */
  get at(): number {
    return this.#at;
  }

  /** @returns `at`. @throws {TableFault} where not all of these bytes are there */
  #within(at: number, length: number): number {
    if (at < 0 || at + length > this.#view.byteLength)
      throw new TableFault(`a part of ${length} bytes begins at byte ${at} of ${this.#view.byteLength}`);
    return at;
  }

  #spend(bytes: number): void {
    this.#budget.left -= bytes;
    if (this.#budget.left < 0) throw new TableFault("its parts name each other too often");
  }

  #follow(at: number): number {
    return at + this.#view.getUint32(this.#within(at, 4), true);
  }

  /** Where a field of so many bytes stands; undefined where it is left out. */
  #field(slot: number, length: number): number | undefined {
    if (slot + 2 > this.#slotBytes) return undefined;
    const offset = this.#view.getUint16(this.#slots + slot, true);
    return offset === 0 ? undefined : this.#within(this.#at + offset, length);
  }

  get #bytes(): Uint8Array {
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset, this.#view.byteLength);
  }

  byte(slot: number, fallback = 0): number {
    const at = this.#field(slot, 1);
    return at === undefined ? fallback : this.#view.getUint8(at);
  }

  short(slot: number, fallback = 0): number {
    const at = this.#field(slot, 2);
    return at === undefined ? fallback : this.#view.getInt16(at, true);
  }

  int(slot: number, fallback = 0): number {
    const at = this.#field(slot, 4);
    return at === undefined ? fallback : this.#view.getInt32(at, true);
  }

  /** A number of 8 bytes. @throws {TableFault} where it is not from 0 to 2⁵³ − 1 */
  long(slot: number): number {
    const at = this.#field(slot, 8);
    return at === undefined ? 0 : this.#long(at);
  }

  #long(at: number): number {
    const value = Number(this.#view.getBigInt64(at, true));
    if (!Number.isSafeInteger(value) || value < 0) throw new TableFault(`a length or place is ${value}`);
    return value;
  }

  table(slot: number): FlatTable | undefined {
    const at = this.#field(slot, 4);
    return at === undefined ? undefined : new FlatTable(this.#bytes, at, this.#budget);
  }

  /** Where the elements of a list stand; none where it is left out. */
  #list(slot: number, stride: number): readonly number[] {
    const field = this.#field(slot, 4);
    if (field === undefined) return [];
    const at = this.#follow(field);
    const count = this.#view.getUint32(this.#within(at, 4), true);
    this.#within(at + 4, count * stride);
    this.#spend(count * stride);
    return Array.from({ length: count }, (_, i) => at + 4 + i * stride);
  }

  tables(slot: number): FlatTable[] {
    return this.#list(slot, 4).map((at) => new FlatTable(this.#bytes, at, this.#budget));
  }

  /** Of each structure in a list, the numbers of 8 bytes at these offsets in it. */
  longs(slot: number, stride: number, offsets: readonly number[]): number[][] {
    return this.#list(slot, stride).map((at) => offsets.map((offset) => this.#long(at + offset)));
  }

  text(slot: number): string | undefined {
    const field = this.#field(slot, 4);
    if (field === undefined) return undefined;
    const at = this.#follow(field);
    const length = this.#view.getUint32(this.#within(at, 4), true);
    this.#spend(length);
    return new TextDecoder().decode(this.#bytes.subarray(this.#within(at + 4, length), at + 4 + length));
  }
}
