// Reads golden reference data, and holds numbers against it.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** A JSON file of test/golden, gzipped or not. */
export function golden<T>(file: string): T {
  const bytes = readFileSync(new URL(`../golden/${file}`, import.meta.url));
  return JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString()) as T;
}

export const largest = (values: readonly number[]) => Math.max(0, ...values.map(Math.abs));
