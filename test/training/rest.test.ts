// The event loop is never kept: tested on a clock of its own, which runs by the work that is done. No real time is asserted.
import { afterEach, expect, test, vi } from "vitest";
import {
  CURSOR_RECORD,
  CURSOR_ROW,
  CURSOR_STEP,
  PASS_BYTES,
  RECORD_BYTES,
  RECORD_WORK,
  RUN_DONE,
  RUN_MORE,
} from "../../assembly/abi.ts";
import type { CellType, CompiledCore, Core } from "../../src/core/core.ts";
import { type Dataset, Network, sgd } from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import { compiled, turn } from "./support.ts";

const MOST_MILLISECONDS = 50;
const MOST_RECORD = 2 ** 26;

afterEach(() => {
  vi.restoreAllMocks();
});

/** A machine on which time passes by multiply-adds, records are walked but not computed, and the longest silence is noted. */
function simulated(workPerMillisecond: (done: number) => number, millisecondsPerNumber: number) {
  const clock = { time: 0, turns: 0, longest: 0, dearest: 0, done: 0, watching: true };
  vi.spyOn(performance, "now").mockImplementation(() => clock.time);
  const watch = async () => {
    for (let last = 0; clock.watching; last = clock.time) {
      await turn();
      clock.turns++;
      clock.longest = Math.max(clock.longest, clock.time - last);
    }
  };
  const walk = (core: Core) => (cursor: number, passes: number, end: number, work: number) => {
    const at = (address: number, type: CellType = "int32") => ({ name: "", type, address, length: 1 });
    let pass = core.get(at(cursor));
    let record = core.get(at(cursor + CURSOR_RECORD));
    let left = work;
    let first = true;
    const leave = (answer: number) => {
      core.set(at(cursor), pass);
      core.set(at(cursor + CURSOR_RECORD), record);
      return answer;
    };
    for (; pass < end; pass++, record = 0) {
      const [address, records, row, step] = core.read({
        name: "",
        type: "uint32",
        address: passes + pass * PASS_BYTES,
        length: 4,
      });
      core.set(at(cursor + CURSOR_ROW), row);
      core.set(at(cursor + CURSOR_STEP), step);
      for (; record < records; record++) {
        const cost = core.get(at(address + record * RECORD_BYTES + RECORD_WORK));
        if (cost > left && !first) return leave(RUN_MORE);
        left -= cost;
        first = false;
        clock.dearest = Math.max(clock.dearest, cost);
        clock.time += cost / workPerMillisecond(clock.done);
        clock.done += cost;
      }
    }
    return leave(RUN_DONE);
  };
  const core: CompiledCore = {
    kind: "wasm",
    async instantiate() {
      const own = await compiled.instantiate();
      const run = walk(own);
      return new Proxy(own, {
        get(target, property) {
          if (property === "run") return run;
          if (property === "write") {
            return (...given: Parameters<Core["write"]>) => {
              clock.time += given[1].length * millisecondsPerNumber;
              target.write(...given);
            };
          }
          const value = Reflect.get(target, property, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    },
  };
  return { clock, core, watch };
}

/** 60,000 rows of 784 zeros among ten classes. */
const rows = 60_000;
const digits: Dataset = {
  inputs: new Float32Array(rows * 784),
  targets: Float32Array.from({ length: rows }, (_, row) => row % 10),
  rows,
  features: 784,
  outputs: 1,
  classes: Array.from({ length: 10 }, (_, c) => String(c)),
};
const spec = {
  inputs: 784,
  layers: [dense(512, { activation: "relu" }), dense(512, { activation: "relu" }), dense(10)],
  loss: "softmaxCrossEntropy",
};

test.each([
  ["a usual machine", () => 8e6],
  ["a machine a quarter as fast", () => 2e6],
  ["a machine whose first 20 million multiply-adds are four times as slow", (done: number) => (done < 2e7 ? 2e6 : 8e6)],
  ["a machine that becomes twice as slow every now and then", (done: number) => ((done / 1e9) % 2 < 1 ? 8e6 : 4e6)],
])("784-512-512-10 on all of 60,000 rows never keeps the event loop longer than 50 ms on %s", async (_, speed) => {
  // finding a number finite, copying and hashing it: about 6 ns
  const { clock, core, watch } = simulated(speed, 6e-6);
  const network = await Network.create({ ...spec, core });
  clock.time = 0;
  const watching = watch();
  const run = await network.fit(digits, { optimizer: sgd(), batchSize: rows, epochs: 2 });
  clock.watching = false;
  await watching;
  expect(run.steps).toBe(2);
  expect(clock.dearest).toBeLessThanOrEqual(MOST_RECORD);
  expect(clock.longest).toBeLessThan(MOST_MILLISECONDS);
  expect(clock.turns).toBeGreaterThan(clock.time / MOST_MILLISECONDS);
  network.dispose();
});

test("a network of 668,000 weights lets the event loop run while they are drawn", async () => {
  // first the engine's first tier
  const { clock, core, watch } = simulated((done) => (done < 2e7 ? 2e5 : 1e6), 6e-6);
  const watching = watch();
  const network = await Network.create({ ...spec, core });
  clock.watching = false;
  await watching;
  expect(clock.time).toBeGreaterThan(100);
  expect(clock.dearest).toBeLessThanOrEqual(MOST_RECORD);
  expect(clock.longest).toBeLessThan(MOST_MILLISECONDS);
  expect(clock.turns).toBeGreaterThan(clock.time / MOST_MILLISECONDS);
  network.dispose();
});
