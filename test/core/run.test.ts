// How `run` walks passes and records: on both cores the same.
import { beforeEach, describe, expect, test } from "vitest";
import { HALT_NOT_FINITE, RECORD_BYTES, RUN_DONE, RUN_HALTED, RUN_MORE } from "../../assembly/abi.ts";
import { Arena } from "../../src/core/arena.ts";
import { slice, type Tensor } from "../../src/core/core.ts";
import { Program, workOf } from "../../src/core/program.ts";
import { testCores } from "../support/kernel.ts";

const cores = await testCores();

describe.each(cores)("in the %s core", (_, core) => {
  const arena = new Arena(core);
  const start = arena.mark();
  let cursor: Tensor;
  let loss: Tensor;
  let weights: Tensor;
  let lambdas: Tensor;

  beforeEach(() => {
    arena.release(start);
    cursor = arena.take("cursor", "int32", 5);
    loss = arena.take("loss", "float64", 3);
    weights = arena.take("weights", "float32", 8);
    lambdas = arena.take("lambdas", "float64", 2);
    core.write(weights, [1, 10, 100, 1000]);
    core.write(lambdas, [1, 0]);
  });

  /** A program whose record i adds 10^i to the penalty, `count` elements long so that it costs 4 · count. */
  function adding(records: number, count = 1) {
    const program = new Program();
    for (let i = 0; i < records; i++) {
      const zeros = arena.take("w", "float32", count);
      core.set(zeros, 10 ** i);
      program.emit("penaltyForward", { loss, weights: zeros, lambdas, count });
    }
    return { ...program.write(core, program.take(arena, "program")), work: workOf(program.records[0]) };
  }

  /** Passes [address, records, row, step]. */
  function passesOf(...passes: readonly (readonly [number, number, number?, number?])[]) {
    const memory = arena.take("passes", "uint32", passes.length * 4);
    core.write(
      memory,
      passes.flatMap(([address, records, row = 0, step = 0]) => [address, records, row, step]),
    );
    return memory.address;
  }

  const penalty = () => core.get(loss, 2);
  const where = () => [...core.read(cursor)];

  test("it runs every record of every pass in order, and answers done with the cursor after the last pass", () => {
    const { address, records } = adding(3);
    const passes = passesOf([address, records], [address, records]);
    expect(core.run(cursor.address, passes, 2, 1e6)).toBe(RUN_DONE);
    expect(penalty()).toBe(222);
    expect(where()).toEqual([2, 0, 0, 0, 0]);
    expect(core.run(cursor.address, passes, 2, 1e6)).toBe(RUN_DONE);
    expect(penalty(), "a walk that is done does nothing").toBe(222);
  });

  test("a pass may begin in the middle of a program and may hold no record at all", () => {
    const { address, records } = adding(4);
    const passes = passesOf(
      [address, 0],
      [address + RECORD_BYTES, 2],
      [address, 0],
      [address + 3 * RECORD_BYTES, records - 3],
      [address, 0],
    );
    expect(core.run(cursor.address, passes, 5, 1e6)).toBe(RUN_DONE);
    expect(penalty()).toBe(1110);
    expect(where()[0]).toBe(5);
  });

  test("it stops before pass `end`, and goes on from there", () => {
    const { address, records } = adding(1);
    const passes = passesOf(...Array.from({ length: 5 }, () => [address, records] as const));
    expect(core.run(cursor.address, passes, 2, 1e6)).toBe(RUN_DONE);
    expect(penalty()).toBe(2);
    expect(where()[0]).toBe(2);
    expect(core.run(cursor.address, passes, 2, 1e6)).toBe(RUN_DONE);
    expect(penalty()).toBe(2);
    expect(core.run(cursor.address, passes, 5, 1e6)).toBe(RUN_DONE);
    expect(penalty()).toBe(5);
  });

  test("a walk without passes is done at once", () => {
    expect(core.run(cursor.address, 0, 0, 1)).toBe(RUN_DONE);
    expect(where()).toEqual([0, 0, 0, 0, 0]);
  });

  test("the first record always runs, however little work is left", () => {
    const { address, records, work } = adding(3, 8);
    expect(work).toBe(32);
    const passes = passesOf([address, records]);
    for (const [budget, expected] of [
      [1, 1],
      [0, 11],
      [-5, 111],
    ])
      expect([core.run(cursor.address, passes, 1, budget), penalty()]).toEqual([
        expected === 111 ? RUN_DONE : RUN_MORE,
        expected,
      ]);
  });

  test("it stops before a record that would exceed the work, and answers more", () => {
    const { address, records, work } = adding(5, 8);
    const passes = passesOf([address, records]);
    expect(core.run(cursor.address, passes, 1, 3 * work - 1)).toBe(RUN_MORE);
    expect(penalty()).toBe(11);
    expect(where().slice(0, 2)).toEqual([0, 2]);
    expect(core.run(cursor.address, passes, 1, 2 * work)).toBe(RUN_MORE);
    expect(penalty()).toBe(1111);
    expect(where().slice(0, 2)).toEqual([0, 4]);
    expect(core.run(cursor.address, passes, 1, work)).toBe(RUN_DONE);
    expect(penalty()).toBe(11111);
  });

  test("work runs out at the end of a pass: the cursor stands at the next pass's first record", () => {
    const { address, records, work } = adding(2);
    const passes = passesOf([address, records, 5, 6], [address, records, 7, 8]);
    expect(core.run(cursor.address, passes, 2, 2 * work)).toBe(RUN_MORE);
    expect(where()).toEqual([1, 0, 7, 8, 0]);
    expect(core.run(cursor.address, passes, 2, 2 * work)).toBe(RUN_DONE);
    expect(penalty()).toBe(22);
  });

  test("cut at any work, the walk runs the same records", () => {
    const { address, records, work } = adding(3);
    for (let budget = 1; budget < 10 * work; budget += work - 1) {
      const passes = passesOf([address, records], [address, 0], [address, 2]);
      core.fill(cursor, 0);
      core.fill(loss, 0);
      let calls = 0;
      while (core.run(cursor.address, passes, 3, budget) === RUN_MORE) calls++;
      expect(penalty()).toBe(122);
      expect(calls).toBeLessThanOrEqual(4);
      expect(where()[0]).toBe(3);
    }
  });

  test("kernels see the row of their pass", () => {
    const table = arena.take("table", "float32", 20);
    const outputs = arena.take("outputs", "float32", 12);
    core.write(
      table,
      Array.from({ length: 20 }, (_, i) => i),
    );
    const program = new Program();
    for (let i = 0; i < 2; i++)
      program.emit("gatherRows", {
        outputs: slice(outputs, `outputs ${i}`, 4 * i, 4),
        table,
        order: null,
        cursor,
        rows: 2,
        width: 2,
      });
    const { address } = program.write(core, program.take(arena, "program"));
    expect(core.run(cursor.address, passesOf([address, 1, 3, 0], [address + RECORD_BYTES, 1, 7, 0]), 2, 1e6)).toBe(
      RUN_DONE,
    );
    expect([...core.read(outputs)]).toEqual([6, 7, 8, 9, 14, 15, 16, 17, 0, 0, 0, 0]);
  });

  test("kernels see the step of their pass, also after going on", () => {
    const costs = arena.take("costs", "float32", 6);
    core.write(loss, [6, 0, 0]);
    const program = new Program();
    program.emit("costNote", { costs, loss, cursor, rows: 3 });
    program.emit("costNote", { costs, loss, cursor, rows: 2 });
    const { address } = program.write(core, program.take(arena, "program"));
    const passes = passesOf([address, 1, 0, 4], [address, 2, 0, 1]);
    expect(core.run(cursor.address, passes, 2, 1)).toBe(RUN_MORE);
    expect([...core.read(costs)]).toEqual([0, 0, 0, 0, 2, 0]);
    expect(core.run(cursor.address, passes, 2, 1)).toBe(RUN_MORE);
    expect([...core.read(costs)]).toEqual([0, 2, 0, 0, 2, 0]);
    expect(where()).toEqual([1, 1, 0, 1, 0]);
    core.set(cursor, 99, 3);
    expect(core.run(cursor.address, passes, 2, 1)).toBe(RUN_DONE);
    expect([...core.read(costs)]).toEqual([0, 3, 0, 0, 2, 0]);
  });

  test("it halts after the record that sets the cursor's halt, with the cursor on that record", () => {
    const norm = arena.take("norm", "float64", 2);
    core.set(norm, -1, 1);
    const program = new Program();
    program.emit("penaltyForward", { loss, weights, lambdas, count: 1 });
    program.emit("gradientsGuard", { cursor, norm, loss, gradients: weights, count: 4 });
    program.emit("penaltyForward", { loss, weights, lambdas, count: 2 });
    const { address, records } = program.write(core, program.take(arena, "program"));
    const passes = passesOf([address, records, 0, 0], [address, records, 0, 1]);
    expect(core.run(cursor.address, passes, 2, 1e6)).toBe(RUN_DONE);
    expect(penalty()).toBe(24);
    core.set(weights, Number.NaN, 3);
    core.fill(cursor, 0);
    core.set(cursor, 1);
    expect(core.run(cursor.address, passes, 2, 1e6)).toBe(RUN_HALTED);
    expect(where()).toEqual([1, 1, 0, 1, HALT_NOT_FINITE]);
    expect(penalty(), "the record behind the guard has not run").toBe(25);
  });

  test("a record of a slot that is empty throws and leaves the core usable", () => {
    const { address, records } = adding(1);
    const memory: Tensor = { name: "record", type: "uint32", address, length: RECORD_BYTES / 4 };
    const passes = passesOf([address, records]);
    const slot = core.slot("penaltyForward");
    for (const wrong of [0, 0xffff, 2 ** 31]) {
      core.set(memory, wrong);
      expect(() => core.run(cursor.address, passes, 1, 1), String(wrong)).toThrow();
      expect(penalty()).toBe(0);
      expect(where()).toEqual([0, 0, 0, 0, 0]);
    }
    core.set(memory, slot);
    expect(core.run(cursor.address, passes, 1, 1)).toBe(RUN_DONE);
    expect(penalty()).toBe(1);
  });
});
