// A build that no longer fits says of each kernel what changed, what still says the old, and what to do.
import { expect, test } from "vitest";
import { kernelChanges } from "../../scripts/kernel-changes.mjs";

const kernel = (name: string, ...operands: string[]) => ({ name, file: `layers/${name}`, operands });
const words = new Map([
  ["src/reference/layers.ts", new Set(["scale", "shift"])],
  ["src/layers/scale.ts", new Set(["scale"])],
]);

test.each<[string, ReturnType<typeof kernel>[], ReturnType<typeof kernel>[], string, string?]>([
  [
    "a renamed operand",
    [kernel("scale", "outputs", "count")],
    [kernel("scale", "outputs", "amount")],
    "`count` became `amount`. Adjust src/reference/layers.ts, src/layers/scale.ts.",
  ],
  ["an operand more", [kernel("scale", "outputs")], [kernel("scale", "outputs", "inputs")], "`inputs` is new. Adjust"],
  ["an operand less", [kernel("scale", "outputs", "inputs")], [kernel("scale", "outputs")], "`inputs` is gone. Adjust"],
  ["another order", [kernel("scale", "a", "b")], [kernel("scale", "b", "a")], "they are in another order. Adjust"],
  [
    "a kernel that is gone",
    [kernel("shift", "a")],
    [],
    "assembly/layers/shift.ts: there is no kernel shift any more. Adjust src/reference/layers.ts.",
  ],
  [
    "a kernel without a twin",
    [kernel("norm", "a")],
    [kernel("norm", "a")],
    "assembly/layers/norm.ts: kernel norm has no twin. Write norm in src/reference",
    "src/reference/twins.ts(18,14): error TS2741: Property 'norm' is missing in type '{ … }' but required in type 'Twins'.",
  ],
  [
    "one of several kernels without a twin",
    [kernel("norm", "a")],
    [kernel("norm", "a")],
    "assembly/layers/norm.ts: kernel norm has no twin.",
    "twins.ts(18,14): error TS2740: Type '{}' is missing the following properties from type 'Twins': a, norm, b, and 4 more.",
  ],
])("%s", (_, before, now, says, said = "") => {
  const lines = kernelChanges(before, now, words, said);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(says);
});

test("nothing is said where nothing has changed", () => {
  const same = [kernel("scale", "outputs", "count"), kernel("shift", "outputs")];
  expect(kernelChanges(same, same, words, "")).toEqual([]);
});
