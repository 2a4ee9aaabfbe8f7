// One column of a table while it is read: number or text, missing values, the vocabulary.
import { type Cell, isMissing, readNumber, textOf } from "./cell.ts";
import { type CellLocation, cellError, checkedCell } from "./cellError.ts";
import { nameText } from "./namesText.ts";
import type { RowLocation } from "./rows.ts";

/** More different texts than this in an input are names or identifiers, not categories. */
const MOST_CATEGORIES = 1024;

/** Values of a column; a target's are float64, since classes are told apart by them. */
export type ColumnValues = Float32Array | Float64Array;

/** Values of one column in their order: numbers, or numbers of texts in the order of their first appearance; NaN is missing. */
export class GrowingColumn {
  readonly name: string;
  readonly index: number;
  readonly #limit: number;
  kind: "number" | "text" | undefined;
  missing = 0;
  length = 0;
  #values: ColumnValues;
  readonly #vocabulary = new Map<string, number>();
  readonly #counts: number[] = [];

  constructor(name: string, index: number, target: boolean) {
    this.name = name;
    this.index = index;
    this.#limit = target ? 2 ** 24 : MOST_CATEGORIES;
    this.#values = target ? new Float64Array(64) : new Float32Array(64);
  }

  /** Text where at least half of the sample's values are no numbers; without any value, the first one to follow decides. */
  decide(sample: readonly Cell[]): void {
    const values = sample.filter((cell) => !isMissing(cell));
    const texts = values.reduce<number>((count, cell) => count + (Number.isNaN(readNumber(cell)) ? 1 : 0), 0);
    if (values.length > 0) this.kind = 2 * texts >= values.length ? "text" : "number";
  }

  /** A cell's number, NaN where it is missing. Nothing is kept yet. */
  read(cell: Cell, location: RowLocation): number {
    if (this.kind === "number") {
      const value = readNumber(cell);
      if (Math.abs(value) < 3.4e38) return value;
    } else if (typeof cell === "string") {
      const known = this.#vocabulary.get(cell);
      if (known !== undefined) return known;
    }
    if (isMissing(cell)) {
      this.missing++;
      return Number.NaN;
    }
    if (this.kind === undefined) this.decide([cell]);
    return this.kind === "number"
      ? checkedCell(this.locationIn(location), cell)
      : this.#numberOf(textOf(cell), location);
  }

  /** Where this column's cell of a row stands. */
  locationIn({ line, row }: RowLocation): CellLocation {
    return { line, row, name: this.name, index: this.index };
  }

  #numberOf(text: string, location: RowLocation): number {
    const known = this.#vocabulary.get(text);
    if (known !== undefined) return known;
    if (this.#vocabulary.size === this.#limit)
      throw cellError(
        this.locationIn(location),
        text,
        `at most ${this.#limit} different texts in an input`,
        `This looks like a name or an identifier: read with ignore: ["${nameText(this.name)}"].`,
        [{ set: "ignore", to: [this.name] }],
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
  finished(): { values: ColumnValues; categories: string[] } {
    const values = this.#values.subarray(0, this.length);
    if (this.kind !== "text") return { values, categories: [] };
    const kept = [...this.#vocabulary].filter(([, number]) => this.#counts[number] > 0);
    const sorted = kept.sort(([a], [b]) => (a < b ? -1 : 1));
    const positions = new Float64Array(this.#counts.length);
    for (const [at, [, number]] of sorted.entries()) positions[number] = at;
    for (let at = 0; at < values.length; at++) values[at] = positions[values[at]]; // NaN has no position and stays
    return { values, categories: sorted.map(([text]) => text) };
  }
}
