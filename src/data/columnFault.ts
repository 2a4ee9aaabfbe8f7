// What is wrong with columns that come from a file or a caller. Loaded when a table or a model is read.
import { aCount, aFiniteNumber, aText, type Fault, faultIn, optional, type Schema } from "../core/faultIn.ts";

/** As many as `names`. */
const alike = (names: unknown, each: Schema): Schema => ({
  accepts: (value) => Array.isArray(value) && value.length === (names as unknown[]).length && !faultIn(value, { each }),
  expected: "one finite number per category",
});
const differentTexts = (value: unknown): Schema => {
  const texts: Schema = { each: aText };
  if (faultIn(value, texts)) return texts;
  return {
    accepts: () => new Set(value as string[]).size === (value as string[]).length,
    expected: "texts that differ from each other",
  };
};

const byKind = (value: unknown): Schema => {
  const { kind, categories } = Object(value) as { kind?: unknown; categories?: unknown };
  const common = { name: aText, missing: aCount };
  if (kind === "number") return { fields: { ...common, mean: optional(aFiniteNumber) } };
  if (kind === "target") return { fields: { ...common, categories: optional(differentTexts) } };
  if (kind === "text")
    return { fields: { ...common, categories: differentTexts, mean: optional(alike(categories, aFiniteNumber)) } };
  const kindRule = { accepts: () => false, expected: '"number", "text" or "target"' };
  return { fields: { kind: kindRule } };
};

/** Where `value` is not what `csv` returns as columns; undefined where it is. */
export function columnFault(value: unknown): Fault | undefined {
  const fault = faultIn(value, { each: byKind });
  if (fault) return { ...fault, at: `columns${fault.at}` };
  const columns = value as readonly { kind: string }[];
  const targets = columns.filter(({ kind }) => kind === "target").length;
  if (columns.length > 0 && targets <= 1) return undefined;
  return { at: "columns", received: targets, expected: "at least one column, and at most one target" };
}
