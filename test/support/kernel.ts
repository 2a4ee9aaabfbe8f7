// Calls one kernel as a program of one record, on either core, with guard words around every tensor.
//   const cores = await testCores();                      // [["wasm", core], ["reference", core]]
//   test.each(cores)("… (%s)", (_, core) => {
//     const { outputs } = kernelCall(core, "reluForward", {
//       outputs: zeros(n),                                // float32 zeros; float32([…]), float64([…]), int32([…]), uint32([…])
//       inputs: float32([-1, 0, 2]),
//       parameter: null,                                  // address 0
//       count: n,                                         // counts are numbers
//     });
//   });
//
// An operand may be given by the same object twice, for kernels that work in place:
//     const x = float32([…]); kernelCall(core, "reluForward", { outputs: x, inputs: x, … })
// `scratch(bytes)` is memory filled with NaN that is not read back. `cursor({ row, step })` is the run's own cursor; what comes
// back is [pass, record, row, step, halt]. What comes back for a null or for scratch is an empty array.
// A core's float32 comes back as Float32Array from wasm and as Float64Array from the reference.
import { readFileSync } from "node:fs";
import { ALIGNMENT_BYTES, PASS_BYTES, RUN_DONE, RUN_HALTED } from "../../assembly/abi.ts";
import { Arena } from "../../src/core/arena.ts";
import { bytesOf, type CellType, type CompiledCore, type Core, type Tensor, type Values } from "../../src/core/core.ts";
import type { KernelOperands } from "../../src/core/kernels.ts";
import type { KernelName } from "../../src/core/kernelsByName.ts";
import { type Operands, Program } from "../../src/core/program.ts";
import { wasmCore } from "../../src/core/wasmCore.ts";
import { referenceCore } from "../../src/reference/index.ts";

/** What stands in a tensor before the call. */
export interface Cells {
  readonly type: CellType;
  readonly values: ArrayLike<number>;
  readonly use?: "scratch" | "cursor";
}

export const float32 = (values: ArrayLike<number>): Cells => ({ type: "float32", values });
export const float64 = (values: ArrayLike<number>): Cells => ({ type: "float64", values });
export const int32 = (values: ArrayLike<number>): Cells => ({ type: "int32", values });
export const uint32 = (values: ArrayLike<number>): Cells => ({ type: "uint32", values });
/** `count` float32 zeros. */
export const zeros = (count: number): Cells => float32(new Float32Array(count));
/** Scratch of so many bytes, filled with NaN: a kernel must not need what stands in it. */
export const scratch = (bytes: number): Cells => ({
  type: "float32",
  values: { length: bytes / 4 }, // left as the guard words are: NaN
  use: "scratch",
});
/** The run's cursor, with the row and the step that the kernel shall see. */
export const cursor = ({ row = 0, step = 0 } = {}): Cells => ({
  type: "int32",
  values: [0, 0, row, step, 0],
  use: "cursor",
});

/** A kernel's operands for `kernelCall`: cells or null for an address, a number for a count. */
export type CellsFor<K extends KernelName> = {
  readonly [O in keyof KernelOperands[K]]: KernelOperands[K][O] extends "count" ? number : Cells | null;
};
/** What stands in each address operand after the call. */
export type ValuesOf<K extends KernelName> = {
  readonly [O in keyof KernelOperands[K] as KernelOperands[K][O] extends "count" ? never : O]: Values;
};

/** A fresh instance of each core, by name, for `test.each`. */
export async function testCores(): Promise<readonly (readonly [string, Core])[]> {
  return [
    ["wasm", await wasmTestCore()],
    ["reference", await referenceCore().instantiate()],
  ];
}

/** The core as it stands in build/. */
export function compiledTestCore(): CompiledCore {
  const bytes = readFileSync(new URL("../../build/core.wasm", import.meta.url));
  return wasmCore("wasm", new WebAssembly.Module(bytes));
}

/** A fresh instance of it. */
export const wasmTestCore = (): Promise<Core> => compiledTestCore().instantiate();

const GUARD = 0x7fc0dead; // as a float32 a NaN, so that what is read outside shows in the results
const GUARD_WORDS = ALIGNMENT_BYTES / 4;

interface Guarded {
  readonly tensor: Tensor;
  readonly block: Tensor;
}

/** A tensor with these cells, between guard words that also fill the rest of its last 64 bytes. */
function guarded(arena: Arena, name: string, cells: Cells): Guarded {
  const words = (cells.values.length * bytesOf[cells.type]) / 4;
  const length = GUARD_WORDS * (2 + Math.ceil(words / GUARD_WORDS));
  const block = arena.take(`guards of ${name}`, "uint32", length, { zeroed: false });
  arena.core.fill(block, GUARD);
  const address = block.address + GUARD_WORDS * 4;
  const tensor = { name, type: cells.type, address, length: cells.values.length };
  if (cells.use !== "scratch") arena.core.write(tensor, cells.values);
  return { tensor, block };
}

/** @throws {Error} where a word around the tensor is not what it was */
function requireGuards(core: Core, kernel: string, { tensor, block }: Guarded): void {
  const end = GUARD_WORDS + (tensor.length * bytesOf[tensor.type]) / 4;
  const isTouched = (word: number) => word !== GUARD;
  const before = Array.from(core.read(block, 0, GUARD_WORDS)).findIndex(isTouched);
  const after = Array.from(core.read(block, end)).findIndex(isTouched);
  if (before >= 0) throw new Error(`${kernel} wrote ${GUARD_WORDS - before} words before ${tensor.name}`);
  if (after >= 0) throw new Error(`${kernel} wrote ${after + 1} words behind ${tensor.name}`);
}

const arenas = new WeakMap<Core, Arena>();

/**
 * Runs one kernel once, through `run`, and gives what then stands in every address operand.
 * @throws {Error} where the kernel wrote outside of its operands
 */
export function kernelCall<K extends KernelName>(core: Core, kernel: K, operands: CellsFor<K>): ValuesOf<K> {
  const arena = arenas.get(core) ?? new Arena(core);
  arenas.set(core, arena);
  const mark = arena.mark();
  const placed = new Map<Cells, Guarded>();
  const place = (name: string, cells: Cells): Guarded => {
    const made = placed.get(cells) ?? guarded(arena, name, cells);
    placed.set(cells, made);
    return made;
  };
  const given = Object.entries(operands) as [string, Cells | number | null][];
  const own = given.map(([, value]) => value).find((v) => typeof v === "object" && v?.use === "cursor") as
    | Cells
    | undefined;
  const position = own ?? cursor();
  const at = place("cursor", position).tensor;
  const program = new Program();
  const named = given.map(([name, v]) => [name, typeof v === "object" && v !== null ? place(name, v).tensor : v]);
  program.emit(kernel, Object.fromEntries(named) as Operands<K>);
  const { address } = program.write(core, program.take(arena, "program"));
  const passes = arena.take("passes", "int32", PASS_BYTES / 4);
  core.write(passes, [address, 1, position.values[2], position.values[3]]);
  const answer = core.run(at.address, passes.address, 1, 1);
  if (answer !== RUN_DONE && answer !== RUN_HALTED) throw new Error(`run answered ${answer}`);
  for (const one of placed.values()) requireGuards(core, kernel, one);
  const values = given
    .filter(([, value]) => typeof value !== "number")
    .map(([name, value]) => {
      const cells = value as Cells | null;
      const found = cells === null || cells.use === "scratch" ? undefined : placed.get(cells);
      return [name, found === undefined ? new Float32Array(0) : core.read(found.tensor)];
    });
  arena.release(mark);
  return Object.fromEntries(values) as ValuesOf<K>;
}
