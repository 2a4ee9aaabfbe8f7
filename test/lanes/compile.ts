// Compiles a test-only AssemblyScript entry as the release build is compiled.
//
// The module is kept in build/test under a hash of every source it could have read, so that a run compiles an entry once.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** The entry's functions by name, and its memory. */
export type CompiledForTest = { memory: WebAssembly.Memory } & Record<string, (...operands: number[]) => number>;

const root = resolve(import.meta.dirname, "../..");

/**
 * A fresh instance of the entry.
 *
 * @param entryPath the `.as.ts` file, absolute or from the repository's root
 * @throws {Error} with the compiler's messages when it does not compile
 */
export async function compileForTest(entryPath: string): Promise<CompiledForTest> {
  const entry = relative(root, resolve(root, entryPath)).replaceAll("\\", "/");
  const sources = new Map<string, string>();
  const inside = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`);
  const files = [
    ...inside("assembly").filter((file) => file.endsWith(".ts")),
    ...inside("test").filter((file) => file.endsWith(".as.ts")),
  ];
  for (const file of ["asconfig.json", "package-lock.json", ...files]) {
    sources.set(file.replaceAll("\\", "/"), readFileSync(join(root, file), "utf8"));
  }
  const hash = createHash("sha256").update(entry);
  for (const file of [...sources.keys()].sort()) hash.update(`\0${file}\0${sources.get(file)}`);
  const kept = join(root, "build/test", `${hash.digest("hex").slice(0, 24)}.wasm`);
  if (!existsSync(kept)) keep(kept, await compile(entry, sources));
  const { instance } = await WebAssembly.instantiate(readFileSync(kept));
  return instance.exports as CompiledForTest;
}

async function compile(entry: string, sources: Map<string, string>): Promise<Uint8Array> {
  const { default: asc } = await import("assemblyscript/asc"); // slow to load, and seldom needed
  let binary: Uint8Array | undefined;
  const argv = [entry, "--config", "asconfig.json", "--target", "release", "--outFile", "test.wasm"];
  const { error, stderr } = await asc.main(argv, {
    readFile: (name, base) => sources.get(relative(root, resolve(root, base, name)).replaceAll("\\", "/")) ?? null,
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm") && typeof contents !== "string") binary = contents;
    },
  });
  if (error || !binary) throw new Error(`${entry} does not compile:\n${stderr.toString()}`);
  return binary;
}

/** Written beside and renamed, because other test files may be compiling the same entry. */
function keep(path: string, bytes: Uint8Array): void {
  mkdirSync(join(path, ".."), { recursive: true });
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, bytes);
  renameSync(beside, path);
}
