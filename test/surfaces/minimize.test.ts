// minimize: what it asks of a function, what it gives back, and what it refuses.
import { describe, expect, test } from "vitest";
import { OptionError, ShapeError } from "../../src/core/errors.ts";
import { adam } from "../../src/optimizers/adam.ts";
import { sgd } from "../../src/optimizers/sgd.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { halveEvery } from "../../src/schedules/halveEvery.ts";
import { reduceOnPlateau } from "../../src/schedules/reduceOnPlateau.ts";
import { type Differentiable, type MinimizeOptions, minimize } from "../../src/surfaces/minimize.ts";
import { surfaces } from "../../src/surfaces/surfaces.ts";

const optimizer = sgd({ learningRate: 0.5 });
const parabola: Differentiable = { value: ([x]) => x * x, gradient: ([x]) => [2 * x] };
const options = { start: [1], optimizer, steps: 3 };
const refused = (f: unknown, given: unknown) => minimize(f as Differentiable, given as MinimizeOptions);

describe("a run", () => {
  test("has steps + 1 points and values, the start first", async () => {
    const { path, values } = await minimize(surfaces.beale, { start: [1, 1], optimizer: adam(), steps: 10 });
    expect(path.length).toBe(11);
    expect(Array.from(path[0])).toEqual([1, 1]);
    expect(values).toEqual(path.map((x) => surfaces.beale.value(x)));
  });

  test("of 0 steps is its start", async () => {
    expect(await minimize(parabola, { ...options, steps: 0 })).toEqual({ path: [new Float32Array([1])], values: [1] });
  });

  test("asks for the gradient once per step, with the 0-based step, and for the value once per point", async () => {
    const asked: number[] = [];
    let values = 0;
    const f: Differentiable = {
      value: () => values++,
      gradient: (x, step) => {
        asked.push(step);
        x[0] = 99; // a copy: the path does not see it
        return [1];
      },
    };
    const { path } = await minimize(f, { start: [1], optimizer: sgd({ learningRate: 1 }), steps: 4 });
    expect(asked).toEqual([0, 1, 2, 3]);
    expect(values).toBe(5);
    expect(path.map((x) => x[0])).toEqual([1, 0, -1, -2, -3]);
  });

  test.each(["epoch", "step"] as const)("counts its schedule's t in steps, also with per: %s", async (per) => {
    const f: Differentiable = { value: () => 0, gradient: () => [1] };
    const schedule = halveEvery(2, { per });
    const { path } = await minimize(f, { start: [0], optimizer: sgd({ learningRate: 1 }), steps: 6, schedule });
    expect(path.map((x) => 0 - x[0])).toEqual([0, 1, 2, 2.5, 3, 3.25, 3.5]);
  });

  test("is the same to the last bit when it is run again", async () => {
    const run = () => minimize(surfaces.noisyMoons, { start: [-1.5, -0.5, 0], optimizer: adam(), steps: 150 });
    expect(await run()).toEqual(await run());
  });

  test("takes typed arrays for start and gradient", async () => {
    const f: Differentiable = { value: () => 0, gradient: () => new Float64Array([1]) };
    const { path } = await minimize(f, { start: new Float32Array([2]), optimizer, steps: 1 });
    expect(path[1][0]).toBe(1.5);
  });

  test("keeps its length when the value is lost", async () => {
    const f: Differentiable = { value: ([x]) => x ** 4, gradient: ([x]) => [4 * x ** 3] };
    const { path, values } = await minimize(f, { start: [10], optimizer: sgd({ learningRate: 1 }), steps: 20 });
    expect(path.length).toBe(21);
    expect(values.length).toBe(21);
    expect(Number.isFinite(values[20])).toBe(false);
  });

  test("on the reference computes in float64", async () => {
    const core = referenceCore();
    const { path } = await minimize(parabola, { start: [0.1], optimizer: sgd({ learningRate: 0.25 }), steps: 1, core });
    expect(path[1][0]).toBe(0.1 - 0.25 * 0.2);
  });
});

describe("refuses", () => {
  const starts = [undefined, [], [Number.NaN], [1e39], ["1"], "1", { 0: 1 }];
  test.each(starts.map((start) => [start]))("the start %o", async (start) => {
    await expect(refused(parabola, { ...options, start })).rejects.toThrow(/^minimize\.start: got/);
  });

  test.each([[undefined], [-1], [1.5], ["3"], [Number.NaN]])("steps %o", async (steps) => {
    await expect(refused(parabola, { ...options, steps })).rejects.toThrow("minimize.steps: got");
  });

  test.each([[undefined], ["adam"], [adam]])("the optimizer %o", async (given) => {
    await expect(refused(parabola, { ...options, optimizer: given })).rejects.toThrow("minimize.optimizer: got");
  });

  test.each([["cosine"], [reduceOnPlateau({})]])("the schedule %o", async (schedule) => {
    await expect(refused(parabola, { ...options, schedule })).rejects.toThrow("minimize.schedule: got");
  });

  test("an unknown option, suggesting the nearest", async () => {
    await expect(refused(parabola, { ...options, step: 3 })).rejects.toThrow('Did you mean "steps"?');
  });

  test.each([[undefined], [null], [{ value: () => 0 }], [{ gradient: () => [0] }], [() => 0]])(
    "%o in place of a function with its gradient",
    async (f) => {
      await expect(refused(f, options)).rejects.toThrow(OptionError);
    },
  );

  test("a gradient of another length, naming the step and both lengths", async () => {
    const f = { value: () => 0, gradient: (_: number[], step: number) => (step < 2 ? [1] : [1, 2]) };
    const run = minimize(f, options);
    await expect(run).rejects.toThrow(ShapeError);
    await expect(run).rejects.toThrow("minimize: gradient at step 2: got an array of 2, expected 1 numbers");
  });

  test.each([[undefined], [1], ["1"], [["1"]], [[undefined]]])("the gradient %o", async (gradient) => {
    await expect(refused({ value: () => 0, gradient: () => gradient }, options)).rejects.toThrow(
      "minimize: gradient at step 0: got",
    );
  });

  test("a value that is not a number", async () => {
    await expect(refused({ value: () => "1", gradient: () => [1] }, options)).rejects.toThrow(
      "minimize: value after 0 steps: got",
    );
  });
});
