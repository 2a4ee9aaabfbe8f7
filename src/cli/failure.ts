// How a command ends badly: one message and an exit code. Knows no command.
import { DataError, FormatError, MemoryError, OptionError, ShapeError, StateError } from "../core/errors.ts";
import { exitCodes } from "./exitCodes.ts";

export const { done: DONE, failed: FAILED, usage: MISUSED, interrupted: INTERRUPTED } = exitCodes;

/** Ends the command with a message for its user; `code` is the process's. */
export class Failure extends Error {
  readonly code: number;
  constructor(message: string, code: number = MISUSED) {
    super(message);
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

/** How the library's words are called on the command line. */
const flagsOf: readonly (readonly [RegExp, string])[] = [
  [/read with missing: "mean" or "drop"/, "give --missing mean or --missing drop"],
  [/read with missing: "drop"/, "give --missing drop"],
  [/read with ignore: \["(.*)"\]/, 'leave it out: --ignore "$1"'],
  [/^csv\.(target|ignore):/, "--$1:"],
  [/^split\.(validation|test):/, "--$1:"],
  [/^split:/, "--validation, --test:"],
];

const known = [DataError, FormatError, MemoryError, OptionError, ShapeError, StateError];

/** A failure for anything thrown; `table` is what the data is called, `running` whether training had begun. */
export function failureOf(
  error: unknown,
  { table, running }: { table?: string | undefined; running: boolean },
): Failure {
  if (error instanceof Failure) return error;
  const code = running ? FAILED : MISUSED;
  const { code: system, path, message } = error as NodeJS.ErrnoException;
  if (typeof system === "string" && Object.hasOwn(systemErrors, system)) {
    const full = system === "ENOSPC" || system === "EDQUOT";
    return new Failure(`${path ?? table ?? "file"}: ${systemErrors[system]}.`, full ? FAILED : code);
  }
  if (known.some((kind) => error instanceof kind)) {
    let text = message;
    for (const [pattern, words] of flagsOf) text = text.replace(pattern, words);
    if (table !== undefined) text = text.replace(/^csv(?=[,:])/, table);
    // a wrong option is met before the first step, whoever meets it
    return new Failure(text, error instanceof MemoryError ? FAILED : error instanceof OptionError ? MISUSED : code);
  }
  if (
    error instanceof Error &&
    /unexpected end of file|incorrect header check|invalid (?:stored|distance|code|block)/.test(message)
  )
    return new Failure(`${table ?? "file"}: it cannot be unpacked (${message}). Is it cut off?`, code);
  return new Failure(error instanceof Error ? error.message : String(error), code);
}
