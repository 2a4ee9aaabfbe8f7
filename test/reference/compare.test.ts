// The comparison of two cores finds the record, the tensor and the element at which they part, and nothing where they do not.
import { describe, expect, test } from "vitest";
import { CURSOR_HALT, PASS_BYTES, RUN_DONE } from "../../assembly/abi.ts";
import { Arena } from "../../src/core/arena.ts";
import { type Core, slice, type Tensor } from "../../src/core/core.ts";
import { denseScratchBytes } from "../../src/core/kernels.ts";
import { Program } from "../../src/core/program.ts";
import { compareCores, referenceCore, type Walk } from "../../src/reference/index.ts";
import { wasmTestCore } from "../support/kernel.ts";
import { noise } from "../support/numbers.ts";

const STEPS = 4;
const ROWS = 5;

/** A linear layer that learns to answer 0, in `STEPS` steps of two passes. */
function training(core: Core) {
  const arena = new Arena(core);
  const take = (name: string, values: ArrayLike<number>, type: Tensor["type"] = "float32") => {
    const tensor = arena.take(name, type, values.length);
    core.write(tensor, values);
    return tensor;
  };
  const zeros = (length: number) => new Float32Array(length);
  const table = take("table", noise(20 * 7, 1));
  const order = take(
    "order",
    Array.from({ length: 20 }, (_, i) => (i * 7) % 20),
    "uint32",
  );
  const parameters = take("θ", noise(3 * 7 + 3, 2));
  const gradients = take("g", zeros(24));
  const inputs = take("inputs", zeros(ROWS * 7));
  const outputs = take("outputs", zeros(ROWS * 3));
  const loss = take("loss", [0, 0, 0], "float64");
  const norm = take("norm", [0, -1], "float64");
  const lambdas = take("lambdas", [0.01, 0.1], "float64");
  const limit = take("limit", [2], "float64");
  const rates = take("rates", [0.1, 0.05, 0.02, 0.01], "float64");
  const costs = take("costs", zeros(STEPS));
  const cursor = take("cursor", zeros(5), "int32");
  const scratch = arena.take("scratch", "float32", denseScratchBytes / 4);
  const weights = slice(parameters, "W", 0, 21);
  const biases = slice(parameters, "b", 21, 3);
  const shape = { rows: ROWS, inputWidth: 7, outputWidth: 3 };

  const forward = new Program();
  forward.emit("gradientsClear", { gradients, loss, count: 24 });
  forward.emit("gatherRows", { outputs: inputs, table, order, cursor, rows: ROWS, width: 7 });
  forward.emit("denseForward", { outputs, inputs, weights, biases, scratch, ...shape });
  const backward = new Program();
  const weightGradients = slice(gradients, "dW", 0, 21);
  const outputGradients = outputs;
  backward.emit("denseWeightBackward", { weightGradients, outputGradients, inputs, scratch, ...shape });
  const biasGradients = slice(gradients, "db", 21, 3);
  backward.emit("denseBiasBackward", { biasGradients, outputGradients, rows: ROWS, outputWidth: 3 });
  backward.emit("penaltyForward", { loss, weights, lambdas, count: 21 });
  backward.emit("penaltyBackward", { gradients: weightGradients, weights, lambdas, count: 21 });
  backward.emit("gradientsGuard", { cursor, norm, loss, gradients, count: 24 });
  backward.emit("gradientsClip", { gradients, norm, limit, count: 24 });
  backward.emit("sgdUpdate", { parameters, gradients, rates, cursor, scratch, count: 24 });
  backward.emit("costNote", { costs, loss, cursor, rows: ROWS });

  const programs = [forward, backward].map((program) => ({
    program,
    written: program.write(core, program.take(arena, "program")),
  }));
  const passes = take(
    "passes",
    Array.from({ length: STEPS }, (_, step) =>
      programs.flatMap(({ written }) => [written.address, written.records, step * ROWS, step]),
    ).flat(),
    "uint32",
  );
  const walk: Walk = { programs, cursor, passes };
  return { walk, parameters, gradients, norm, costs, outputs, cursor, passes };
}

/** A core that does as `core` does, but for `mischief` after one record. */
function spoilt(core: Core, at: { pass: number; record: number }, mischief: (core: Core) => void): Core {
  const handler: ProxyHandler<Core> = {
    get(target, property) {
      if (property !== "run") {
        const value = Reflect.get(target, property, target);
        return typeof value === "function" ? value.bind(target) : value;
      }
      return (cursor: number, ...rest: [number, number, number]) => {
        const words = target.read({ name: "cursor", type: "int32", address: cursor, length: 5 });
        const answer = target.run(cursor, ...rest);
        if (words[0] === at.pass && words[1] === at.record) mischief(target);
        return answer;
      };
    },
  };
  return new Proxy(core, handler);
}

describe("compareCores", () => {
  test("finds nothing in a training, within 1e-5, and walks the core as run does", async () => {
    const core = await wasmTestCore();
    const other = await wasmTestCore();
    const reference = await referenceCore().instantiate();
    const { walk, parameters, costs, cursor } = training(core);
    expect(compareCores(core, reference, walk)).toBeNull();
    training(other);
    expect(other.run(cursor.address, walk.passes.address, 2 * STEPS, 2 ** 30)).toBe(RUN_DONE);
    expect(core.read(parameters)).toEqual(other.read(parameters));
    expect(core.read(costs)).toEqual(other.read(costs));
    expect([...core.read(cursor)]).toEqual([2 * STEPS, 0, (STEPS - 1) * ROWS, STEPS - 1, 0]);
    expect([...reference.read(parameters)]).toEqual([...core.read(parameters)]);
  });

  test("finds nothing between two references, or two wasm cores, with no tolerance at all", async () => {
    const exact = { relative: 0, absolute: 0, ofLargest: 0 };
    for (const make of [wasmTestCore, () => referenceCore().instantiate()]) {
      const core = await make();
      expect(compareCores(core, await make(), training(core).walk, exact)).toBeNull();
    }
  });

  test("goes on from the cursor, to a pass", async () => {
    const core = await wasmTestCore();
    const reference = await referenceCore().instantiate();
    const { walk, cursor } = training(core);
    for (const end of [3, 3, 8]) {
      expect(compareCores(core, reference, { ...walk, end })).toBeNull();
      const pass = core.get(cursor);
      // the core stands at the pass it was to stop before
      expect(pass).toBe(end);
    }
  });

  test("names the first record, its operand, the element and the values where a number is off by 1e-3", async () => {
    const core = await wasmTestCore();
    const { walk, gradients } = training(core);
    const wrong = spoilt(core, { pass: 3, record: 1 }, (c) => c.set(gradients, c.get(gradients, 22) + 1e-3, 22));
    const parting = compareCores(wrong, await referenceCore().instantiate(), walk);
    expect(parting).toMatchObject({
      pass: 3,
      record: 1,
      kernel: "denseBiasBackward",
      operand: "biasGradients",
      tensor: "db",
      element: 1,
    });
    expect((parting?.core ?? 0) - (parting?.reference ?? 0)).toBeCloseTo(1e-3, 6);
    expect(parting?.allowed).toBeLessThan(1e-4);
  });

  test("a wider tolerance lets the same number pass, and an early rounding is not blamed on later records", async () => {
    const core = await wasmTestCore();
    const { walk, outputs } = training(core);
    const wrong = spoilt(core, { pass: 0, record: 2 }, (c) => c.set(outputs, c.get(outputs) + 1e-3));
    const reference = await referenceCore().instantiate();
    expect(compareCores(wrong, reference, walk, { absolute: 2e-3 })).toBeNull();
    const again = training(core).walk;
    const parting = compareCores(wrong, reference, again);
    expect(parting).toMatchObject({ pass: 0, record: 2, kernel: "denseForward", operand: "outputs", element: 0 });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e30])("a single %d is found", async (odd) => {
    const core = await wasmTestCore();
    const { walk, parameters } = training(core);
    const wrong = spoilt(core, { pass: 1, record: 6 }, (c) => c.set(parameters, odd, 5));
    expect(compareCores(wrong, await referenceCore().instantiate(), walk)).toMatchObject({
      pass: 1,
      record: 6,
      kernel: "sgdUpdate",
      tensor: "θ",
      element: 5,
      core: Math.fround(odd),
    });
  });

  test("integers are compared exactly, and so is the cursor", async () => {
    const core = await wasmTestCore();
    const { walk, cursor } = training(core);
    const wrong = spoilt(core, { pass: 2, record: 0 }, (c) => c.set(cursor, 1, CURSOR_HALT / 4));
    expect(compareCores(wrong, await referenceCore().instantiate(), walk)).toMatchObject({
      pass: 2,
      record: 0,
      operand: "cursor",
      element: 4,
      core: 1,
      reference: 0,
    });
  });

  test("NaN in both is agreement, and a halt ends the comparison", async () => {
    const core = await wasmTestCore();
    const { walk, parameters, cursor } = training(core);
    core.set(parameters, Number.NaN, 2);
    expect(compareCores(core, await referenceCore().instantiate(), walk)).toBeNull();
    expect([...core.read(cursor)]).toEqual([1, 4, 0, 0, 1]);
  });

  test("a pass that points outside of the given programs is refused", async () => {
    const core = await wasmTestCore();
    const { walk } = training(core);
    const reference = await referenceCore().instantiate();
    expect(() => compareCores(core, reference, { ...walk, programs: walk.programs.slice(0, 1) })).toThrow(
      /compareCores: a pass points at \d+/,
    );
    expect((walk.passes.length * 4) / PASS_BYTES).toBe(2 * STEPS);
  });
});
