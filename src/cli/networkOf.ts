// A network from settings and the data that it is for.
import type { Column } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { standardizer } from "../data/standardizer.ts";
import { type Dense, dense } from "../layers/dense.ts";
import { type Dropout, dropout } from "../layers/dropout.ts";
import type { NetworkOptions } from "../network/spec.ts";
import type { Settings } from "./settings.ts";

/** The hidden layers. @throws {OptionError} on a name that does not exist */
export function hiddenLayers({ hidden, activation, initializer, keep }: Settings): (Dense | Dropout)[] {
  return hidden.flatMap((units) => [
    dense(units, { activation, ...(initializer !== undefined && { initializer }) }),
    ...(keep < 1 ? [dropout({ keep })] : []),
  ]);
}

/** The network that settings describe, for these data; raw rows go in, standardised by the training set. */
export function networkOf(settings: Settings, train: Dataset, columns: readonly Column[]): NetworkOptions {
  const { l1, l2, seed } = settings;
  const { classes } = train;
  return {
    inputs: train.features,
    layers: [...hiddenLayers(settings), dense(classes?.length ?? train.outputs)],
    loss: classes ? "softmaxCrossEntropy" : "meanSquaredError",
    l1,
    l2,
    seed,
    standardizer: standardizer(train, { targets: classes === undefined }),
    ...(classes && { classes }),
    columns,
  };
}
