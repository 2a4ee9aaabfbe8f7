// Remedies in JavaScript: what to write.
import type { Remedy } from "../core/remedy.ts";
import { nameText } from "../data/namesText.ts";
import { figure } from "./figure.ts";
import { type RemedyPhrases, remedySentence } from "./remedySentence.ts";

/** Why each activation is proposed. */
export const activationReasons = {
  relu: "its slope does not vanish on the right",
  leakyRelu: "its slope is not 0 on the left",
  tanh: "its slope is up to four times sigmoid's",
};

export const javascriptPhrases: RemedyPhrases = {
  set: {
    learningRate: (rate) => `try a learning rate of ${figure(rate)}`,
    batchSize: (rows) => `take batches of ${rows} rows (batchSize: ${rows}; 8 … 128 are usual)`,
    epochs: (epochs) => `train longer (epochs: ${epochs})`,
    seed: (seed) => `begin elsewhere (seed: ${seed})`,
    l2: (lambda) => `penalise large weights (l2: ${lambda})`,
    clip: ({ norm }) => `clip gradients (clip: { norm: ${norm} })`,
    earlyStopping: ({ patience }) =>
      `stop there (earlyStopping: { patience: ${patience} } brings the best weights back)`,
    schedule: ({ name, options }) => `lower the rate as the run goes on (schedule: ${name}(${options.every}))`,
    optimizer: ({ name }) => `take ${name}()`,
    activation: (name) => `take ${name} (activation: "${name}"; ${activationReasons[name]})`,
    initializer: (name) => `begin with random weights of the right size (initializer: "${name}")`,
    classWeights: (weights) => `weight the classes (classWeights: "${weights}")`,
    missing: (how) => `read with missing: "${how}"`,
    ignore: (columns) => `read with ignore: ${JSON.stringify(columns)}`,
  },
  add: {
    dropout: ({ keep }) => `add dropout({ keep: ${keep} })`,
    hiddenLayer: ({ units }) => `add a hidden layer: dense(${units}, { activation: "relu" })`,
    units: () => "give the hidden layers more units",
    rows: ({ class: name }) => (name === undefined ? "bring more rows" : `bring more rows of ${nameText(name)}`),
  },
  remove: {
    layer: () => "take fewer layers",
    units: () => "take a smaller network",
    regularization: () => "take less penalty or dropout",
  },
  use: {
    standardizer: ({ targets }) =>
      targets
        ? "standardise inputs and targets: Network.create({ …, standardizer: standardizer(train, { targets: true }) })"
        : "standardise the inputs: Network.create({ …, standardizer: standardizer(train) })",
    split: () => "draw both at random from the same rows (split does)",
    learningRateRange: () => "let learningRateRange suggest a rate",
    spectrum: () => "ask spectrum what kind of point it is",
    search: () => "let search try architectures",
  },
  check: {
    inputs: () => "look at the inputs: leave out columns that name the row, and bring those that tell the target",
    outliers: ({ column }) => `look for wrong values in the column ${nameText(column)}: a few lie far from the rest`,
    sets: () => "look for a column or a time in which they differ",
    confusion: () => "look at the confusion matrix: accuracy hides the rare class",
    cell: () => "fill the cell in",
  },
};

/** What may be done, in JavaScript. */
export const remedyText = (remedies: readonly Remedy[]): string => remedySentence(remedies, javascriptPhrases);
