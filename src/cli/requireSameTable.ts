// Refuses to go on with another table than a training began with, before any memory is taken.
import { DataError } from "../core/errors.ts";
import type { Column } from "../data/columns.ts";
import { jsonOf } from "../formats/requireKind.ts";
import type { TensorFile } from "../formats/writeTensors.ts";
import { Failure } from "./failure.ts";
import type { Loaded } from "./loadTable.ts";

const columnWords = (columns: readonly Column[]) => columns.map(({ name, kind }) => `${name} (${kind})`);
const listed = (words: readonly string[]) =>
  words.slice(0, 8).join(", ") + (words.length > 8 ? `, … (${words.length})` : "");

const differing = (checkpoint: string, table: string, difference: string): Failure =>
  new Failure(
    `${table}: this is not the table that ${checkpoint} was trained on: ${difference}. ` +
      "Name that one with --data FILE; with other rows, begin anew with ravine train.",
  );

/** Whether resume refused its rows, by their hash. */
export const isOtherData = (error: unknown): error is DataError =>
  error instanceof DataError && error.where.startsWith("resume: ");

/** The failure for rows whose hash is another than the checkpoint's. */
export const otherTable = (checkpoint: string, table: string, { received, expected }: DataError): Failure =>
  differing(checkpoint, table, `got ${received}, expected ${expected}`);

/** @throws {Failure} naming both, where the columns or classes are others than the checkpoint's */
export function requireSameTable(checkpoint: string, file: TensorFile, { data, columns, source }: Loaded): void {
  const kept = (name: string) => (file.metadata[name] === undefined ? [] : jsonOf(checkpoint, file, name));
  const compare = (what: string, now: readonly string[], before: readonly string[]) => {
    if (JSON.stringify(now) === JSON.stringify(before)) return;
    const difference = `its ${what} are ${listed(now) || "none"}, and they were ${listed(before) || "none"}`;
    throw differing(checkpoint, source.name, difference);
  };
  compare("columns", columnWords(columns), columnWords(kept("columns") as Column[]));
  compare("classes", data.classes ?? [], kept("classes") as string[]);
}
