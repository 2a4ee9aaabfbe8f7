// What optimizers say to options that do not fit.
import { describe, expect, test } from "vitest";
import { adam } from "../../src/optimizers/adam.ts";
import { optimizerKinds } from "../../src/optimizers/kinds.ts";
import { optimizerFromJSON } from "../../src/optimizers/optimizerFromJSON.ts";
import { sgd } from "../../src/optimizers/sgd.ts";
import { constant } from "../../src/schedules/constant.ts";
import { checkedOptimizer } from "../../src/surfaces/minimize.ts";

/** Ranges by the option's name, whichever optimizer has it. */
const outside: Readonly<Record<string, readonly unknown[]>> = {
  learningRate: [0, -1, Number.NaN, Number.POSITIVE_INFINITY, "0.1", null],
  beta1: [-0.1, 1, Number.NaN],
  beta2: [-0.1, 1, "0.9"],
  rho: [-0.1, 1],
  momentum: [-0.1, 1],
  dampening: [-0.1, 1.1],
  epsilon: [0, -1e-8, 1e-20, Number.NaN],
  weightDecay: [-0.1],
  momentumDecay: [-1],
  initialAccumulator: [-1],
  learningRateDecay: [-1],
  nesterov: [1, "yes"],
  centered: [1],
  amsgrad: [0],
  form: ["keras", 1],
};

describe.each(Object.keys(optimizerKinds))("%s", (name) => {
  const { options } = optimizerFromJSON(name);

  test.each(Object.keys(options))("names %s when it is out of its range", (option) => {
    for (const value of outside[option] ?? [Number.NaN, null])
      expect(() => optimizerFromJSON(name, { [option]: value as number })).toThrow(`${name}.${option}: got`);
  });

  test("suggests the nearest option for one that it does not have", () => {
    expect(() => optimizerFromJSON(name, { learningrate: 0.1 })).toThrow('Did you mean "learningRate"?');
    expect(() => optimizerFromJSON(name, { lr: 0.1 })).toThrow(RangeError);
  });
});

describe("sgd", () => {
  test("needs momentum for Nesterov", () => {
    expect(() => sgd({ nesterov: true })).toThrow("sgd.nesterov: got true, expected false where momentum is 0");
  });
  test.each([
    [{ momentum: 0.9, dampening: 0.5 }, 'expected a form "pytorch" with it'],
    [{ form: "pytorch", dampening: 0.5 }, "expected 0 where momentum is 0"],
    [{ momentum: 0.9, form: "pytorch", nesterov: true, dampening: 0.5 }, "expected 0 with nesterov"],
  ] as const)("refuses dampening in %o", (options, message) => {
    expect(() => sgd(options)).toThrow(message);
  });
});

test("an unknown optimizer's name is answered with the nearest", () => {
  expect(() => optimizerFromJSON("adamm")).toThrow('Did you mean "adam"?');
  expect(() => optimizerFromJSON("toString")).toThrow(RangeError);
});

test("what is not an optimizer is refused, with the place where it was given", () => {
  expect(checkedOptimizer("fit.optimizer", adam())).toBeDefined();
  for (const value of [undefined, null, "adam", adam, {}, constant()])
    expect(() => checkedOptimizer("fit.optimizer", value)).toThrow("fit.optimizer: got");
});
