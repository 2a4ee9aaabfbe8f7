// Comments name only files that are there.
import { basename, dirname, join } from "node:path/posix";
import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./sources.ts";

const folders = ["assembly", "src", "scripts", "test", "bench", "examples"];
const sources = folders.flatMap((folder) => sourcesIn(folder, /\.(?:ts|mjs|js)$/));
const files = new Set(folders.flatMap((folder) => sourcesIn(folder, /\.(?:ts|mjs|js|json)$/)));
const names = new Set(["asconfig.json", ...[...files].map((path) => basename(path))]);

/** Paths in a line's comment; names of products, made files, files of users and placeholders are none. */
function pathsIn(line: string): string[] {
  const [, comment = ""] = /(?:^|\s)(?:\/\/|\/?\*)(.*)/.exec(line) ?? [];
  return (comment.match(/(?<![\w./-])(?:[\w-]+\/)*[\w-]+\.(?:ts|mjs|js|json)\b/g) ?? []).filter(
    (path) =>
      !/NAME|^build\/|^(?:[A-Z]\w+|brain|Node|package|settings|ravine)\.js|\b(?:settings|ravine|package)\.json/.test(
        path,
      ),
  );
}

const isThere = (path: string, from: string): boolean =>
  path.includes("/")
    ? files.has(path) || files.has(join(dirname(from), path)) || [...files].some((file) => file.endsWith(`/${path}`))
    : names.has(path);

test("paths are found in comments, and missing ones are noticed", () => {
  expect(pathsIn("// as in src/numbers/random.ts, and wasm.ts; TensorFlow.js differs")).toEqual([
    "src/numbers/random.ts",
    "wasm.ts",
  ]);
  expect(pathsIn('const file = "src/nothing.ts";')).toEqual([]);
  expect(isThere("src/numbers/random.ts", "src/index.ts")).toBe(true);
  expect(isThere("src/core/random.ts", "src/index.ts")).toBe(false);
});

test("every file that a comment names is there", () => {
  const missing = sources.flatMap((path) =>
    textOf(path)
      .split("\n")
      .flatMap((line, i) =>
        pathsIn(line)
          .filter((named) => !isThere(named, path))
          .map((named) => `${path}:${i + 1} ${named}`),
      ),
  );
  expect(missing).toEqual([]);
});
