// Holds the packed package: what is in it, that every entry loads from it, and that its types hold.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pack } from "../../scripts/pack.mjs";

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "ravine-package-"));
const installed = join(folder, "node_modules", "ravine");
const manifest = () => JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
const run = (...words: string[]) => execFileSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
const module = (code: string) => run("--input-type=module", "--eval", code);

beforeAll(() => {
  const tarball = pack(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const options = ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", tarball];
  execFileSync("npm", options, { cwd: folder, shell: process.platform === "win32" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packed package", () => {
  test("installs alone: it has no dependencies", () => {
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["ravine"]);
    expect(manifest()).not.toHaveProperty("dependencies");
  });

  test("is free of side effects and says which Node it needs", () => {
    expect(manifest()).toMatchObject({ sideEffects: false, engines: { node: ">=20.19" }, type: "module" });
  });

  test("holds every file that its entries, imports and binaries name", () => {
    const named = (value: unknown): string[] =>
      typeof value === "string" ? [value] : Object.values((value ?? {}) as object).flatMap(named);
    const { exports, imports, bin } = manifest();
    for (const path of named([exports, imports, bin])) expect(() => readFileSync(join(installed, path))).not.toThrow();
  });

  test("brings the licence of every library whose code is bundled, also of those that a library's own bundle folds in", () => {
    const notices = readFileSync(join(installed, "build/THIRD_PARTY_NOTICES.txt"), "utf8");
    const named = [...notices.matchAll(/^(\S+) \d+\.\d+\.\S+ \([^)]+\)$/gm)].map(([, name]) => name);
    expect(named).toEqual(
      expect.arrayContaining(["commander", "hyparquet", "@uwdata/flechette", "linkedom", "papaparse"]),
    );
    expect(named).toEqual(expect.arrayContaining(["internmap", "delaunator", "robust-predicates"])); // within d3's bundles
    for (const name of named) {
      const [, text] = notices.split(`\n${name} `);
      expect(text.split("-".repeat(80))[0], name).toMatch(/Copyright|public domain|Licence: .+ Author: .+/i);
    }
  });

  test("loads every entry that is a script", () => {
    const entries = Object.keys(manifest().exports).filter((entry) => !/\.(json|wasm)$/.test(entry));
    expect(entries).toEqual(expect.arrayContaining([".", "./reference", "./worker"]));
    const names = entries.map((entry) => entry.replace(/^\./, "ravine"));
    const code = `for (const name of ${JSON.stringify(names)}) console.log(Object.keys(await import(name)).length > 0);`;
    expect(module(code).trim().split("\n")).toEqual(names.map(() => "true"));
  });

  test("gives its cores as files that compile", () => {
    const code = `import { readFileSync } from "node:fs";
      for (const entry of Object.keys(${JSON.stringify(manifest().exports)}).filter((e) => e.endsWith(".wasm")))
        console.log(entry, WebAssembly.validate(readFileSync(new URL(import.meta.resolve("ravine" + entry.slice(1))))));`;
    expect(module(code)).toContain("./core.wasm true");
  });

  test("trains, saves, loads and predicts", () => {
    const code = `import { Network, dense, builtin } from "ravine";
      const data = await builtin("xor");
      const network = await Network.create({ inputs: 2, layers: [dense(4, { activation: "tanh" }), dense(2)], loss: "softmaxCrossEntropy" });
      await network.fit(data, { epochs: 2 });
      const again = await Network.load(network.save());
      console.log(again.fingerprint() === network.fingerprint());`;
    expect(module(code).trim()).toBe("true");
  });

  test("has a binary that runs", () => {
    const { ok, results } = JSON.parse(run(join("node_modules", ".bin", "ravine"), "check", "--json"));
    expect(ok).toBe(true);
    expect(results.length).toBeGreaterThan(50);
  });

  test.each(["nodenext", "bundler"])("type-checks under moduleResolution %s, declarations included", (resolution) => {
    const place = join(folder, resolution);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "consumer.ts"), readFileSync(join(import.meta.dirname, "consumer.ts"), "utf8"));
    const compilerOptions = {
      module: resolution === "nodenext" ? "nodenext" : "esnext",
      moduleResolution: resolution,
      target: "es2022",
      lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
      types: [],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
    };
    writeFileSync(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const report = () => execFileSync(process.execPath, [tsc, "-p", place], { encoding: "utf8" });
    expect(said(report)).toBe("");
  });
});

/** What a compiler said, also where it failed. */
function said(report: () => string): string {
  try {
    return report();
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? error);
  }
}
