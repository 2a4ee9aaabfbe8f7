// Files that appear whole or not at all, and what is said on the terminal. Knows no command.
import { randomBytes } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Failure } from "./failure.ts";

const hidden = (path: string) =>
  join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`);

/** Writes under a name that nobody reads, then renames. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = hidden(path);
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(content);
      await file.sync().catch(() => {}); // some file systems have none
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
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
    const temporary = hidden(path);
    try {
      await (await open(temporary, "wx")).close();
      await rm(temporary);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const folder = await stat(dirname(path)).catch(() => undefined);
      if (code === "ENOENT" && folder === undefined)
        throw new Failure(`${flag}: there is no folder ${dirname(path)}. Make it first, or write elsewhere.`);
      throw new Failure(`${flag}: ${path} cannot be written (${code ?? (error as Error).message}). Write elsewhere.`);
    }
  }
}

const colored = () => process.stdout.isTTY === true && (process.stdout.hasColors?.() ?? false);
/** Emphasis where the terminal has it. */
export const bold = (text: string): string => (colored() ? `\x1b[1m${text}\x1b[0m` : text);
export const dim = (text: string): string => (colored() ? `\x1b[2m${text}\x1b[0m` : text);
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
