// The relaxed core against the plain one: close, chosen only where the engine takes it, and never without being asked.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { dense, loadCore, Network, OptionError } from "../../src/index.ts";

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const taken = WebAssembly.validate(readFileSync(path("build/core.relaxed.wasm")));
const major = Number(process.versions.node.split(".")[0]);
const flags = major < 22 ? ["--experimental-wasm-relaxed-simd"] : [];

const script = `
import { adam, dataset, dense, Network } from ${JSON.stringify(pathToFileURL(path("build/index.js")).href)};
const inputs = Float32Array.from({ length: 90 * 33 }, (_, i) => Math.sin(i * i));
const targets = Float32Array.from({ length: 90 }, (_, i) => i % 3);
const train = dataset({ inputs, targets, features: 33, classes: ["a", "b", "c"] });
const layers = [dense(29, { activation: "relu" }), dense(17, { activation: "tanh" }), dense(3)];
const made = (precision) => Network.create({ inputs: 33, layers, loss: "softmaxCrossEntropy", precision });
const [plain, fast] = [await made("reproducible"), await made("fast")];
const before = [plain, fast].map((network) => [...network.predict(inputs.subarray(0, 47 * 33))]);
const options = { epochs: 3, batchSize: 32, optimizer: adam() };
const runs = [await plain.fit(train, options), await fast.fit(train, options)];
console.log(JSON.stringify({
  kinds: [plain, fast].map(({ model }) => model.core.kind),
  notes: runs.map(({ note }) => note ?? null),
  before,
  parameters: [plain, fast].map((network) => [...network.parameters]),
}));
`;

const apart = (a: readonly number[], b: readonly number[]) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe("precision: fast", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, "--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  const relaxed = status === 0 && JSON.parse(stdout).kinds[1] === "relaxed";

  test.skipIf(status === 0 && !relaxed)(
    "where the engine takes it (Node 20: with --experimental-wasm-relaxed-simd), predictions lie within 1e-5 and weights after 9 steps of Adam within 1e-3",
    () => {
      expect(stderr).not.toContain("Error");
      const { kinds, notes, before, parameters } = JSON.parse(stdout);
      expect(kinds).toEqual(["wasm", "relaxed"]);
      expect(notes).toEqual([null, null]);
      expect(apart(before[0], before[1])).toBeLessThan(1e-5);
      expect(apart(parameters[0], parameters[1])).toBeLessThan(1e-3);
    },
  );

  test.skipIf(taken)(
    "where the engine rejects it, the plain core computes the same bits, and the run says why",
    async () => {
      const options = { inputs: 5, layers: [dense(3)], loss: "meanSquaredError" };
      const [plain, fast] = [await Network.create(options), await Network.create({ ...options, precision: "fast" })];
      expect(fast.model.core.kind).toBe("wasm");
      expect(fast.model.note).toContain("relaxed SIMD");
      expect(plain.model.note).toBeUndefined();
      expect(fast.fingerprint()).toBe(plain.fingerprint());
    },
  );

  test.skipIf(!taken)(
    "where the engine takes it, it is chosen in this process too, and only when asked for",
    async () => {
      const options = { inputs: 5, layers: [dense(3)], loss: "meanSquaredError" };
      const [plain, fast] = [await Network.create(options), await Network.create({ ...options, precision: "fast" })];
      expect([plain.model.core.kind, fast.model.core.kind]).toEqual(["wasm", "relaxed"]);
    },
  );
});

describe("loadCore", () => {
  test("gives the plain core, one from a module, and the reference", async () => {
    const module = await WebAssembly.compile(readFileSync(path("build/core.wasm")));
    expect((await loadCore()).kind).toBe("wasm");
    expect((await loadCore({ module })).kind).toBe("wasm");
    expect((await loadCore({ reference: true })).kind).toBe("reference");
    expect((await loadCore({ precision: "fast" })).kind).toBe(taken ? "relaxed" : "wasm");
  });

  test("refuses two wishes at once, and what is no module", async () => {
    await expect(loadCore({ reference: true, precision: "fast" })).rejects.toThrow(OptionError);
    await expect(loadCore({ module: {} as WebAssembly.Module })).rejects.toThrow(OptionError);
  });
});
