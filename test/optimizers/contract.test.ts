// What every optimizer keeps, from one table over the registry: a new one is tested by being there. Its options also appear in
// test/support/optimizers.ts where they change its formula, and its golden paths in golden.test.ts.
import { describe, expect, test } from "vitest";
import { optimizerKinds } from "../../src/optimizers/kinds.ts";
import type { Optimizer, OptimizerKind } from "../../src/optimizers/optimizer.ts";
import { optimizerFromJSON } from "../../src/optimizers/optimizerFromJSON.ts";
import { cosine } from "../../src/schedules/cosine.ts";
import { minimize } from "../../src/surfaces/minimize.ts";
import { surfaces } from "../../src/surfaces/surfaces.ts";
import { largest } from "../support/golden.ts";
import { testCores } from "../support/kernel.ts";
import { expectSameBits, noise } from "../support/numbers.ts";
import { everyOptimizer, initialState, type State, update } from "../support/optimizers.ts";

const [[, wasm], [, reference]] = await testCores();
const lengths = [1, 3, 4, 5, 17];
const all = everyOptimizer();

const partsOf = ({ parameters, vectors, scalars }: State) => [parameters, ...vectors, scalars];
const sameBits = (received: State, expected: State, what: string) =>
  partsOf(received).forEach((part, i) => {
    expectSameBits(part, partsOf(expected)[i], `${what}, part ${i}`);
  });

describe.each(all)("%s", (_, optimizer) => {
  test("is frozen, and made again from its name and options as they come back from JSON", () => {
    const { name, options, vectors, scalars, settings } = optimizer;
    for (const part of [optimizer, options, vectors, scalars, settings]) expect(Object.isFrozen(part)).toBe(true);
    const again = optimizerFromJSON(name, JSON.parse(JSON.stringify(options)));
    expect({ ...again, emit: 0 }).toEqual({ ...optimizer, emit: 0 });
  });

  // θ is rounded to float32 once, and the step before that some ten times; v and m, sums of two products, three times
  test("the kernel stays within a float32 rounding of its twin in each of 50 steps", () => {
    const n = 17;
    let state = initialState(optimizer, noise(n, 1));
    for (let step = 0; step < 50; step++) {
      const gradients = noise(n, 2 + step).map((g, i) => g * 10 ** ((i % 7) - 4));
      const rate = optimizer.learningRate / (1 + step);
      const received = update(wasm, optimizer, state, gradients, rate);
      const expected = update(reference, optimizer, state, gradients, rate);
      const moved = largest(Array.from(expected.parameters, (x, i) => x - state.parameters[i]));
      for (let i = 0; i < n; i++) {
        const allowed = 2 ** -24 * Math.abs(expected.parameters[i]) + 2e-6 * moved;
        expect(Math.abs(received.parameters[i] - expected.parameters[i])).toBeLessThanOrEqual(allowed);
      }
      received.vectors.forEach((vector, k) => {
        for (let i = 0; i < n; i++) {
          const [old, g] = [state.vectors[k][i], gradients[i]];
          const size =
            Math.abs(old) + Math.abs(expected.vectors[k][i]) + (old === 0 ? 0 : Math.min(Math.abs(g), g * g));
          expect(Math.abs(vector[i] - expected.vectors[k][i])).toBeLessThanOrEqual(4 * 2 ** -23 * size);
        }
      });
      expectSameBits(received.scalars, expected.scalars, "state numbers");
      state = received;
    }
  });

  test.each(lengths)(
    "an element's bits do not depend on where it stands, in vectors of %i, nor on its neighbours",
    (n) => {
      const start = noise(n, n);
      let together = initialState(optimizer, start);
      let apart = Array.from(start, (x) => initialState(optimizer, [x]));
      for (let step = 0; step < 3; step++) {
        const gradients = noise(n, 100 + step);
        together = update(wasm, optimizer, together, gradients);
        apart = apart.map((state, i) => update(wasm, optimizer, state, [gradients[i]]));
      }
      apart.forEach((one, i) => {
        expect(one.parameters[0]).toBe(together.parameters[i]);
        one.vectors.forEach((vector, k) => {
          expect(vector[0]).toBe(together.vectors[k][i]);
        });
      });
    },
  );

  test("zero gradients leave parameters finite, and where nothing decays where they are", () => {
    const start = noise(5, 3);
    let state = initialState(optimizer, start);
    for (let step = 0; step < 20; step++) state = update(wasm, optimizer, state, new Float32Array(5));
    const { weightDecay = 0 } = optimizer.options;
    if (weightDecay === 0) expectSameBits(state.parameters, start, "parameters");
    for (const x of partsOf(state).flatMap((part) => Array.from(part))) expect(Number.isFinite(x)).toBe(true);
  });

  test("gradients of 1e-20 are survived: each step is finite and no longer than 20 α", () => {
    let state = initialState(optimizer, [0, 0, 0, 0, 0]);
    const longest = optimizer.name === "adadelta" ? 1 : 20 * optimizer.learningRate;
    for (let step = 0; step < 20; step++) {
      const next = update(wasm, optimizer, state, [1e-20, -1e-20, 1e-20, 0, 1e-20]);
      for (let i = 0; i < 5; i++)
        expect(Math.abs(next.parameters[i] - state.parameters[i])).toBeLessThanOrEqual(longest);
      state = next;
    }
  });

  test("subnormal gradients and states give no NaN and leave parameters where they are", () => {
    const small = [1e-45, -1e-40, 1.1e-38, -1e-39, 0];
    const start = noise(5, 4);
    const fresh = initialState(optimizer, start);
    const odd = new Set(["squares", "secondMoments", "norms", "deltas", "maxima"]); // are never negative
    const vectors = optimizer.vectors.map(({ name }) => small.map((x) => (odd.has(name) ? Math.abs(x) : x)));
    const { parameters, vectors: after } = update(wasm, optimizer, { ...fresh, vectors }, small);
    const { weightDecay = 0 } = optimizer.options;
    if (weightDecay === 0) expectSameBits(parameters, start, "parameters");
    for (const x of [parameters, ...after].flatMap((part) => Array.from(part))) expect(Number.isNaN(x)).toBe(false);
  });

  test("gradients whose squares overflow give no NaN", () => {
    let state = initialState(optimizer, [1, 1, 1]);
    for (const g of [1e25, -1e25, 1, 0]) state = update(wasm, optimizer, state, [g, -g, 1]);
    for (const x of state.parameters as Float32Array) expect(Number.isNaN(x)).toBe(false);
  });

  test("a NaN gradient shows in its parameter alone", () => {
    const { parameters } = update(wasm, optimizer, initialState(optimizer, [1, 1, 1, 1, 1]), [1, Number.NaN, 1, 1, 1]);
    expect(Array.from(parameters, Number.isNaN)).toEqual([false, true, false, false, false]);
  });

  test("the same run twice has the same bits", () => {
    const run = () => {
      let state = initialState(optimizer, noise(17, 5));
      for (let step = 0; step < 20; step++) state = update(wasm, optimizer, state, noise(17, 6 + step));
      return state;
    };
    sameBits(run(), run(), "second run");
  });
});

// rates with which each reaches the bottom; what is not named is tried with its rate in a race, and with shares of it
const rates: Readonly<Record<string, { readonly parabola: number; readonly rosenbrock: number }>> = {
  sgd: { parabola: 0.05, rosenbrock: 0.0005 },
  adagrad: { parabola: 1, rosenbrock: 0.5 },
  adadelta: { parabola: 30, rosenbrock: 10 },
  rmsprop: { parabola: 0.1, rosenbrock: 0.01 },
  radam: { parabola: 0.1, rosenbrock: 0.005 },
  lion: { parabola: 0.05, rosenbrock: 0.01 },
};
const likely = {
  parabola: { plain: 0.05, withMomentum: 0.02, adaptive: 0.1, unitless: 30 },
  rosenbrock: { plain: 0.0005, withMomentum: 0.0003, adaptive: 0.1, unitless: 10 },
};
const raceRate = (name: string, kind: "parabola" | "rosenbrock"): number => {
  const { make, raceRate } = (optimizerKinds as Readonly<Record<string, OptimizerKind>>)[name];
  return raceRate?.(likely[kind], make().options) ?? 0.1;
};
const shares = [1, 0.3, 0.1, 0.03, 0.01, 3];
const triedRates = (name: string, kind: "parabola" | "rosenbrock"): readonly number[] => {
  const known = rates[name]?.[kind];
  return known === undefined ? shares.map((share) => share * raceRate(name, kind)) : [known];
};
/** All but those that have another minimum, or slow down of themselves, each with the rates to try. */
const rated = (kind: "parabola" | "rosenbrock") =>
  everyOptimizer((name): Optimizer["options"] => (name === "adamw" ? { weightDecay: 0 } : {}))
    .filter(([, { options }]) => !options.weightDecay && !options.learningRateDecay)
    .map(([title, optimizer]) => [title, optimizer, triedRates(optimizer.name, kind)] as const);

describe("minimises, with a cosine schedule,", () => {
  const parabola = {
    value: ([x, y]: number[]) => (x - 3) * (x - 3) + 2 * (y + 1) * (y + 1),
    gradient: ([x, y]: number[]) => [2 * (x - 3), 4 * (y + 1)],
  };
  /** The value after these steps, the lowest over the rates. */
  const bottom = async (
    kind: "parabola" | "rosenbrock",
    { name, options }: (typeof all)[number][1],
    rates: readonly number[],
    steps: number,
  ) => {
    const f = kind === "parabola" ? parabola : surfaces.rosenbrock;
    const start = kind === "parabola" ? [0, 0] : surfaces.rosenbrock.start;
    const schedule = cosine({ length: steps }, { per: "step" });
    const ends: number[] = [];
    for (const learningRate of rates) {
      const optimizer = optimizerFromJSON(name, { ...options, learningRate });
      const { values } = await minimize(f, { start, optimizer, steps, schedule });
      ends.push(values[steps]);
    }
    return Math.min(...ends.filter(Number.isFinite));
  };

  test.each(rated("parabola"))("a parabola to 1e-3 of its height in 300 steps: %s", async (_, optimizer, rates) => {
    expect(await bottom("parabola", optimizer, rates, 300)).toBeLessThan(0.011);
  });

  test.each(rated("rosenbrock"))(
    "Rosenbrock's valley from 24 to below 0.5 in 5000 steps: %s",
    async (_, optimizer, rates) => {
      expect(await bottom("rosenbrock", optimizer, rates, 5000)).toBeLessThan(0.5);
    },
  );
});

test("the registry names every optimizer by its own name", () => {
  for (const [name, { make }] of Object.entries(optimizerKinds)) expect(make().name).toBe(name);
});
