// The JavaScript reference: a second core, in float64, that walks the same records.
import {
  CURSOR_HALT,
  CURSOR_RECORD,
  CURSOR_ROW,
  CURSOR_STEP,
  PASS_BYTES,
  PASS_RECORDS,
  PASS_ROW,
  PASS_STEP,
  RECORD_BYTES,
  RECORD_OPERANDS,
  RECORD_WORK,
  RUN_DONE,
  RUN_HALTED,
  RUN_MORE,
} from "../../assembly/abi.ts";
import type { CellType, CompiledCore, Core, Tensor, Values } from "../core/core.ts";
import { MemoryError } from "../core/errors.ts";
import { type KernelName, kernelsByName } from "../core/kernelsByName.ts";
import { kernelStructs } from "./kernelStructs.ts";
import { twins } from "./twins.ts";

const MOST_BYTES = 2 ** 32;
const FIRST_CELLS = 16384;

const cellOf = (address: number) => address >>> 2;
const cellsPer = { float32: 1, float64: 2, int32: 1, uint32: 1 } as const satisfies Record<CellType, number>;

const cellsPerNumber: Readonly<Record<string, number>> = { ...cellsPer, uint64: 2 };
/** A struct's numbers, each with the number of cells before it. */
function fieldsOf(struct: Readonly<Record<string, string>>): (readonly [name: string, before: number])[] {
  let before = 0;
  return Object.entries(struct).map(([name, kind]) => {
    const at = before;
    before += cellsPerNumber[kind];
    return [name, at];
  });
}

/** How a twin is given the word of a record that stands for one of its operands. */
type Reader = (word: number) => number | Readonly<Record<string, number>>;
const asCount: Reader = (word) => word;
const asCell: Reader = (word) => (word === 0 ? -1 : cellOf(word));
const asStruct = (struct: Readonly<Record<string, string>>): Reader => {
  const fields = fieldsOf(struct);
  return (word) => Object.fromEntries(fields.map(([name, before]) => [name, cellOf(word) + before]));
};

/** One kernel as the walk calls it: the readers of the record's operands, in their order. */
interface Callable {
  readonly operands: readonly (readonly [name: string, read: Reader])[];
  readonly call: (m: Float64Array, cells: Readonly<Record<string, ReturnType<Reader>>>) => void;
}

const structs: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = kernelStructs;
const callables: readonly Callable[] = (Object.keys(kernelsByName) as KernelName[]).map((name) => {
  const { names, counts } = kernelsByName[name];
  const readerOf = (operand: string): Reader => {
    if (counts.includes(operand)) return asCount;
    const struct = structs[name]?.[operand];
    return struct === undefined ? asCell : asStruct(struct);
  };
  return { operands: names.map((operand) => [operand, readerOf(operand)]), call: twins[name] as Callable["call"] };
});

/**
 * Memory of float64 cells, one per 4-byte word of the WebAssembly core's layout:
 *
 *     address   0     4     8     12    16
 *     cell      0     1     2     3     4
 *     float32   x0    x1    x2    x3    x4       also int32 and uint32
 *     float64   x0    –     x1    –     x2       the second cell stays as it is
 */
export class ReferenceCore implements Core {
  readonly kind = "reference";
  readonly firstFreeByte: number;
  #cells = new Float64Array(FIRST_CELLS);

  /** @param firstFreeByte  another core's, so that tensors come to lie at the same addresses */
  constructor(firstFreeByte = 1024) {
    this.firstFreeByte = firstFreeByte;
  }

  reserve(end: number): void {
    const need = Math.ceil(end / 4);
    if (need <= this.#cells.length) return;
    const hint = "Use fewer rows, a smaller network or a smaller batch.";
    const where = "reference memory";
    if (end > MOST_BYTES)
      throw new MemoryError({ where, received: `${end} bytes`, expected: "at most 4 GiB (4294967296 bytes)", hint });
    try {
      const grown = new Float64Array(Math.min(MOST_BYTES / 4, Math.max(need, 2 * this.#cells.length)));
      grown.set(this.#cells);
      this.#cells = grown;
    } catch {
      throw new MemoryError({ where, received: `${end} bytes`, expected: "what this engine can still give", hint });
    }
  }

  read(tensor: Tensor, from = 0, count = tensor.length - from): Values {
    const start = cellOf(tensor.address) + from * cellsPer[tensor.type];
    const cells = this.#cells.subarray(start, start + count * cellsPer[tensor.type]);
    if (tensor.type === "int32") return Int32Array.from(cells);
    if (tensor.type === "uint32") return Uint32Array.from(cells);
    return tensor.type === "float64" ? cells.filter((_, i) => i % 2 === 0) : cells.slice();
  }

  write(tensor: Tensor, values: ArrayLike<number>, at = 0): void {
    if (tensor.type === "float32") this.#cells.set(values, cellOf(tensor.address) + at);
    else for (let i = 0; i < values.length; i++) this.set(tensor, values[i], at + i);
  }

  get(tensor: Tensor, at = 0): number {
    return this.#cells[cellOf(tensor.address) + at * cellsPer[tensor.type]];
  }

  set(tensor: Tensor, value: number, at = 0): void {
    const stored = tensor.type === "int32" ? value | 0 : tensor.type === "uint32" ? value >>> 0 : value;
    this.#cells[cellOf(tensor.address) + at * cellsPer[tensor.type]] = stored;
  }

  fill(tensor: Tensor, value: number): void {
    const start = cellOf(tensor.address);
    if (tensor.type === "float32") this.#cells.fill(value, start, start + tensor.length);
    else for (let i = 0; i < tensor.length; i++) this.set(tensor, value, i);
  }

  copy(to: Tensor, from: Tensor): void {
    const start = cellOf(from.address);
    this.#cells.copyWithin(cellOf(to.address), start, start + from.length * cellsPer[from.type]);
  }

  slot(kernel: KernelName): number {
    return Object.keys(kernelsByName).indexOf(kernel) + 1;
  }

  /** Goes on from the cursor until pass `end`, a halt, or a record that would exceed the work left; the first always runs. */
  run(cursor: number, passes: number, end: number, work: number): number {
    const m = this.#cells;
    const word = (address: number) => m[cellOf(address)];
    const put = (address: number, value: number) => {
      m[cellOf(address)] = value;
    };
    let pass = word(cursor);
    let at = word(cursor + CURSOR_RECORD);
    let left = work;
    let first = true;
    for (; pass < end; pass++, at = 0) {
      const entry = passes + pass * PASS_BYTES;
      put(cursor, pass);
      put(cursor + CURSOR_ROW, word(entry + PASS_ROW));
      put(cursor + CURSOR_STEP, word(entry + PASS_STEP));
      for (; at < word(entry + PASS_RECORDS); at++) {
        const record = word(entry) + at * RECORD_BYTES;
        const cost = word(record + RECORD_WORK);
        if (cost > left && !first) {
          put(cursor + CURSOR_RECORD, at);
          return RUN_MORE;
        }
        left -= cost;
        first = false;
        this.#call(record);
        if (word(cursor + CURSOR_HALT) !== 0) {
          put(cursor + CURSOR_RECORD, at);
          return RUN_HALTED;
        }
      }
    }
    put(cursor, pass);
    put(cursor + CURSOR_RECORD, 0);
    return RUN_DONE;
  }

  #call(record: number): void {
    const m = this.#cells;
    const slot = m[cellOf(record)];
    const kernel = callables[slot - 1];
    if (kernel === undefined) throw new Error(`The record at ${record} names slot ${slot}, which holds no kernel.`);
    const first = cellOf(record + RECORD_OPERANDS);
    const cells = Object.fromEntries(kernel.operands.map(([name, read], i) => [name, read(m[first + i])]));
    kernel.call(m, cells);
  }
}

/** The reference as a compiled core: give it to a network instead of the WebAssembly core. */
export function referenceCore(options: { readonly firstFreeByte?: number } = {}): CompiledCore {
  return Object.freeze({
    kind: "reference" as const,
    async instantiate() {
      return new ReferenceCore(options.firstFreeByte);
    },
  });
}
