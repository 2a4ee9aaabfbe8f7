// Paths that a checkpoint brings along: files are written beside it or where a flag says, and only plain files are read.
import { lstat, open, realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import { builtinNames } from "../data/builtin.ts";
import { Failure } from "./failure.ts";
import { flagName } from "./flag.ts";

/** What such a file's name must end in: it has text in it, which other programs could take for theirs. */
const endings: Readonly<Record<string, string>> = { report: ".html", svg: ".svg" };
/** What a file of Ravine has near its beginning. */
const marks: Readonly<Record<string, string>> = {
  out: '"format":"ravine-',
  checkpoint: '"format":"ravine-',
  report: '<meta name="generator" content="Ravine">',
  svg: "<svg ",
};

/** Hidden names, those that Windows gives to devices, and what it reads otherwise than it is written. */
const strange = /^\.|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[. ]$|:/i;

async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Why a path is not written without a flag; undefined where it may be. `folder` is the checkpoint's, as it really is. */
async function objectionTo(name: string, path: string, folder: string): Promise<string | undefined> {
  if (/\p{Cc}/u.test(path) || (sep === "/" && /\\|^[a-z]:/i.test(path))) return "is no plain path";
  const whole = resolve(path);
  const parent = await realpath(dirname(whole)).catch(() => dirname(whole));
  const inside = relative(folder, join(parent, basename(whole)));
  if (inside.startsWith("..") || isAbsolute(inside)) return `is outside its folder (${folder})`;
  if (inside.split(sep).some((part) => strange.test(part))) return "has a hidden or reserved name in it";
  const ending = endings[name];
  if (ending !== undefined && !inside.toLowerCase().endsWith(ending)) return `is no ${ending} file`;
  const there = await lstat(whole).catch(() => undefined);
  if (there === undefined) return undefined;
  if (there.isSymbolicLink()) return "is a link to another file";
  if (!there.isFile()) return "is no plain file";
  const isOwn = (await beginningOf(whole).catch(() => "")).includes(marks[name]);
  return isOwn ? undefined : "is there already, and not from Ravine";
}

/**
 * The output paths of a checkpoint, spelled plainly.
 * @param checkpoint  its path
 * @param outputs     what it says, by the settings' names
 * @throws {Failure} naming path and flag, where one leaves the checkpoint's folder or would replace what Ravine did not write
 */
export async function requireBeside<Name extends string>(
  checkpoint: string,
  outputs: Readonly<Partial<Record<Name, string>>>,
): Promise<Partial<Record<Name, string>>> {
  const folder = dirname(await realpath(checkpoint));
  const paths: Partial<Record<Name, string>> = {};
  for (const [name, path] of Object.entries<string | undefined>(outputs)) {
    if (path === undefined) continue;
    const objection = await objectionTo(name, path, folder);
    if (objection !== undefined) {
      const flag = flagName(name);
      throw new Failure(
        `${checkpoint}: its settings would write ${JSON.stringify(path)} (${name}), which ${objection}. ` +
          `Say where: ${flag} FILE; or give --trust-paths to write where the checkpoint says.`,
      );
    }
    paths[name as Name] = normalize(path);
  }
  return paths;
}

/** @throws {Failure} where a checkpoint's data or labels are no plain file, which reading could block or never end */
export async function requirePlainFile(checkpoint: string, flag: string, path: string): Promise<void> {
  if (flag === "--data" && (builtinNames as readonly string[]).includes(path)) return;
  const remote = /^[\\/]{2}/.test(path);
  const there = remote ? undefined : await stat(path).catch(() => undefined);
  if (!remote && (there === undefined || there.isFile() || there.isDirectory())) return; // what is missing is said by the reader
  throw new Failure(
    `${checkpoint}: its settings would read ${JSON.stringify(path)}, which is no plain file of this machine. Name it, if you mean it: ${flag} FILE.`,
  );
}
