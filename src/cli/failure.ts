// How a command ends badly: one message and an exit code.
import {
  DataError,
  type ErrorFields,
  FormatError,
  MemoryError,
  OptionError,
  ShapeError,
  StateError,
} from "../core/errors.ts";
import { visible } from "../core/visible.ts";
import { exitCodes } from "./exitCodes.ts";
import { remedyInFlags } from "./findingText.ts";
import { flagOfPath } from "./flagOfPath.ts";

/** Ends the command with a message for its user, one line or several; `code` is the process's. */
export class Failure extends Error {
  readonly code: number;
  readonly lines: readonly string[];
  constructor(message: string | readonly string[], code: number = exitCodes.usage) {
    const lines = [message].flat().map((line) => visible(line));
    super(lines.join("\n"));
    this.lines = lines;
    this.code = code;
  }
}

/** What the system's error codes mean to a reader. */
const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "no permission",
  EPERM: "no permission",
  EISDIR: "this is a folder, not a file",
  ENOTDIR: "a part of the path is a file, not a folder",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "too many symbolic links",
  EFBIG: "the file would be too large",
};

export const systemWords = (code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(systemErrors, code) ? systemErrors[code] : code;

const classes = [DataError, FormatError, MemoryError, OptionError, ShapeError, StateError];
const isOurs = (error: unknown): error is Error & ErrorFields => classes.some((known) => error instanceof known);

/** What the library calls a source of data or a file, and what the command line does. */
type Names = Readonly<Record<string, string | undefined>>;
const split = "--validation, --test";

/** Where an error lies: at a flag, in a file or table by its name, else where the library says. */
function locationOf({ where, path }: ErrorFields, names: Names): string {
  const flag = flagOfPath(path);
  if (flag !== undefined) return flag;
  const [known, name] = Object.entries({ split, ...names }).find(([source]) => path.join(".") === source) ?? [];
  return known !== undefined && name !== undefined ? name + where.slice(known.length) : where;
}

/** The error's message with flags for options: the same facts between its location and its hint. */
function messageOf(error: Error & ErrorFields, names: Names): string {
  const { message, where, hint = "", remedies } = error;
  const facts = message.slice(visible(where).length, message.length - visible(hint).length);
  return locationOf(error, names) + facts + (remedies ? remedyInFlags(remedies) : hint);
}

/** A failure for anything thrown; `running` says whether training had begun, `names` what data and files are called. */
export function failureOf(error: unknown, { names = {}, running }: { names?: Names; running: boolean }): Failure {
  if (error instanceof Failure) return error;
  const code = running ? exitCodes.failed : exitCodes.usage;
  const { code: system, path } = error as NodeJS.ErrnoException;
  const file = names.csv ?? "file";
  if (typeof system === "string" && Object.hasOwn(systemErrors, system)) {
    const full = system === "ENOSPC" || system === "EDQUOT";
    return new Failure(`${path ?? file}: ${systemErrors[system]}.`, full ? exitCodes.failed : code);
  }
  if (isOurs(error)) {
    // a wrong option is met before the first step, whoever meets it
    const fixed =
      error instanceof MemoryError ? exitCodes.failed : error instanceof OptionError ? exitCodes.usage : code;
    return new Failure(messageOf(error, names), fixed);
  }
  return new Failure(error instanceof Error ? error.message : String(error), code);
}
