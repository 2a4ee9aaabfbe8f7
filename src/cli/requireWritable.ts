// Makes sure, before anything is computed, that files can be written.
import { access, constants, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure, systemWords } from "./failure.ts";
import { type NamedFiles, requireDistinctFiles } from "./requireDistinctFiles.ts";
import { pendingFile } from "./writeWhole.ts";

/**
 * Makes sure, before anything is read or computed, that these files can be written, and are neither each other nor what is read.
 * @param outputs     by flag
 * @param inputs      what is read, by flag or operand
 * @param mayReplace  an output that may be an input
 * @throws {Failure} naming flag and path
 */
export async function requireWritable(
  outputs: NamedFiles,
  inputs: NamedFiles = {},
  mayReplace: Readonly<Record<string, string>> = {},
): Promise<void> {
  await requireDistinctFiles(outputs, inputs, mayReplace);
  for (const [flag, path] of Object.entries(outputs)) {
    if (path === undefined) continue;
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
