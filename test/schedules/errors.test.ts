// Every option of every schedule outside its range, missing or misspelt: what is thrown, in words.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is warmup's option
import { expect, test } from "vitest";
import { OptionError } from "../../src/core/errors.ts";
import { constant } from "../../src/schedules/constant.ts";
import { cosine } from "../../src/schedules/cosine.ts";
import { halveEvery } from "../../src/schedules/halveEvery.ts";
import { scheduleKinds } from "../../src/schedules/kinds.ts";
import { product } from "../../src/schedules/product.ts";
import { reduceOnPlateau } from "../../src/schedules/reduceOnPlateau.ts";
import { scheduleFromJSON } from "../../src/schedules/scheduleFromJSON.ts";
import { warmup } from "../../src/schedules/warmup.ts";

const steps = { per: "step" } as const;
const wholes = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "3", null];
const positives = [0, -0.1, Number.NaN, Number.POSITIVE_INFINITY, "0.5", null];
const negatives = [-0.1, Number.NaN, Number.POSITIVE_INFINITY, "0.5", null];

/** Per schedule: options that are right, and per option values that are not. `undefined`: the option has no default. */
const tried: Record<string, { right: Record<string, unknown>; wrong: Record<string, readonly unknown[]> }> = {
  constant: { right: {}, wrong: {} },
  halveEvery: { right: { every: 10 }, wrong: { every: [undefined, ...wholes] } },
  step: {
    right: { every: 10, factor: 0.5 },
    wrong: { every: [undefined, ...wholes], factor: [undefined, ...positives] },
  },
  multiStep: {
    right: { at: [1, 2], factor: 0.5 },
    wrong: { at: [undefined, [], [2, 2], [3, 2], [-1], [1.5], ["1"], 5, null], factor: [undefined, ...positives] },
  },
  exponential: { right: { factor: 0.9 }, wrong: { factor: [undefined, ...positives] } },
  polynomial: {
    right: { length: 10 },
    wrong: { length: [undefined, ...wholes], power: positives, end: negatives },
  },
  linear: {
    right: { from: 0, to: 1, length: 5 },
    wrong: { from: [undefined, ...negatives], to: [undefined, ...negatives], length: [undefined, ...wholes] },
  },
  cosine: { right: { length: 10 }, wrong: { length: [undefined, ...wholes], minimum: negatives } },
  warmRestarts: {
    right: { first: 10 },
    wrong: { first: [undefined, ...wholes], multiply: [0.5, ...positives], minimum: negatives },
  },
  oneCycle: {
    right: { peak: 1, length: 10 },
    wrong: {
      peak: [undefined, ...positives],
      length: [undefined, ...wholes],
      rise: [1, ...negatives],
      startDivisor: positives,
      endDivisor: positives,
      shape: ["cos", 1, null],
      threePhase: [1, "true", null],
    },
  },
  inverseTime: { right: { decay: 0.1 }, wrong: { decay: [undefined, ...negatives] } },
  warmup: {
    right: { length: 5, then: { name: "constant", options: {} } },
    wrong: { length: [undefined, ...wholes], then: [5, "cosine"] },
  },
  reduceOnPlateau: {
    right: {},
    wrong: {
      monitor: [5, null],
      factor: [1, 2, ...positives],
      patience: [-1, 0.5, Number.NaN, "3", null],
      minDelta: negatives,
      threshold: ["rel", 1, null],
      mode: ["minimum", 1, null],
      cooldown: [-1, 0.5, Number.NaN, "3", null],
      minimum: negatives,
    },
  },
};

/** The same of every schedule but product, whose parts are tested below; a new one is tried with its sample. */
const table = Object.fromEntries(
  Object.entries(scheduleKinds)
    .filter(([name]) => name !== "product")
    .map(([name, { sample }]) => {
      const wrong = Object.fromEntries(Object.keys(sample).map((option) => [option, [Number.NaN, "three", null]]));
      return [name, tried[name] ?? { right: sample, wrong }];
    }),
);
const make = (name: string, options: object) =>
  scheduleFromJSON({ kind: "schedule", name, options: options as Record<string, unknown> });

for (const [name, { right, wrong }] of Object.entries(table)) {
  test(`${name} takes right options and names each wrong one`, () => {
    expect(make(name, right).name).toBe(name);
    for (const [option, values] of Object.entries(wrong))
      for (const value of values) {
        const options = { ...right, [option]: value };
        expect(() => make(name, options), `${option}: ${String(value)}`).toThrow(OptionError);
        expect(() => make(name, options)).toThrow(`${name}.${option}: got `);
      }
  });

  test(`${name} refuses an unknown option and suggests the nearest`, () => {
    expect(() => make(name, { ...right, colour: 1 })).toThrow(`${name} option: got "colour", expected one of`);
    for (const option of Object.keys(wrong))
      expect(() => make(name, { ...right, [`${option}s`]: 1 })).toThrow(`Did you mean "${option}"?`);
  });
}

test("halveEvery(0) says what it wants", () => {
  expect(() => halveEvery(0)).toThrow("halveEvery.every: got 0, expected a whole number ≥ 1.");
});

test("oneCycle in three phases refuses a rise above ½", () => {
  expect(() => make("oneCycle", { peak: 1, length: 10, rise: 0.6, threePhase: true })).toThrow(
    "oneCycle.rise: got 0.6, expected at most 0.5 with threePhase.",
  );
});

test("warmup refuses a schedule that counts steps while it counts epochs, and one that follows a metric", () => {
  expect(() => warmup({ length: 5, then: cosine({ length: 5 }, steps) })).toThrow('Pass { per: "step" } to warmup');
  expect(() => warmup({ length: 5, then: reduceOnPlateau() as never })).toThrow("must stand alone");
  expect(() => warmup({ length: 5, then: cosine as never })).toThrow(
    "warmup.then: got a function, expected a schedule",
  );
});

test("product refuses no part, what is no schedule by plan, and parts in two units", () => {
  expect(() => product()).toThrow("product: got an array of 0, expected at least one schedule.");
  expect(() => product({ per: "step" })).toThrow("expected at least one schedule");
  expect(() => product(constant(), 5 as never)).toThrow("product: part 2: got 5, expected a schedule");
  expect(() => product(reduceOnPlateau() as never, constant())).toThrow("must stand alone");
  expect(() => product(constant(), halveEvery(3, steps))).toThrow(
    'product: part 2, halveEvery: got "step", expected a schedule per epoch, as part 1, constant, is. Give all parts',
  );
  expect(() => product(halveEvery(3, steps), { per: "epoch" })).toThrow("per epoch, as the product is");
  expect(() => make("product", {})).toThrow("expected at least one schedule");
});

test("reduceOnPlateau refuses a monitor that no curve has, a unit, and a base rate ≤ 0", () => {
  expect(() => reduceOnPlateau({ monitor: "validation.los" })).toThrow('Did you mean "validation.loss"?');
  expect(() => reduceOnPlateau({ monitor: "loss" })).toThrow("reduceOnPlateau.monitor: got");
  expect(() => reduceOnPlateau({}, steps as never)).toThrow("expected none: a plateau counts evaluations");
  expect(() => reduceOnPlateau().start(0)).toThrow("reduceOnPlateau: the base rate: got 0, expected a number > 0.");
  expect(() => reduceOnPlateau().ratesFor(-1, [])).toThrow("the base rate: got -1");
});

test("scheduleFromJSON refuses what is no schedule's plain data, and suggests the nearest name", () => {
  const from = (json: unknown) => () => scheduleFromJSON(json as never);
  expect(from({ kind: "schedule", name: "cosin", per: "epoch", options: {} })).toThrow('Did you mean "cosine"?');
  expect(from({ kind: "schedule", name: "toString", options: {} })).toThrow("schedule: got");
  expect(from({})).toThrow("schedule: got undefined, expected one of constant, ");
  expect(from(null)).toThrow("schedule: got null, expected an object");
  expect(from("cosine")).toThrow('schedule: got "cosine"');
  expect(from({ name: "cosine", per: "batch", options: { length: 3 } })).toThrow("cosine.per");
  expect(from({ name: "product", options: { of: [{ name: "reduceOnPlateau" }] } })).toThrow("must stand alone");
});
