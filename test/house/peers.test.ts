// Holds that what bench:peers compares with is pinned, and apart from the package. Installs nothing.
import { expect, test } from "vitest";
import { textOf } from "./sources.ts";

const { dependencies } = JSON.parse(textOf("bench/peers/package.json")) as { dependencies: Record<string, string> };
const names = Object.keys(dependencies);

test("each peer has an exact version, which the lockfile names, too", () => {
  const { packages } = JSON.parse(textOf("bench/peers/package-lock.json"));
  for (const name of names) {
    expect(dependencies[name]).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect(packages[`node_modules/${name}`].version).toBe(dependencies[name]);
  }
});

test("Ravine depends on no peer, not even for its development", () => {
  const own = JSON.parse(textOf("package.json"));
  const all = Object.keys({ ...own.dependencies, ...own.devDependencies, ...own.peerDependencies });
  expect(all.filter((name) => names.includes(name))).toEqual([]);
});
