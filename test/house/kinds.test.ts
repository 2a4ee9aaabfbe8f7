// A kind that the build would not list, since it does not bear its file's name, is refused with both names.
import { expect, test } from "vitest";
import { requireNamedAfterFile } from "../../scripts/kind-lists.mjs";

const check = (text: string) => () => requireNamedAfterFile("src/folder/wave.ts", "wave", text);

test.each([
  ["export const waveKnd: OptimizerKind = { make: wave, rules };", "waveKnd is declared as OptimizerKind"],
  ["export const waveKnd: LayerKind<Wave> = {\n  rules,\n};", "waveKnd is declared as LayerKind"],
  [
    "export const wafeKind = {\n  slope: 1,\n} as const satisfies ActivationKind;",
    "wafeKind is declared as ActivationKind",
  ],
])("%j", (text, message) => expect(check(text)).toThrow(`src/folder/wave.ts: ${message}, but only waveKind`));

test.each([
  "export const waveKind: OptimizerKind = { make: wave, rules };",
  "export const waveKind = { slope: 1 } as const satisfies ActivationKind;",
  "export const all: Readonly<Record<string, OptimizerKind>> = { ...kinds };",
  "export const kindOf = (name: string): LossKind => kinds[name];",
])("%j stands", (text) => expect(check(text)).not.toThrow());
