// What a core is: memory addressed in bytes, kernels by name, and `run`. Two cores keep this contract:
// WebAssembly (wasmCore.ts) and the JavaScript reference (src/reference).
import type { KernelName } from "./kernelsByName.ts";

export type CellType = "float32" | "float64" | "int32" | "uint32";

/** A named stretch of a core's memory; `length` counts elements, `address` bytes. */
export interface Tensor {
  readonly name: string;
  readonly type: CellType;
  readonly address: number;
  readonly length: number;
}

export const bytesOf = { float32: 4, float64: 8, int32: 4, uint32: 4 } as const satisfies Record<CellType, number>;

/** What `read` gives: a copy. The reference stores float32 tensors in float64. */
export type Values = Float32Array | Float64Array | Int32Array | Uint32Array;

export interface Core {
  readonly kind: "wasm" | "relaxed" | "reference";
  /** First address that is free for tensors. */
  readonly firstFreeByte: number;
  /** Makes every address below `end` usable. @throws {MemoryError} beyond 4 GiB or what the engine gives */
  reserve(end: number): void;
  /** A copy of `count` elements from element `from` on. */
  read(tensor: Tensor, from?: number, count?: number): Values;
  /** Writes `values` from element `at` on. */
  write(tensor: Tensor, values: ArrayLike<number>, at?: number): void;
  get(tensor: Tensor, at?: number): number;
  set(tensor: Tensor, value: number, at?: number): void;
  fill(tensor: Tensor, value: number): void;
  /** Copies all of `from` over `to`, of the same type and length. */
  copy(to: Tensor, from: Tensor): void;
  /** The kernel's place in the table, as records name it. */
  slot(kernel: KernelName): number;
  /** Walks passes from the cursor; see assembly/program/run.ts. */
  run(cursor: number, passes: number, end: number, work: number): number;
}

/** A compiled core; every network makes an instance with a memory of its own from it. */
export interface CompiledCore {
  readonly kind: Core["kind"];
  /** Why this core stands in for the one that was asked for, where it does. */
  readonly note?: string;
  /** What it is compiled to, where it is WebAssembly: another thread can be given it. */
  readonly module?: WebAssembly.Module;
  instantiate(): Promise<Core>;
}

/** `length` elements of `tensor` from element `from` on, as a tensor. */
export function slice(tensor: Tensor, name: string, from: number, length: number): Tensor {
  return { name, type: tensor.type, address: tensor.address + from * bytesOf[tensor.type], length };
}
