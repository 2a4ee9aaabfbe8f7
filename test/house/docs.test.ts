// Runs every example in the documents as a program of its own: each block marked js is one, and imports the built package.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { root, sourcesIn, textOf } from "./sources.ts";

const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
const folder = join(root, "build", "examples");
mkdirSync(folder, { recursive: true });

for (const document of documents) {
  const text = readFileSync(join(root, document), "utf8");
  const blocks = [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)];
  describe.skipIf(blocks.length === 0)(document, () => {
    test.each(blocks.map(({ 1: code, index }) => [text.slice(0, index).split("\n").length, code] as const))(
      "the example in line %i runs",
      async (line, code) => {
        const file = join(folder, `${document}-${line}.mjs`);
        writeFileSync(file, code);
        await expect(promisify(execFile)(process.execPath, [file], { cwd: folder })).resolves.toBeDefined();
      },
    );
  });
}

test("README has examples", () => {
  expect(readFileSync(join(root, "README.md"), "utf8")).toContain("```js\n");
});

test("every file and name that ARCHITECTURE mentions is in the tree", () => {
  const folders = ["assembly", "src", "scripts", "test"];
  const paths = folders.flatMap((folder) => sourcesIn(folder, /\.(?:ts|mjs|json)$/));
  const words = new Set(paths.flatMap((path) => textOf(path).match(/[A-Za-z_]\w*/g) ?? []));
  const isThere = (text: string) =>
    text.includes("/") || /\.(?:ts|mjs)$/.test(text)
      ? existsSync(join(root, text)) || paths.some((path) => path.endsWith(`/${text}`))
      : words.has(text.replace(/\(.*/, "").split(".").at(-1) as string);
  const mentioned = Array.from(textOf("ARCHITECTURE.md").matchAll(/`([^`\n]+)`/g), ([, text]) => text);
  const plain = mentioned.filter((text) => /^[A-Za-z_][\w./-]*(?:\([^)]*\))?$/.test(text) && !text.includes("NAME"));
  expect(plain.length).toBeGreaterThan(100);
  expect(plain.filter((text) => !isThere(text))).toEqual([]);
});
