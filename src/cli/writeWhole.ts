// Files that appear whole or not at all.
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { exitCodes } from "./exitCodes.ts";

const hidden = (path: string) =>
  join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`);

/** Temporary files of writes under way: whatever ends the process takes them along. */
const underWay = new Set<string>();
const interrupted = () => process.exit(exitCodes.interrupted);
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
