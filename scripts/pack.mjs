// Packs build/ as npm would publish it.
//   node scripts/pack.mjs [folder]      writes ravine-VERSION.tgz there (default: build) and prints its path
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** The path of the tarball; build/ is packed as it stands. */
export function pack(folder) {
  mkdirSync(folder, { recursive: true });
  const options = ["pack", "--ignore-scripts", "--json", "--loglevel=error", "--pack-destination", resolve(folder)];
  const shell = process.platform === "win32";
  const printed = JSON.parse(execFileSync("npm", options, { cwd: root, encoding: "utf8", shell }));
  const [{ filename }] = Array.isArray(printed) ? printed : Object.values(printed);
  return join(resolve(folder), filename);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(pack(process.argv[2] ?? join(root, "build")));
