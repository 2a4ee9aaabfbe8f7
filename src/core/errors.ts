// Every error that Ravine throws on purpose: where, what was received, what was expected, and what to do, each as a field.
import type { Remedy } from "./remedy.ts";
import { cut, visible } from "./visible.ts";

/** What an error is made of. */
export interface Complaint {
  /** option, layer, row or file, as the message begins */
  readonly where: string;
  /** the names that lead to an option, such as ["fit", "clip", "norm"]; default: those that `where` begins with */
  readonly path?: readonly (string | number)[];
  /** any value at all: it is shown shortened */
  readonly received?: unknown;
  readonly expected: string;
  readonly hint?: string;
  /** the hint as data, where it has that form */
  readonly remedies?: readonly Remedy[];
  /** from 0 */
  readonly row?: number;
  readonly column?: number;
}

/** The fields of every error; all are plain data. */
export interface ErrorFields extends Complaint {
  readonly path: readonly (string | number)[];
  /** numbers, booleans and texts (shortened) as they are, all else as the message shows it; absent where no value is wrong */
  readonly received?: string | number | boolean | null | undefined;
}

/** What an error keeps of a value: nothing large, and nothing that cannot be posted to another thread. */
function kept(value: unknown) {
  if (typeof value === "string") return value.length > 60 ? cut(value, 58) : value;
  if (/^(fun|sym|big)/.test(typeof value)) return `a ${typeof value}`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Uint8Array).length})`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return Object(value) === value
    ? `an object with { ${Object.keys(value as object)
        .slice(0, 6)
        .join(", ")} }`
    : value;
}

/** A value as one short piece of text, safe for anything that a caller may pass. */
export const shown = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(kept(value)) : Object.is(value, -0) ? "-0" : `${kept(value)}`;

/** The names that a location begins with: "fit.classWeights[2]" → ["fit", "classWeights", 2]. */
export const pathOf = (where: string): (string | number)[] =>
  (where.split(/[:,]/)[0].match(/[^.[\]]+/g) ?? []).map((name) => (+name >= 0 ? +name : name));

/** An error class that is made of a complaint, and has its facts as fields: these as they came, the message one visible line. */
function errorClass<Name extends string>(name: Name, Base: new (message: string) => Error) {
  return class extends Base {
    constructor(complaint: Complaint) {
      const { where, received, expected, hint } = complaint;
      const got = "received" in complaint;
      const facts = `: ${got ? `got ${shown(received)}, ` : ""}expected ${expected}.`;
      super(visible(`${where}${facts}${hint ? ` ${hint}` : ""}`));
      Object.assign(this, { name, path: pathOf(where) }, complaint, got && { received: kept(received) });
    }
  } as new (
    complaint: Complaint,
  ) => Error & ErrorFields & { readonly name: Name };
}

/** An option, name or argument that is unknown or out of its range. */
export class OptionError extends errorClass("OptionError", RangeError) {}

/** A vector, table or mask whose width or length does not fit. */
export class ShapeError extends errorClass("ShapeError", RangeError) {}

/** A value in the data that cannot be used; `row` and `column` count from 0 where they apply. */
export class DataError extends errorClass("DataError", RangeError) {}

/** More memory than WebAssembly's 4 GiB, or than the engine gives. */
export class MemoryError extends errorClass("MemoryError", RangeError) {}

/** A call at the wrong time: on a disposed network, or a write while `fit` is running. */
export class StateError extends errorClass("StateError", Error) {}

/** Bytes that are not what they should be: a truncated, altered or newer file. */
export class FormatError extends errorClass("FormatError", Error) {}
