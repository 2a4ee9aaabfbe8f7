// Lists of passes: rows and steps of each, moved, walked whole, from the middle, and until a halt.
import { describe, expect, test } from "vitest";
import { Arena } from "../../src/core/arena.ts";
import { Pace } from "../../src/core/pace.ts";
import { PassList, takeCursor } from "../../src/core/passes.ts";
import { writeProgram } from "../../src/core/program.ts";
import { wasmTestCore } from "../support/kernel.ts";

/** A list whose pass k gathers the row at which it runs, and notes 7 as the cost of its step; a guard may halt it. */
async function noting(passes: number) {
  const arena = new Arena(await wasmTestCore());
  const { core } = arena;
  const cursor = takeCursor(arena, "cursor");
  const table = arena.take("table", "float32", 64);
  core.write(
    table,
    Float32Array.from({ length: 64 }, (_, i) => i),
  );
  const outputs = arena.take("outputs", "float32", 1);
  const costs = arena.take("costs", "float32", 32);
  const loss = arena.take("loss", "float64", 3);
  const norm = arena.take("norm", "float64", 2);
  core.write(norm, [0, -1]);
  core.write(loss, [7, 0, 0]);
  const note = writeProgram(arena, "note", (p) => {
    p.emit("gatherRows", { outputs, table, order: null, cursor, rows: 1, width: 1 });
    p.emit("costNote", { costs, loss, cursor, rows: 1 });
    p.emit("gradientsGuard", { cursor, norm, loss, gradients: outputs, count: 1 });
  });
  const list = new PassList(arena, cursor, "passes");
  for (let k = 0; k < passes; k++) list.add(note, 2 * k, k);
  return {
    core,
    list: list.write(),
    table,
    row: () => core.get(outputs),
    noted: () => [...core.read(costs)].flatMap((cost, step) => (cost === 7 ? [step] : [])),
  };
}

describe("a list of passes", () => {
  test("of 1, 4, 5 and 17 passes runs each once, at its row and step, and again when it is run again", async () => {
    for (const passes of [1, 4, 5, 17]) {
      const { list, row, noted } = await noting(passes);
      expect(list.length).toBe(passes);
      for (let k = 0; k < 2; k++) {
        list.run();
        expect(row()).toBe(2 * (passes - 1));
        expect(noted()).toEqual(Array.from({ length: passes }, (_, step) => step));
        expect([list.pass, list.isInside, list.halt]).toEqual([passes, false, 0]);
      }
    }
  });

  test("walks with rests to the same end, and not at all where it is stopped before", async () => {
    const { list, row, noted } = await noting(5);
    await list.walk(new Pace(), () => true);
    expect(noted()).toEqual([]);
    await list.walk(new Pace());
    expect(row()).toBe(8);
    expect(noted()).toEqual([0, 1, 2, 3, 4]);
  });

  test("begins at any pass and ends before any", async () => {
    const { list, noted } = await noting(5);
    list.begin(2);
    list.slice(new Pace(), 4);
    expect(noted()).toEqual([2, 3]);
    expect(list.pass).toBe(4);
  });

  test("moves on and back", async () => {
    const { list, row } = await noting(3);
    for (const first of [10, 3, 0]) {
      list.moveTo(first);
      list.run();
      expect(row()).toBe(first + 4);
    }
  });

  test("stops where a kernel halts it, and says where and why", async () => {
    const { core, list, table, noted } = await noting(5);
    core.set(table, Number.NaN, 4);
    list.run();
    expect(noted()).toEqual([0, 1, 2]);
    expect([list.pass, list.isInside]).toEqual([2, true]);
    expect(list.halt).not.toBe(0);
    list.begin();
    expect([list.pass, list.isInside, list.halt]).toEqual([0, false, 0]);
  });
});
