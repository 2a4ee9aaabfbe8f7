// Files that appear whole or not at all.
import { rmSync } from "node:fs";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { removeLeft, temporaryName } from "./temporaryName.ts";

/** Temporary files of writes under way: whatever ends the process takes them along. */
const underWay = new Set<string>();
process.on("exit", () => {
  for (const file of underWay) rmSync(file, { force: true });
});

/** Files beside which what was left behind has been removed. */
const cleared = new Set<string>();

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
  if (!cleared.has(target)) await removeLeft(target, underWay);
  cleared.add(target);
  const temporary = temporaryName(target);
  underWay.add(temporary);
  return {
    path: temporary,
    flags: "wx",
    async keep() {
      await rename(temporary, target);
      underWay.delete(temporary);
    },
    async drop() {
      await rm(temporary, { force: true }).catch(() => {});
      underWay.delete(temporary);
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
