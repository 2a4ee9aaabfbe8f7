// Holds that nothing which may reach a weight is computed by a function that engines are free to compute differently.
import { expect, test } from "vitest";
import { isDataTable, sourcesIn, textOf, withoutComments } from "./sources.ts";

/** Folders whose numbers never reach a weight of the default core. */
const free = ["src/reference/", "src/report/", "src/cli/", "src/studio/"];

const loose =
  /\bMath\.(?:a?(?:cos|sin|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow|random)\b|\bDate\b|\bcrypto\b/g;
/** A power whose base is not 2 or whose exponent is not a number as it stands; 2 ** n is exact for a whole n. */
const power = /[\w.)\]]+ ?\*\* ?-?[^\s,;)\]]+/g;
const exactPower = /^2 ?\*\* ?-?\d+$/;

/** Places that may, each with its reason. */
const listed: Record<string, string> = {};

const found = (check: (line: string) => string[]) =>
  sourcesIn("src")
    .filter((path) => !free.some((folder) => path.startsWith(folder)) && !isDataTable(path))
    .flatMap((path) =>
      withoutComments(textOf(path))
        .split("\n")
        .flatMap((line) => check(line).map((text) => `${path}: ${text}`)),
    )
    .filter((place) => !(place in listed));

test("no Math.exp, log, pow, sin, … , no chance and no date outside the reference and the reports", () => {
  expect(found((line) => [...line.matchAll(loose)].map(([text]) => text))).toEqual([]);
});

test("powers are of 2, with a whole exponent", () => {
  const powers = (line: string) => [...line.matchAll(power)].map(([text]) => text.trim());
  expect(found((line) => powers(line).filter((text) => !exactPower.test(text)))).toEqual([]);
});
