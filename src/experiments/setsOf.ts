// The sets that an experiment trains and judges on.
import { OptionError } from "../core/errors.ts";
import { type Dataset, isDataset } from "../data/dataset.ts";
import { type Sets, split } from "../data/split.ts";
import type { FitOptions } from "../training/fitOptions.ts";

/** The three sets of what a caller gave; with `validation` among the options, data alone is the training set. */
export function setsOf(where: string, data: Dataset | Sets, options: Pick<FitOptions, "validation" | "test">): Sets {
  const { validation, test } = options;
  if (isDataset(data)) return validation || test ? { train: data, validation, test } : split(data);
  const sets = data as Partial<Sets> | null | undefined;
  if (isDataset(sets?.train))
    return { train: sets.train, validation: validation ?? sets.validation, test: test ?? sets.test };
  throw new OptionError({
    where: `${where}: data`,
    received: data,
    expected: "a data set, or { train, validation, test }",
  });
}
