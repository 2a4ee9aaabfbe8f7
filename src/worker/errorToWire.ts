// Errors on their way between threads: they arrive as what they were, with all their fields.
import {
  DataError,
  type ErrorFields,
  FormatError,
  MemoryError,
  OptionError,
  ShapeError,
  StateError,
} from "../core/errors.ts";
import type { WireError } from "./messages.ts";

const classes = { DataError, FormatError, MemoryError, OptionError, ShapeError, StateError };
const builtIn: Readonly<Record<string, new (message: string) => Error>> = { RangeError, TypeError, SyntaxError };

const isOurs = (error: Error): error is Error & ErrorFields =>
  Object.values(classes).some((known) => error instanceof known);

/** An error as it can be posted. */
export function errorToWire(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack, thrown } = error as Error & { thrown?: number };
  return {
    name,
    message,
    ...(stack !== undefined && { stack }),
    ...(isOurs(error) && { fields: { ...error } }),
    ...(thrown !== undefined && { thrown }),
  };
}

/** The error that was posted, of its own class. */
export function errorFromWire({ name, message, fields, ...rest }: WireError): Error {
  const error = fields
    ? new classes[name as keyof typeof classes](fields)
    : Object.assign(new (builtIn[name] ?? Error)(message), builtIn[name] ? {} : { name });
  return Object.assign(error, { message }, rest);
}
