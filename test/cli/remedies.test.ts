// Remedies on the command line: in flags, and no word of code that its reader cannot type.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inFlags, remedyWords } from "../../src/cli/remedies.ts";
import type { Diagnosis } from "../../src/training/diagnosis.ts";

const sources = ["data", "fit", "network"].map((part) =>
  readFileSync(new URL(`../../src/diagnosis/${part}Findings.ts`, import.meta.url), "utf8"),
);
/** Texts in quotes of the findings' sources, what is put into them left as a number. */
const texts = sources
  .flatMap((source) => [...source.matchAll(/`[^`]*`|"(?:[^"\\]|\\.)*"|'[^'\n]*'/g)].map(([text]) => text.slice(1, -1)))
  .map((text) => text.replace(/\$\{restored[^}]*\}/g, "").replace(/\$\{[^}]*\}/g, "3"));
const told = (remedy: string) => inFlags([{ kind: "plateau", severity: "note", message: "", remedy }])[0].remedy;

describe("remedies in flags", () => {
  test.each(remedyWords.map(([pattern]) => [String(pattern), pattern] as const))(
    "%s: some finding says so",
    (_, pattern) => {
      expect(sources.some((source) => pattern.test(source)) || texts.some((text) => pattern.test(text))).toBe(true);
    },
  );

  test.each(texts.filter((text) => /learningRateRange|\{ |search tries|spectrum says|split does|\(\w+\)\./.test(text)))(
    "no code is left of: %s",
    (text) => {
      expect(told(text)).not.toMatch(/learningRateRange|\{ |search tries|spectrum says|split does|standardizer/);
    },
  );

  test("the finding keeps the rest", () => {
    const finding: Diagnosis = {
      kind: "overfitting",
      severity: "warning",
      epoch: 3,
      message: "m",
      remedy: "More rows, dropout({ keep: 0.8 }), l2: 1e-3 or a smaller network help.",
    };
    expect(inFlags([finding])).toEqual([
      { ...finding, remedy: "More rows, dropout (--keep 0.8), --l2 0.001 or a smaller network help." },
    ]);
  });
});
