// What is wrong inside a table's file, and the failure that names the file.
import { Failure } from "../failure.ts";

/** What was found where something else should be, said without the file's name. */
export class TableFault extends Error {
  /** What mends it. */
  readonly hint: string;
  constructor(what: string, hint = "Is it cut off or damaged? Fetch or save the file again.") {
    super(what);
    this.hint = hint;
  }
}

/** What was thrown, with the column in which it was found. */
export function inColumn(name: string, error: unknown): unknown {
  return error instanceof TableFault ? new TableFault(`column "${name}": ${error.message}`, error.hint) : error;
}

/** Anything thrown while the file at `path` was read, in words; what the system says of files is said elsewhere. */
export function failureIn(path: string, format: string, error: unknown): unknown {
  if (error instanceof Failure || typeof (error as NodeJS.ErrnoException).syscall === "string") return error;
  const { message, hint } =
    error instanceof TableFault ? error : new TableFault("what its parts say of each other does not agree");
  return new Failure(`${path}: it cannot be read as ${format}: ${message}. ${hint}`);
}
