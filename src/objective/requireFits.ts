// Whether a data set fits a network, and what its targets are.
import { OptionError, ShapeError } from "../core/errors.ts";
import { checkDataset, type Dataset } from "../data/dataset.ts";
import { classCount, type ReadTargets, targetForm } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";

/**
 * Checks that a data set fits this network.
 * @param names  the classes it must have where it names any; default the network's
 * @throws {ShapeError | OptionError} naming what does not fit
 */
export function requireFits(
  where: string,
  model: Model,
  value: Dataset,
  names: readonly string[] | undefined = model.classes,
): { data: Dataset; form: ReadTargets } {
  const data = checkDataset(where, value);
  const { spec } = model;
  if (data.rows === 0) throw new ShapeError({ where, received: "0 rows", expected: "at least one row" });
  if (data.features !== spec.inputs) {
    throw new ShapeError({
      where: `${where}.features`,
      received: data.features,
      expected: `${spec.inputs}, the network's inputs`,
    });
  }
  if (model.standardizer && data.standardised) {
    throw new OptionError({
      where,
      received: "data that a standardizer has been applied to",
      expected: "raw data, since the network has a standardizer of its own",
      hint: "Give the data as it was before `apply`.",
    });
  }
  if (data.classes) {
    const count = classCount(spec.outputs);
    if (data.classes.length !== count) {
      const hint = `The last layer should have ${data.classes.length === 2 ? "2 units, or 1" : `${data.classes.length} units`}.`;
      throw new ShapeError({
        where: `${where}.classes`,
        received: `${data.classes.length} classes`,
        expected: `${count} classes`,
        hint,
      });
    }
    const other = names?.findIndex((name, i) => name !== data.classes?.[i]) ?? -1;
    if (other >= 0) {
      const expected = `the ${model.classes ? "network" : "training data"}'s classes: ${names?.slice(0, 20).join(", ")}`;
      throw new OptionError({ where: `${where}.classes[${other}]`, received: data.classes[other], expected });
    }
  }
  const isClasses = data.classes !== undefined;
  const form = targetForm(`${where}.targets`, spec.loss, data.targets.length, data.rows, spec.outputs, isClasses);
  return { data, form };
}
