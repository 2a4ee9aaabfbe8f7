// Divides a data set into training, validation and test sets by a seeded shuffle.
import { DataError, OptionError } from "../core/errors.ts";
import { belowOne, checked, flag, seed } from "../core/options.ts";
import { SPLIT } from "../numbers/purposes.ts";
import { Stream } from "../numbers/random.ts";
import { apportion } from "./apportion.ts";
import { checkDataset, type Dataset } from "./dataset.ts";
import { subset } from "./subset.ts";

/** The shares and the seed of a split. */
export interface SplitOptions {
  readonly validation?: number;
  readonly test?: number;
  readonly seed?: number;
  readonly stratify?: boolean;
}

/** Three sets; only the first must be there. */
export interface Sets {
  readonly train: Dataset;
  readonly validation?: Dataset | undefined;
  readonly test?: Dataset | undefined;
}

/** undefined for a share written as 0, a data set for another written share or none, either for a computed one. */
type Part<O, Name extends string> = Name extends keyof O
  ? number extends O[Name]
    ? Dataset | undefined
    : O[Name] extends 0
      ? undefined
      : Dataset
  : Dataset;

/** The three sets; one whose share is 0 is undefined. */
export interface Split<O = SplitOptions> {
  readonly train: Dataset;
  readonly validation: Part<O, "validation">;
  readonly test: Part<O, "test">;
}

const rules = () => ({
  validation: belowOne(0.15),
  test: belowOne(0.15),
  seed: seed(),
  stratify: flag<boolean | undefined>(undefined),
});

/** Rows by class, ascending; all rows as one group where the split does not look at classes. */
function groupsOf(data: Dataset, stratify: boolean): number[][] {
  const groups = Array.from({ length: stratify ? (data.classes?.length ?? 1) : 1 }, (): number[] => []);
  for (let row = 0; row < data.rows; row++) {
    const group = groups[stratify ? data.targets[row] : 0] as number[] | undefined;
    if (group === undefined)
      throw new DataError({ where: `split, row ${row}`, received: data.targets[row], expected: "a class number", row });
    group.push(row);
  }
  return groups;
}

/**
 * Training, validation and test sets, disjoint and together every row exactly once; each keeps the rows' order.
 *
 * Test gets round(rows × share) rows, validation likewise, training the rest. Where the data has classes, each class is
 * shared out in the same proportion (controlled rounding), so that its share in each set is within one row.
 *
 * @param options.validation, options.test  shares in [0, 1), together below 1; default 0.15 each. A share of 0 gives no
 *   set: the property is undefined
 * @param options.seed  whole number; default 1
 * @param options.stratify  default true where the data has classes
 * @throws {DataError} where a set that was asked for would have no row
 * @example const { train, validation, test } = split(await builtin("iris"), { validation: 0.15, test: 0.15, seed: 1 });
 * Differs: scikit-learn rounds the test set up, and its stratified sets need two rows of every class.
 */
export function split<const O extends SplitOptions = Record<never, never>>(data: Dataset, options?: O): Split<O> {
  const source = checkDataset("split", data);
  const read = checked("split", options, rules());
  if (read.validation + read.test >= 1)
    throw new OptionError({
      where: "split",
      received: read.validation + read.test,
      expected: "shares of validation and test that leave rows to train on, together below 1",
    });
  if (read.stratify === true && source.classes === undefined)
    throw new OptionError({ where: "split.stratify", received: true, expected: "data with classes" });

  const counts = { validation: Math.round(source.rows * read.validation), test: Math.round(source.rows * read.test) };
  for (const name of ["validation", "test"] as const)
    if (read[name] > 0 && counts[name] === 0) throw tooFew(name, read[name], source.rows);
  if (counts.validation + counts.test >= source.rows)
    throw tooFew("training", 1 - read.validation - read.test, source.rows);

  const groups = groupsOf(source, read.stratify ?? source.classes !== undefined);
  const sizes = groups.map((group) => group.length);
  const training = source.rows - counts.validation - counts.test;
  const shares = apportion(sizes, [training, counts.validation, counts.test]);
  const set = new Uint8Array(source.rows); // 0 training, 1 validation, 2 test
  for (const [index, group] of groups.entries()) {
    const order = new Stream(read.seed, SPLIT, index).permutation(group.length);
    const [, validation, test] = shares[index];
    for (let at = 0; at < validation + test; at++) set[group[order[at]]] = at < test ? 2 : 1;
  }
  const part = (wanted: number) => {
    const rows = Uint32Array.from(set.keys()).filter((row) => set[row] === wanted);
    return rows.length === 0 ? undefined : subset(source, rows);
  };
  return Object.freeze({ train: part(0), validation: part(1), test: part(2) }) as unknown as Split<O>;
}

function tooFew(name: string, share: number, rows: number): DataError {
  return new DataError({
    where: "split",
    received: `${rows} rows`,
    expected: `enough rows for a ${name} set of ${(100 * share).toFixed(1)} %`,
    hint: "Ask for a larger share, or for none (0), or bring more rows.",
  });
}
