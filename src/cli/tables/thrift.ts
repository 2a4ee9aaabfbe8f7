// Thrift's compact protocol, in which Parquet writes what it says of itself: read within its bytes, every length compared with them.
import { TableFault } from "./tableFault.ts";

export type ThriftValue = boolean | number | bigint | Uint8Array | readonly ThriftValue[] | ThriftStruct;
/** Values by the numbers of their fields. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

const DEEPEST = 32; // structures within structures; Parquet has 8

/** @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
export class ThriftReader {
  readonly #bytes: Uint8Array;
  /** The next byte. */
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  #byte(): number {
    if (this.at >= this.#bytes.length) throw new TableFault("a structure goes on behind the end of its bytes");
    return this.#bytes[this.at++];
  }

  /** A number of at most `bits` bits in groups of seven. */
  #varint(bits: number): bigint {
    let value = 0n;
    for (let shift = 0; shift < bits; shift += 7) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << BigInt(shift);
      if (byte < 128) return BigInt.asUintN(bits, value);
    }
    throw new TableFault(`a whole number has more than ${bits} bits`);
  }

  #zigzag(bits: number): bigint {
    const value = this.#varint(bits);
    return (value >> 1n) ^ -(value & 1n);
  }

  /** How many elements or bytes follow, each of at least one byte. */
  #count(): number {
    const count = Number(this.#varint(32));
    const left = this.#bytes.length - this.at;
    if (count > left) throw new TableFault(`${count} elements are announced where ${left} bytes are left`);
    return count;
  }

  #element(type: number, depth: number): ThriftValue {
    switch (type) {
      case 1:
      case 2:
        return type === 1;
      case 3:
        return (this.#byte() << 24) >> 24;
      case 4:
      case 5:
        return Number(this.#zigzag(32));
      case 6:
        return this.#zigzag(64);
      case 7:
        this.at += 8;
        return 0; // no number of this kind is asked for
      case 8: {
        const length = this.#count();
        this.at += length;
        return this.#bytes.subarray(this.at - length, this.at);
      }
      case 9: {
        const head = this.#byte();
        const count = head >> 4 === 15 ? this.#count() : head >> 4;
        const kind = head & 15;
        // truth values in a list have a byte each
        return Array.from({ length: count }, () => this.#element(kind === 1 || kind === 2 ? 3 : kind, depth));
      }
      case 12:
        return this.struct(depth + 1);
      default:
        throw new TableFault(`a value is of kind ${type}, which there is not`);
    }
  }

  struct(depth = 0): ThriftStruct {
    if (depth > DEEPEST) throw new TableFault(`more than ${DEEPEST} structures lie in each other`);
    const fields = new Map<number, ThriftValue>();
    let field = 0;
    for (let head = this.#byte(); (head & 15) !== 0; head = this.#byte()) {
      field = head >> 4 === 0 ? Number(this.#zigzag(32)) : field + (head >> 4);
      fields.set(field, this.#element(head & 15, depth));
    }
    return fields;
  }
}
