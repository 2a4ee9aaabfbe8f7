// Errors as data: each has where, path, received, expected and hint as fields, and a message that is made of them.
import { describe, expect, test } from "vitest";
import { type Complaint, DataError, FormatError, OptionError, pathOf, StateError } from "../../src/core/errors.ts";
import { checked, checkedKeys, unknownName, whole } from "../../src/core/options.ts";

const thrownBy = (body: () => unknown): OptionError => {
  try {
    body();
  } catch (error) {
    return error as OptionError;
  }
  throw new Error("nothing was thrown");
};
const receivedOf = (received: unknown) => new OptionError({ where: "fit", received, expected: "another" });

describe("an error", () => {
  test("has its facts as fields, and a message made of them", () => {
    const complaint: Complaint = { where: "fit.clip.norm", received: -1, expected: "a number > 0", hint: "Clip less." };
    const error = new OptionError(complaint);
    expect(error).toBeInstanceOf(RangeError);
    expect({ ...error }).toEqual({ name: "OptionError", path: ["fit", "clip", "norm"], ...complaint });
    expect(error.message).toBe("fit.clip.norm: got -1, expected a number > 0. Clip less.");
    expect(new StateError(complaint)).not.toBeInstanceOf(RangeError);
    expect(new FormatError(complaint)).toMatchObject({ name: "FormatError", message: error.message });
  });

  test("without a received value has no such field", () => {
    const error = new DataError({ where: "csv, line 3", expected: "a row", row: 1, column: 0 });
    expect(error).not.toHaveProperty("received");
    expect(error).toMatchObject({ message: "csv, line 3: expected a row.", path: ["csv"], row: 1, column: 0 });
  });

  test.each([
    ["fit.clip.norm", ["fit", "clip", "norm"]],
    ["fit.classWeights[2]", ["fit", "classWeights", 2]],
    ["Network.layers[10].units", ["Network", "layers", 10, "units"]],
    ['csv, line 5, column 1 ("a.b")', ["csv"]],
    ["fit: training data.features", ["fit"]],
    ["dense.initializer: normal", ["dense", "initializer"]],
  ])("at %s has the path %j", (where, path) => expect(pathOf(where)).toEqual(path));

  test("about an unknown option has the option in its path", () => {
    const error = thrownBy(() => checked("fit", { epoch: 3 }, { epochs: whole(30) }));
    expect(error).toMatchObject({ where: "fit option", path: ["fit", "epoch"], received: "epoch" });
    expect(error.hint).toBe('Did you mean "epochs"?');
    expect(thrownBy(() => checkedKeys("dense.activation: elu", { name: "elu", beta: 1 }, ["alpha"])).path).toEqual([
      "dense",
      "activation",
      "beta",
    ]);
    expect(unknownName("optimizer", "adma", ["adam"])).toMatchObject({ path: ["optimizer"], received: "adma" });
  });
});

describe("what was received", () => {
  test.each([1.5, Number.NaN, true, null, "adam"])("%s stays as it is", (value) =>
    expect(receivedOf(value).received).toBe(value),
  );

  test.each([
    ["a long text", "x".repeat(99), `${"x".repeat(57)}…`, JSON.stringify(`${"x".repeat(57)}…`)],
    ["an array", Array(9), "an array of 9", "an array of 9"],
    ["a typed array", new Float32Array(5), "Float32Array(5)", "Float32Array(5)"],
    ["an object", { a: 1, b: 2 }, "an object with { a, b }", "an object with { a, b }"],
    ["a function", () => 1, "a function", "a function"],
    ["a symbol", Symbol("x"), "a symbol", "a symbol"],
    ["a bigint", 5n, "a bigint", "a bigint"],
    ["nothing", undefined, undefined, "undefined"],
    ["−0", -0, -0, "-0"],
  ])("%s is kept short, and can be posted to another thread", (_, value, field, text) => {
    const error = receivedOf(value);
    expect(error.received).toBe(field);
    expect(error.message).toBe(`fit: got ${text}, expected another.`);
    expect(structuredClone({ ...error })).toEqual({ ...error });
  });
});
