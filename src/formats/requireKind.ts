// The kind and version of a file, and its JSON, read again; loaded when a file is read.
import { DataError, type ErrorFields, FormatError, MemoryError, OptionError, ShapeError } from "../core/errors.ts";
import { type Fault, faultIn, type Schema } from "../core/faultIn.ts";
import type { TensorFile } from "./writeTensors.ts";

/** @throws {FormatError} where the file is of another kind, or newer than this package */
export function requireKind(where: string, { metadata }: TensorFile, kind: string, newest: number): void {
  if (metadata.format !== kind) {
    throw new FormatError({ where, received: metadata.format ?? "no format", expected: `a file of format ${kind}` });
  }
  const version = Number(metadata.version);
  const isVersion = Number.isInteger(version) && version >= 1;
  if (isVersion && version <= newest) return;
  const hint = isVersion ? "A newer Ravine wrote it: update the package." : "The file is damaged.";
  throw new FormatError({ where, received: `version ${metadata.version}`, expected: `version 1 to ${newest}`, hint });
}

/** The JSON of one text. @throws {FormatError} where it is missing or no JSON */
export function jsonOf(where: string, { metadata }: TensorFile, name: string): unknown {
  try {
    return JSON.parse(metadata[name]);
  } catch {
    throw new FormatError({
      where: `${where}: ${name}`,
      received: metadata[name],
      expected: "JSON",
      hint: "The file is damaged.",
    });
  }
}

const alien = "The file is damaged, or another program wrote it.";
const isTyped = (error: unknown): error is Error & ErrorFields =>
  [DataError, MemoryError, OptionError, ShapeError].some((known) => error instanceof known);

/**
 * What `body` makes of a file's texts.
 * @throws {FormatError} where `body` refuses them: a file whose checksum is right, but which this package cannot have written
 */
export function readDescription<T>(where: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const hint = isTyped(error) ? `${error.message} ${alien}` : alien;
    throw new FormatError({ where, expected: "a description that holds together", hint });
  }
}

/** @throws {FormatError} naming the first that does not, by the text's name and the way to it */
export function requireSchema(where: string, name: string, value: unknown, schema: Schema): void {
  refuse(where, faultIn(value, schema, name));
}

/** @throws {FormatError} where there is a fault */
export function refuse(where: string, fault: Fault | undefined): void {
  if (fault === undefined) return;
  const { at, received, expected } = fault;
  throw new FormatError({ where: `${where}: ${at}`, received, expected, hint: alien });
}

const lost = ["NaN", "Infinity", "-Infinity", "-0"];

/** The inverse of `numbersToJSON` on what `jsonOf` gives. */
export function numbersFromJSON(value: unknown): unknown {
  if (typeof value === "string" && lost.includes(value)) return Number(value);
  if (Array.isArray(value)) return value.map(numbersFromJSON);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, numbersFromJSON(v)]));
}
