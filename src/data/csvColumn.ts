// One column of a table while it is read: number or text, missing values, the vocabulary. Knows no rows and no data set.
import { DataError } from "../core/errors.ts";
import { nearest } from "../core/options.ts";
import { isMissing, readNumber } from "./cells.ts";

/** More different texts than this in an input are names or identifiers, not categories. */
const MOST_CATEGORIES = 1024;

/** Values of a column; a target's are float64, since classes are told apart by them. */
export type Values = Float32Array | Float64Array;

/** The place of a cell, in words and in numbers. */
export interface Place {
  readonly line: number;
  /** data rows before this one */
  readonly row: number;
}

/** A fault in a cell, told by line and column. */
export function cellError(
  name: string,
  index: number,
  place: Place,
  received: unknown,
  expected: string,
  hint: string,
) {
  const where = `csv, line ${place.line}, column ${index + 1} ("${name}")`;
  return new DataError({ where, received, expected, hint, row: place.row, column: index });
}

/** The number of a cell that is not missing, checked to be one of float32. */
export function checkedCell(name: string, index: number, place: Place, cell: string): number {
  const value = readNumber(cell);
  if (Number.isFinite(Math.fround(value))) return value;
  if (Number.isNaN(value))
    throw cellError(
      name,
      index,
      place,
      cell.trim(),
      "a number, as most of the column has",
      "Mend the cell, or leave it empty and choose what becomes of missing values.",
    );
  throw cellError(
    name,
    index,
    place,
    cell.trim(),
    "a finite number within ±3.4e38",
    "Scale the column or mend the cell.",
  );
}

/** The error for a text that training has not seen. */
export function unseen(
  name: string,
  index: number,
  place: Place,
  cell: string,
  categories: readonly string[],
): DataError {
  const text = cell.trim();
  const near = nearest(text, categories);
  const known = categories.slice(0, 8).join(", ") + (categories.length > 8 ? ", …" : "");
  const hint = near === undefined ? "Training has not seen this text." : `Did you mean "${near}"?`;
  return cellError(name, index, place, text, `one of the ${categories.length} texts seen in training (${known})`, hint);
}

/** Values of one column as they come: numbers, or numbers of texts in the order of their first appearance; NaN is missing. */
export class GrowingColumn {
  readonly name: string;
  readonly index: number;
  readonly #limit: number;
  kind: "number" | "text" | undefined;
  missing = 0;
  length = 0;
  #values: Values;
  readonly #vocabulary = new Map<string, number>();
  readonly #counts: number[] = [];

  constructor(name: string, index: number, target: boolean) {
    this.name = name;
    this.index = index;
    this.#limit = target ? 2 ** 24 : MOST_CATEGORIES;
    this.#values = target ? new Float64Array(64) : new Float32Array(64);
  }

  /** Text where at least half of the sample's values are no numbers; without any value, the first one to come decides. */
  decide(sample: readonly string[]): void {
    const values = sample.filter((cell) => !isMissing(cell));
    const texts = values.reduce((count, cell) => count + (Number.isNaN(readNumber(cell)) ? 1 : 0), 0);
    if (values.length > 0) this.kind = 2 * texts >= values.length ? "text" : "number";
  }

  /** A cell's number, NaN where it is missing. Nothing is kept yet. */
  read(cell: string, place: Place): number {
    if (this.kind === "number") {
      const value = readNumber(cell);
      if (Math.abs(value) < 3.4e38) return value;
    } else {
      const known = this.#vocabulary.get(cell);
      if (known !== undefined) return known;
    }
    if (isMissing(cell)) {
      this.missing++;
      return Number.NaN;
    }
    if (this.kind === undefined) this.decide([cell]);
    return this.kind === "number"
      ? checkedCell(this.name, this.index, place, cell)
      : this.#numberOf(cell.trim(), place);
  }

  #numberOf(text: string, place: Place): number {
    const known = this.#vocabulary.get(text);
    if (known !== undefined) return known;
    if (this.#vocabulary.size === this.#limit)
      throw cellError(
        this.name,
        this.index,
        place,
        text,
        `at most ${this.#limit} different texts in an input`,
        `This looks like a name or an identifier: read with ignore: ["${this.name}"].`,
      );
    this.#vocabulary.set([...text].join(""), this.#vocabulary.size); // a copy: a slice would keep its piece of the file
    return this.#counts.push(0) - 1;
  }

  keep(value: number): void {
    if (this.length === this.#values.length) {
      const larger =
        this.#values instanceof Float64Array ? new Float64Array(2 * this.length) : new Float32Array(2 * this.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
    if (this.kind === "text" && value >= 0) this.#counts[value]++;
  }

  /** The values kept; texts as positions in `categories`, which are the different texts kept, in code-unit order. */
  finished(): { values: Values; categories: string[] } {
    const values = this.#values.subarray(0, this.length);
    if (this.kind !== "text") return { values, categories: [] };
    const kept = [...this.#vocabulary].filter(([, number]) => this.#counts[number] > 0);
    const sorted = kept.sort(([a], [b]) => (a < b ? -1 : 1));
    const place = new Float64Array(this.#counts.length);
    for (const [at, [, number]] of sorted.entries()) place[number] = at;
    for (let at = 0; at < values.length; at++) values[at] = place[values[at]]; // NaN has no place and stays
    return { values, categories: sorted.map(([text]) => text) };
  }
}
