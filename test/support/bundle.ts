// The package's sources as one module in a temporary folder, for tests that start a process of their own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url).pathname;

/** A folder with `ravine.mjs` in it, the module's address, and how to take the folder away. */
export async function bundled(): Promise<{ folder: string; entry: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "ravine-"));
  const outfile = join(folder, "ravine.mjs");
  const options = { platform: "node", format: "esm", logLevel: "error", bundle: true } as const;
  await build({ entryPoints: [`${root}src/index.ts`], absWorkingDir: root, outfile, ...options });
  return { folder, entry: pathToFileURL(outfile).href, remove: () => rmSync(folder, { recursive: true }) };
}
