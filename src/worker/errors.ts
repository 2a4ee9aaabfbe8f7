// Errors on their way between threads: they arrive as what they were. Knows no message.
import { DataError, FormatError, MemoryError, OptionError, ShapeError, StateError } from "../core/errors.ts";
import type { Told } from "./messages.ts";

type AnyError = new (complaint: { where: string; expected: string }) => Error;
const own: Readonly<Record<string, AnyError>> = {
  DataError,
  FormatError,
  MemoryError,
  OptionError,
  ShapeError,
  StateError,
};
const native: Readonly<Record<string, new (message: string) => Error>> = { RangeError, TypeError, SyntaxError };

export function tell(error: unknown): Told {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack, where, row, column, thrown } = error as Error & Partial<Told>;
  return {
    name,
    message,
    ...(stack !== undefined && { stack }),
    ...(where !== undefined && { where }),
    ...(row !== undefined && { row }),
    ...(column !== undefined && { column }),
    ...(thrown !== undefined && { thrown }),
  };
}

export function told({ name, message, ...rest }: Told): Error {
  const Own = Object.hasOwn(own, name) ? own[name] : undefined;
  if (Own === undefined) {
    const error = new (native[name] ?? Error)(message);
    return Object.assign(error, rest, native[name] ? {} : { name });
  }
  const error = new Own({ where: "", expected: "" });
  error.message = message;
  return Object.assign(error, rest);
}
