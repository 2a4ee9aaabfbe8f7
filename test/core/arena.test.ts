// The arena hands out aligned, zeroed memory and takes it back: on both cores.
import { beforeEach, describe, expect, test } from "vitest";
import { ALIGNMENT_BYTES, RUN_DONE } from "../../assembly/abi.ts";
import { Arena } from "../../src/core/arena.ts";
import type { CellType, Core } from "../../src/core/core.ts";
import { MemoryError } from "../../src/core/errors.ts";
import { denseScratchBytes } from "../../src/core/kernels.ts";
import { Program } from "../../src/core/program.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { wasmTestCore } from "../support/kernel.ts";

const types: readonly CellType[] = ["float32", "float64", "int32", "uint32"];

describe.each(["wasm", "reference"] as const)("in the %s core", (kind) => {
  let core: Core;
  beforeEach(async () => {
    core = await (kind === "wasm" ? wasmTestCore() : referenceCore().instantiate());
  });

  test("every tensor begins at a multiple of 64 bytes, behind the one before", () => {
    const arena = new Arena(core);
    let end = core.firstFreeByte;
    for (const type of types)
      for (const length of [0, 1, 3, 15, 16, 17, 1000]) {
        const tensor = arena.take("t", type, length);
        expect(tensor.address % ALIGNMENT_BYTES).toBe(0);
        expect(tensor.address).toBeGreaterThanOrEqual(end);
        expect(tensor).toMatchObject({ name: "t", type, length });
        end = tensor.address + length * (type === "float64" ? 8 : 4);
      }
  });

  test("a tensor holds what was written, in each of the four types, also after memory has grown", () => {
    const arena = new Arena(core);
    const values = {
      float32: [1.5, -0.25, 3e38],
      float64: [Math.PI, -1e300, 2 ** -1074],
      int32: [-1, 2 ** 31 - 1, -(2 ** 31)],
      uint32: [0, 2 ** 32 - 1, 7],
    };
    const tensors = types.map((type) => arena.take(type, type, 3));
    for (const tensor of tensors) core.write(tensor, values[tensor.type]);
    const large = arena.take("large", "float64", 200_000);
    core.set(large, 42, 199_999);
    expect(core.get(large, 199_999)).toBe(42);
    for (const tensor of tensors) {
      const expected =
        kind === "wasm" && tensor.type === "float32" ? values.float32.map(Math.fround) : values[tensor.type];
      expect([...core.read(tensor)]).toEqual(expected);
      expect([...core.read(tensor, 1)]).toEqual(expected.slice(1));
      expect([...core.read(tensor, 1, 1)]).toEqual(expected.slice(1, 2));
      core.write(tensor, [5], 2);
      core.set(tensor, 4, 1);
      expect([...core.read(tensor)]).toEqual([expected[0], 4, 5]);
      core.fill(tensor, 9);
      expect([...core.read(tensor)]).toEqual([9, 9, 9]);
    }
  });

  test("what is read is a copy", () => {
    const tensor = new Arena(core).take("t", "float32", 4);
    core.write(tensor, [1, 2, 3, 4]);
    const copy = core.read(tensor);
    copy[0] = 99;
    expect(core.get(tensor)).toBe(1);
    core.set(tensor, 7, 1);
    expect(copy[1]).toBe(2);
  });

  test("after release the same memory is handed out again, zeroed", () => {
    const arena = new Arena(core);
    const kept = arena.take("kept", "float32", 5);
    core.fill(kept, 3);
    const mark = arena.mark();
    const first = arena.take("first", "float32", 100);
    core.fill(first, 1);
    arena.release(mark);
    expect(arena.mark()).toBe(mark);
    const second = arena.take("second", "float64", 37);
    expect(second.address).toBe(first.address);
    expect([...core.read(second)]).toEqual(new Array(37).fill(0));
    const third = arena.take("third", "float32", 60);
    expect([...core.read(third)]).toEqual(new Array(60).fill(0));
    expect([...core.read(kept)]).toEqual([3, 3, 3, 3, 3]);
  });

  test("with zeroed: false it holds what stood there", () => {
    const arena = new Arena(core);
    const mark = arena.mark();
    core.write(arena.take("first", "int32", 3), [4, 5, 6]);
    arena.release(mark);
    expect([...core.read(arena.take("second", "int32", 3, { zeroed: false }))]).toEqual([4, 5, 6]);
  });

  test("beyond 4 GiB a MemoryError says so, and nothing has changed", () => {
    const arena = new Arena(core);
    const before = arena.take("before", "float32", 2);
    core.write(before, [1, 2]);
    const mark = arena.mark();
    for (const length of [2 ** 30, 2 ** 31, 2 ** 40])
      expect(() => arena.take("huge", "float32", length)).toThrow(MemoryError);
    expect(() => arena.take("huge", "float64", 2 ** 30)).toThrow(/4 GiB/);
    expect(arena.mark()).toBe(mark);
    expect([...core.read(before)]).toEqual([1, 2]);
    const after = arena.take("after", "float32", 2);
    expect(after.address).toBe(mark);
    expect([...core.read(after)]).toEqual([0, 0]);
  });
});

test("above 2 GiB the host, the walk and the kernels find everything where it lies", async () => {
  const core = await wasmTestCore();
  const arena = new Arena(core);
  arena.take("lower half", "float32", 2 ** 29, { zeroed: false });
  const weights = arena.take("weights", "float32", 6);
  const outputs = arena.take("outputs", "float32", 4);
  const cursor = arena.take("cursor", "int32", 5);
  expect(weights.address).toBeGreaterThan(2 ** 31);
  core.write(weights, [1, 2, 3, 4, 5, 6]);
  const program = new Program();
  const scratch = arena.take("scratch", "float32", denseScratchBytes / 4);
  const shape = { rows: 2, inputWidth: 3, outputWidth: 2 };
  program.emit("denseForward", { outputs, inputs: weights, weights, biases: null, scratch, ...shape });
  const written = program.write(core, program.take(arena, "program"));
  const passes = arena.take("passes", "uint32", 4);
  core.write(passes, [written.address, written.records, 0, 0]);
  expect(core.run(cursor.address, passes.address, 1, 1e6)).toBe(RUN_DONE);
  expect([...core.read(outputs)]).toEqual([14, 32, 32, 77]);
  expect([...core.read(cursor)]).toEqual([1, 0, 0, 0, 0]);
});
