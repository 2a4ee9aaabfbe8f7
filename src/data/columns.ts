// How the columns of a table become inputs.

/** How one column was read; plain JSON. `missing` counts cells; `mean` is there where missing values are filled in. */
export type Column =
  | { readonly name: string; readonly kind: "number"; readonly missing: number; readonly mean?: number }
  | {
      readonly name: string;
      readonly kind: "text";
      readonly categories: readonly string[];
      readonly missing: number;
      /** each category's share of the rows */
      readonly mean?: readonly number[];
    }
  | {
      readonly name: string;
      readonly kind: "target";
      readonly categories?: readonly string[];
      readonly missing: number;
    };

/** How many inputs a column makes. */
export const widthOf = (column: Column): number =>
  column.kind === "number" ? 1 : column.kind === "text" ? column.categories.length : 0;

/** The names of all inputs: a number column's own, a text column's "name=category". */
export function featureNamesOf(columns: readonly Column[]): string[] {
  return columns.flatMap((column) => {
    if (column.kind === "target") return [];
    return column.kind === "number" ? [column.name] : column.categories.map((category) => `${column.name}=${category}`);
  });
}

/** Writes one cell's inputs from `at` on: the number or the category's 1; NaN is filled with the mean. */
export function fillColumn(inputs: Float32Array, at: number, column: Column, value: number): void {
  if (column.kind === "number") inputs[at] = Number.isNaN(value) ? (column.mean ?? Number.NaN) : value;
  else if (column.kind === "text" && Number.isNaN(value)) inputs.set(column.mean ?? [], at);
  else if (column.kind === "text") inputs[at + value] = 1;
}

/** true where `value` has the shape of what csv returns as columns; `columnFault` says what is wrong with another. */
export function isColumns(value: unknown): value is readonly Column[] {
  const kinds: unknown[] = ["number", "text", "target"];
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (column) => kinds.includes(column?.kind) && (column.kind !== "text" || Array.isArray(column.categories)),
    )
  );
}
