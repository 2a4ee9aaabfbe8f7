// A result that must not be lost: where its place cannot be written, another place takes it.
import { mkdtemp, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { systemWords } from "./failure.ts";
import { writeWhole } from "./writeWhole.ts";

export interface WrittenFile {
  /** where it is; undefined where no place could be written */
  readonly path: string | undefined;
  /** why it is not where it was asked for */
  readonly failure?: string;
}

/** In a folder of its own, which replaces nothing and into which no other user's link leads. */
async function writeApart(parent: string, name: string, content: Uint8Array | string): Promise<string> {
  const folder = await mkdtemp(join(parent, "ravine-"));
  try {
    const path = join(folder, name);
    await writeWhole(path, content);
    return path;
  } catch (error) {
    await rmdir(folder).catch(() => {});
    throw error;
  }
}

/**
 * Writes the content to its path or, where that cannot be, in a new folder of the system's temporary one or of the current one.
 * @param called  what it is, such as "model"
 */
export async function writeSomewhere(called: string, path: string, content: Uint8Array | string): Promise<WrittenFile> {
  let why: string;
  try {
    await writeWhole(path, content);
    return { path };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    why = systemWords(code) ?? "it cannot be written";
  }
  const parents = [tmpdir(), process.cwd()];
  for (const parent of parents) {
    const other = await writeApart(parent, basename(path), content).catch(() => undefined);
    if (other !== undefined) return { path: other, failure: `${path}: ${why}. The ${called} is in ${other} instead.` };
  }
  return {
    path: undefined,
    failure: `${path}: ${why}, and neither can ${parents.join(" or ")} be written: the ${called} is lost.`,
  };
}
