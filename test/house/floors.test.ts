// Holds the floors of the house: what may import what. To add a folder, put it on its floor in scripts/floors.json.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf, root, sourcesIn, textOf, withoutComments } from "./sources.ts";

/** From the lowest floor to the highest; a folder imports itself and lower floors. */
const floors = JSON.parse(textOf("scripts/floors.json")) as Record<"host" | "core", Record<string, string>[]>;
const [hostFloors, coreFloors] = [floors.host, floors.core].map((house) => house.map((rooms) => Object.keys(rooms)));

/** The folder of a file; files directly in src/ are the entry's floor, files directly in assembly/ are named as they are. */
function folderOf(path: string): string {
  const [house, first, ...rest] = path.split("/");
  if (rest.length > 0) return first;
  return house === "src" ? "index" : first.replace(/\.ts$/, "");
}

function breaches(house: "src" | "assembly", floors: readonly string[][]): string[] {
  const floorOf = (folder: string) => floors.findIndex((floor) => floor.includes(folder));
  return sourcesIn(house).flatMap((path) => {
    const own = folderOf(path);
    if (floorOf(own) < 0) return [`${path} stands on no floor`];
    return importsOf(path).flatMap((target) => {
      if (target === "assembly/abi.ts") return [];
      const there = folderOf(target);
      if (!target.startsWith(`${house}/`) || floorOf(there) < 0) return [`${path} imports ${target}, which is outside`];
      if (there === own || floorOf(there) < floorOf(own)) return [];
      return [`${path} (${own}) imports ${target} (${there})`];
    });
  });
}

describe("floors", () => {
  test("in src a file imports its own folder, lower floors, and the core's abi", () => {
    expect(breaches("src", hostFloors)).toEqual([]);
  });

  test("in assembly a file imports its own folder, lower floors, and abi", () => {
    expect(breaches("assembly", coreFloors)).toEqual([]);
  });

  test("the walk over records knows only abi", () => {
    expect(sourcesIn("assembly/program").flatMap(importsOf)).toEqual(["assembly/abi.ts"]);
  });

  test("every import is of a file that is there", () => {
    const lost = [...sourcesIn("src"), ...sourcesIn("assembly")].flatMap((path) =>
      importsOf(path)
        .filter(
          (target) => !existsSync(join(root, target)) && !existsSync(join(root, target.replace(/\.ts$/, ".d.ts"))),
        )
        .map((target) => `${path}: ${target}`),
    );
    expect(lost).toEqual([]);
  });

  test("standard output and standard error are written in src/cli/standardStreams.ts alone", () => {
    const writes =
      /\bconsole\.\w+\s*\(|\bstd(?:out|err)\s*\.\s*(?:write|end|_write)\b|\b(?:writeSync|writeFileSync|createWriteStream)\(\s*(?:[12]\b|["']\/dev\/std)/;
    const all = sourcesIn("src").filter((path) => writes.test(withoutComments(textOf(path))));
    expect(all).toEqual([]);
    for (const line of ["console.log(1)", "process.stderr.write(a)", "stdout.end()", "writeSync(2, a)"])
      expect(writes.test(line)).toBe(true);
  });

  test("a package is imported in the one place that is listed for it", () => {
    const places: Record<string, string> = {
      "#core": "src/core/",
      "#relaxed": "src/core/",
      "#thread": "src/worker/",
      "node:worker_threads": "src/core/platform.ts",
      "node:zlib": "src/core/platform.ts",
      commander: "src/cli/",
      hyparquet: "src/cli/",
      "@uwdata/flechette": "src/cli/",
      papaparse: "src/data/",
      "@observablehq/plot": "src/report/",
      linkedom: "src/report/",
      asciichart: "src/report/",
    };
    const strays = [...sourcesIn("src"), ...sourcesIn("assembly")].flatMap((path) => {
      const code = withoutComments(textOf(path));
      const names = [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)["']([^."'\s,][^"']*)["']/g)].map(
        (m) => m[1],
      );
      // the command line runs in Node, with all that Node has
      const placeOf = (name: string) => places[name] ?? (name.startsWith("node:") ? "src/cli/" : "nowhere");
      return names
        .filter((name) => !path.startsWith(placeOf(name)) && !(name.startsWith("node:") && path.startsWith("src/cli/")))
        .map((name) => `${path}: ${name}`);
    });
    expect(strays).toEqual([]);
  });
});
