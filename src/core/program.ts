// A training step as a list of records: kernels by name, operands as tensors and counts.
import { RECORD_BYTES, RECORD_OPERANDS, RECORD_WORK } from "../../assembly/abi.ts";
import type { Arena } from "./arena.ts";
import type { Core, Tensor } from "./core.ts";
import type { KernelOperands } from "./kernels.ts";
import { type KernelName, kernelsByName } from "./kernelsByName.ts";

/** A kernel's operands by name: a tensor (or null, address 0) for an address, a number for a count. */
export type Operands<K extends KernelName> = {
  readonly [O in keyof KernelOperands[K]]: KernelOperands[K][O] extends "count" ? number : Tensor | null;
};
/** The kernels that take exactly these operands. */
export type KernelsTaking<Names extends string> = {
  [K in KernelName]: [keyof KernelOperands[K], Names] extends [Names, keyof KernelOperands[K]] ? K : never;
}[KernelName];

/** One call: what `run` will do, before it is written to memory. */
export interface ProgramRecord {
  readonly kernel: KernelName;
  readonly operands: Readonly<Record<string, Tensor | number | null>>;
}

/** Where a program lies in memory. */
export interface Written {
  readonly address: number;
  readonly records: number;
}

/** What a record costs, in multiply-adds. */
export function workOf({ kernel, operands }: ProgramRecord): number {
  const { work: each, counts } = kernelsByName[kernel];
  let work = each;
  for (const name of counts) work *= Math.max(1, operands[name] as number);
  return Math.min(work, 2 ** 30);
}

/** Where records are put together before they are copied to memory: one for all programs, as long as the longest. */
let image = new Uint32Array(0);

export class Program {
  readonly records: ProgramRecord[] = [];

  /** Appends one call. Operands are named; a wrong name or kind is a compile error. */
  emit<K extends KernelName>(kernel: K, operands: Operands<K>): void {
    this.records.push({ kernel, operands: operands as ProgramRecord["operands"] });
  }

  /** Memory for this program's records. */
  take(arena: Arena, name: string): Tensor {
    return arena.take(name, "uint32", (this.records.length * RECORD_BYTES) / 4, { zeroed: false });
  }

  /** Writes the records to `memory`, each as [slot, work, operands …]; what follows a record's operands is never read. */
  write(core: Core, memory: Tensor): Written {
    const { records } = this;
    const length = (records.length * RECORD_BYTES) / 4;
    if (image.length < length) image = new Uint32Array(length);
    let at = 0;
    for (const record of records) {
      image[at] = core.slot(record.kernel);
      image[at + RECORD_WORK / 4] = workOf(record);
      let to = at + RECORD_OPERANDS / 4;
      for (const operand of kernelsByName[record.kernel].names) {
        const value = record.operands[operand];
        image[to++] = value === null ? 0 : typeof value === "number" ? value : value.address;
      }
      at += RECORD_BYTES / 4;
    }
    core.write(memory, image.subarray(0, length));
    return { address: memory.address, records: records.length };
  }

  /** The records as text, one a line: each operand's name, and its tensor with length and address. */
  toString(): string {
    const operand = (value: Tensor | number | null) =>
      value === null
        ? "–"
        : typeof value === "number"
          ? String(value)
          : `${value.name}[${value.length}]${value.address === 0 ? "" : `@${value.address}`}`;
    return this.records
      .map(({ kernel, operands }, i) => {
        const named = kernelsByName[kernel].names.map((name) => `${name}=${operand(operands[name])}`);
        return `${String(i).padStart(3)}  ${kernel.padEnd(26)} ${named.join(" ")}`;
      })
      .join("\n");
  }
}

/** Writes what `emit` emits to memory of its own. */
export function writeProgram(arena: Arena, name: string, emit: (program: Program) => void): Written {
  const program = new Program();
  emit(program);
  return program.write(arena.core, program.take(arena, name));
}
