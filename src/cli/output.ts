// Files that appear whole or not at all, and what is said on the terminal. Knows no command.
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { access, constants, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Failure, INTERRUPTED, systemWords } from "./failure.ts";

const hidden = (path: string) =>
  join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`);

/** Temporary files of writes under way: whatever ends the process takes them along. */
const underWay = new Set<string>();
const interrupted = () => process.exit(INTERRUPTED);
process.on("exit", () => {
  for (const file of underWay) rmSync(file, { force: true });
});

function begun(file: string): void {
  if (underWay.size === 0) process.on("SIGINT", interrupted).on("SIGTERM", interrupted);
  underWay.add(file);
}

function ended(file: string): void {
  underWay.delete(file);
  if (underWay.size === 0) process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
}

/** A file written under a name that nobody reads, until it is whole. */
export interface PendingFile {
  /** where to write, and how to open it */
  readonly path: string;
  readonly flags: "wx" | "w";
  /** Gives it its name. */
  keep(): Promise<void>;
  /** Leaves nothing behind. */
  drop(): Promise<void>;
}

/** A link is followed to its file; devices and pipes are written as they are, since a rename would put a file in their place. */
export async function pendingFile(path: string): Promise<PendingFile> {
  const there = await stat(path).catch(() => undefined);
  if (there && !there.isFile()) return { path, flags: "w", keep: async () => {}, drop: async () => {} };
  const target = there ? await realpath(path) : path;
  const temporary = hidden(target);
  begun(temporary);
  return {
    path: temporary,
    flags: "wx",
    async keep() {
      await rename(temporary, target);
      ended(temporary);
    },
    async drop() {
      await rm(temporary, { force: true }).catch(() => {});
      ended(temporary);
    },
  };
}

/** Writes the whole content, or nothing. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const pending = await pendingFile(path);
  try {
    const file = await open(pending.path, pending.flags);
    try {
      await file.writeFile(content);
      await file.sync().catch(() => {}); // some file systems have none
    } finally {
      await file.close();
    }
    await pending.keep();
  } catch (error) {
    await pending.drop();
    throw Object.assign(error as Error, { path });
  }
}

/** Makes sure, before anything is computed, that these files can be written. @throws {Failure} naming flag and path */
export async function requireWritable(files: Readonly<Record<string, string | undefined>>): Promise<void> {
  const seen = new Map<string, string>();
  for (const [flag, path] of Object.entries(files)) {
    if (path === undefined) continue;
    const other = seen.get(path);
    if (other) throw new Failure(`${flag}: ${path} is the file of ${other} too. Name another.`);
    seen.set(path, flag);
    const there = await stat(path).catch(() => undefined);
    if (there?.isDirectory()) throw new Failure(`${flag}: ${path} is a folder. Name a file in it.`);
    try {
      if (there && !there.isFile()) await access(path, constants.W_OK);
      else {
        const pending = await pendingFile(path);
        await (await open(pending.path, pending.flags)).close().finally(pending.drop);
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const folder = await stat(dirname(path)).catch(() => undefined);
      if (code === "ENOENT" && folder === undefined)
        throw new Failure(`${flag}: there is no folder ${dirname(path)}. Make it first, or write elsewhere.`);
      throw new Failure(
        `${flag}: ${path} cannot be written (${systemWords(code) ?? (error as Error).message}). Write elsewhere.`,
      );
    }
  }
}

const colored = () => process.stdout.isTTY === true && (process.stdout.hasColors?.() ?? false);
/** Emphasis where the terminal has it. */
export const bold = (text: string): string => (colored() ? `\x1b[1m${text}\x1b[0m` : text);
export const hasColors = colored;

/** Says things on standard output; nothing with --json. */
export interface Speaker {
  readonly quiet: boolean;
  say(text?: string): void;
}
export const speaker = (quiet: boolean): Speaker => ({
  quiet,
  say: (text = "") => {
    if (!quiet) process.stdout.write(`${text}\n`);
  },
});

/** The one document of --json; numbers that are not finite become null. */
export function sayDocument(document: object): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Rows of cells, in columns; numbers to the right. */
export function tableText(rows: readonly (readonly string[])[], right: readonly boolean[]): string {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  return rows
    .map((row) =>
      row
        .map((cell, c) => (right[c] ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
