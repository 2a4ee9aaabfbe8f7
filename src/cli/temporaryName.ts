// Names of files that are not whole yet, and which of them a process left behind that no longer lives.
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

/** A file of another machine, container or start of the machine is left behind when nobody has written to it for so long. */
const FOREIGN_MILLISECONDS = 3_600_000;

const readOr = (read: () => string): string => {
  try {
    return read();
  } catch {
    return ""; // other systems than Linux
  }
};

/** 8 hex digits, the same for all processes whose numbers can be told apart: of one machine since it started, of one container. */
const here = createHash("sha256")
  .update(hostname())
  .update(readOr(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")))
  .update(readOr(() => readlinkSync("/proc/self/ns/pid")))
  .digest("hex")
  .slice(0, 8);

/** A name beside the file that nobody reads: .NAME.PROCESS.PLACE+CHANCE.tmp */
export const temporaryName = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}.${here}${randomBytes(4).toString("hex")}.tmp`);

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // another user's
  }
}

/** Whether the process that was to finish the file is gone; one that names no place is taken for one of here. */
async function isLeft(file: string, pid: number, digits: string): Promise<boolean> {
  if (digits.length === 8 || digits.startsWith(here)) return pid === process.pid || !lives(pid);
  return Date.now() - (await stat(file)).mtimeMs > FOREIGN_MILLISECONDS;
}

/** Removes what runs that were killed left beside the file; nothing that a living process writes, `ours` among it. */
export async function removeLeft(path: string, ours: ReadonlySet<string>): Promise<void> {
  const start = `.${basename(path)}.`;
  const names = await readdir(dirname(path)).catch(() => []);
  for (const name of names) {
    const [, pid, digits] =
      (name.startsWith(start) && /^(\d+)\.([0-9a-f]{8}|[0-9a-f]{16})\.tmp$/.exec(name.slice(start.length))) || [];
    const file = join(dirname(path), name);
    if (pid === undefined || ours.has(file)) continue;
    if (await isLeft(file, Number(pid), digits).catch(() => false)) await rm(file, { force: true }).catch(() => {});
  }
}
