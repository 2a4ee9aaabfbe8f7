// What plain data from a file must look like, and where in it something else stands. Loaded when a file is read.
import type { Rule } from "./options.ts";

type Test = Pick<Rule<unknown>, "accepts" | "expected">;

/** A test of one value; of each element of a list; of an object's fields by name; or what follows from the value itself. */
export type Schema =
  | Test
  | { readonly each: Schema }
  | { readonly fields: Readonly<Record<string, Schema>> }
  | ((value: unknown) => Schema);

/** A value that is not what it should be; `at` leads to it: "[2].categories[0]", or "" for the whole. */
export interface Fault {
  readonly at: string;
  readonly received: unknown;
  readonly expected: string;
}

/** The same, or absent. */
export const optional =
  (schema: Schema): Schema =>
  (value) =>
    value === undefined ? { accepts: () => true, expected: "" } : schema;

export const aText: Test = { accepts: (value) => typeof value === "string", expected: "a text" };
export const aNumber: Test = { accepts: (value) => typeof value === "number", expected: "a number" };
export const aFiniteNumber: Test = { accepts: Number.isFinite, expected: "a finite number" };
export const aCount: Test = {
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  expected: "a whole number ≥ 0",
};

/** The first value that does not fit; undefined where all do. */
export function faultIn(value: unknown, schema: Schema, at = ""): Fault | undefined {
  if (typeof schema === "function") return faultIn(value, schema(value), at);
  if ("accepts" in schema)
    return schema.accepts(value) ? undefined : { at, received: value, expected: schema.expected };
  if ("each" in schema) {
    if (!Array.isArray(value)) return { at, received: value, expected: "a list" };
    for (let i = 0; i < value.length; i++) {
      const fault = faultIn(value[i], schema.each, `${at}[${i}]`);
      if (fault) return fault;
    }
    return undefined;
  }
  const names = Object.keys(schema.fields);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { at, received: value, expected: `an object with ${names.join(", ")}` };
  for (const name of names) {
    const inner = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    const fault = faultIn(inner, schema.fields[name], at === "" ? name : `${at}.${name}`);
    if (fault) return fault;
  }
  return undefined;
}
