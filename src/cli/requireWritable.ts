// Makes sure, before anything is computed, that files can be written.
import { access, constants, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure, systemWords } from "./failure.ts";
import { pendingFile } from "./writeWhole.ts";

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
