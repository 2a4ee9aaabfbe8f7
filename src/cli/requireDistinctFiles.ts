// Makes sure that no file of a command is written over another one of it, whatever its path is spelled like.
import { randomBytes } from "node:crypto";
import { type BigIntStats, fstatSync } from "node:fs";
import { realpath, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Failure } from "./failure.ts";

/** Files by the flag or operand that names them. */
export type NamedFiles = Readonly<Record<string, string | undefined>>;

/** Where a path leads. */
interface Location {
  readonly name: string;
  readonly path: string;
  /** the same for all paths to one file */
  readonly identity: string;
  /** where a file that is not there yet would be; undefined for one that is there */
  readonly folder?: string;
}

/** By device and number: so are links, and spellings that the file system does not tell apart. */
const numbered = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

/** What standard input is; undefined where it is closed. */
export function standardInput(): BigIntStats | undefined {
  try {
    return fstatSync(0, { bigint: true });
  } catch {
    return undefined; // closed
  }
}

/** The location of a path; undefined for devices, which may be written more than once, and for folders. */
async function locationOf(name: string, path: string): Promise<Location | undefined> {
  const there = path === "-" ? standardInput() : await stat(path, { bigint: true }).catch(() => undefined);
  if (there) return there.isFile() || there.isFIFO() ? { name, path, identity: numbered(there) } : undefined;
  const folder = await realpath(dirname(resolve(path))).catch(() => dirname(resolve(path)));
  return { name, path, identity: join(folder, basename(path)), folder };
}

/** Whether a folder takes two names for one that differ only in case, or in how an accent is written. */
async function mergesNames(folder: string): Promise<boolean> {
  const probe = join(folder, `.ravine-é.${process.pid}.${randomBytes(4).toString("hex")}.tmp`);
  try {
    await writeFile(probe, "", { flag: "wx" });
    return await stat(join(folder, basename(probe).toUpperCase())).then(
      () => true,
      () => false,
    );
  } catch {
    return false; // the folder cannot be written: that is said elsewhere
  } finally {
    await rm(probe, { force: true }).catch(() => {});
  }
}

const plain = (identity: string) => identity.normalize("NFC").toLowerCase();

async function isSame(a: Location, b: Location): Promise<boolean> {
  if (a.identity === b.identity) return true;
  return a.folder !== undefined && plain(a.identity) === plain(b.identity) && (await mergesNames(a.folder));
}

/**
 * @param outputs     files to be written, by flag
 * @param inputs      files to be read, by flag or operand; what is not there (a built-in set's name) is left alone
 * @param mayReplace  an output that may be an input: a checkpoint that goes on is written over itself
 * @throws {Failure} naming both flags, where an output is an input, or another output
 */
export async function requireDistinctFiles(
  outputs: NamedFiles,
  inputs: NamedFiles = {},
  mayReplace: Readonly<Record<string, string>> = {},
): Promise<void> {
  const seen: Location[] = [];
  for (const [name, path] of Object.entries(inputs)) {
    const location = path === undefined ? undefined : await locationOf(name, path);
    if (location && location.folder === undefined) seen.push(location);
  }
  for (const [name, path] of Object.entries(outputs)) {
    const location = path === undefined ? undefined : await locationOf(name, path);
    if (location === undefined) continue;
    for (const other of seen) {
      if (mayReplace[name] === other.name || !(await isSame(other, location))) continue;
      const spelled = other.path === location.path ? "" : `, there called ${other.path}`;
      throw new Failure(`${name}: ${location.path} is the file of ${other.name} too${spelled}. Name another.`);
    }
    seen.push(location);
  }
}
