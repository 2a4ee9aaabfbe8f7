// The harness itself: it notices a kernel that writes outside, gives in-place operands one tensor, and the cursor's halt.
import { describe, expect, test } from "vitest";
import { cursor, float32, float64, int32, kernelCall, scratch, testCores, zeros } from "./kernel.ts";

const cores = await testCores();

describe.each(cores)("in the %s core", (_, core) => {
  const gather = (outputs: number) =>
    kernelCall(core, "gatherRows", {
      outputs: zeros(outputs),
      table: float32([1, 2, 3, 4, 5, 6]),
      order: null,
      cursor: cursor(),
      rows: 2,
      width: 3,
    });

  test("a word written behind a tensor is an error that says where", () => {
    expect([...gather(6).outputs]).toEqual([1, 2, 3, 4, 5, 6]);
    for (const outputs of [5, 3, 1]) expect(() => gather(outputs)).toThrow(/gatherRows wrote \d words behind outputs/);
  });

  test("a word written before a tensor is an error that says where", () => {
    const note = (step: number) =>
      kernelCall(core, "costNote", {
        costs: zeros(3),
        loss: float64([1, 1, 1]),
        cursor: cursor({ step }),
        rows: 1,
      });
    expect([...note(2).costs]).toEqual([0, 0, 2]);
    expect(() => note(-2)).toThrow(/costNote wrote 2 words before costs/);
  });

  test("the same object for two operands is one tensor, and a null or scratch comes back empty", () => {
    const x = float32([1, 2]);
    const both = kernelCall(core, "denseBiasBackward", {
      biasGradients: x,
      outputGradients: x,
      rows: 1,
      outputWidth: 2,
    });
    expect([...both.biasGradients]).toEqual([2, 4]);
    expect([...both.outputGradients]).toEqual([2, 4]);
    const { scratch: workspace, biases } = kernelCall(core, "denseForward", {
      outputs: zeros(1),
      inputs: float32([2]),
      weights: float32([3]),
      biases: null,
      scratch: scratch(1024),
      rows: 1,
      inputWidth: 1,
      outputWidth: 1,
    });
    expect([workspace.length, biases.length]).toEqual([0, 0]);
  });

  test("the cursor comes back with the row and the step that were asked for, and with the halt", () => {
    const called = kernelCall(core, "gradientsGuard", {
      cursor: cursor({ row: 7, step: 9 }),
      norm: float64([0, 1]),
      loss: float64([0, 0, 0]),
      gradients: zeros(2),
      count: 2,
    });
    expect([...called.cursor].slice(2)).toEqual([7, 9, 2]);
  });

  test("integers keep their type", () => {
    const { table } = kernelCall(core, "gatherRows", {
      outputs: zeros(1),
      table: int32([-5]),
      order: null,
      cursor: cursor(),
      rows: 1,
      width: 1,
    });
    expect(table).toEqual(Int32Array.of(-5));
  });
});
