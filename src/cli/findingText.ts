// Remedies as flags of the command line, for readers who write no code.
import type { Remedy } from "../core/remedy.ts";
import { visible } from "../core/visible.ts";
import { nameText } from "../data/namesText.ts";
import { figure } from "../diagnosis/figure.ts";
import { type RemedyPhrases, remedySentence } from "../diagnosis/remedySentence.ts";
import { activationReasons } from "../diagnosis/remedyText.ts";
import type { Diagnosis } from "../training/diagnosis.ts";
import { shellQuoted } from "./shellQuoted.ts";

const quoted = (text: string) => (/^[\w.-]+$/.test(text) ? text : `"${text}"`);

/** In the quotes that every shell knows, where they are enough. */
const inQuotes = (word: string) => (visible(word) === word && !/["$`\\!]/.test(word) ? `"${word}"` : shellQuoted(word));

/** What to type. What the command line does by itself (standardising, splitting) is said where it is proposed all the same. */
export const flagPhrases: RemedyPhrases = {
  set: {
    learningRate: (rate) => `try --learning-rate ${figure(rate)}`,
    batchSize: (rows) => `take --batch-size ${rows} (8 … 128 are usual)`,
    epochs: (epochs) => `train longer (--epochs ${epochs})`,
    seed: (seed) => `begin elsewhere (--seed ${seed})`,
    l2: (lambda) => `penalise large weights (--l2 ${lambda})`,
    clip: ({ norm }) => `clip gradients (--clip ${norm})`,
    earlyStopping: ({ patience }) => `stop there (--patience ${patience} brings the best weights back)`,
    schedule: ({ options }) => `lower the rate as the run goes on (--schedule halve:${options.every})`,
    optimizer: ({ name }) => `take --optimizer ${name}`,
    activation: (name) => `take --activation ${name} (${activationReasons[name]})`,
    initializer: (name) => `begin with random weights of the right size (--initializer ${name})`,
    classWeights: (weights) => `weight the classes (--class-weights ${weights})`,
    missing: (how) => `give --missing ${how}`,
    ignore: (columns) => `leave it out (--ignore ${inQuotes(columns.join(","))})`,
  },
  add: {
    dropout: ({ keep }) => `add dropout (--keep ${keep})`,
    hiddenLayer: ({ units }) => `add a hidden layer (--hidden ${units}, or ${2 * units},${units} for two)`,
    units: () => `give the hidden layers more units (--hidden 128)`,
    rows: ({ class: name }) => (name === undefined ? "bring more rows" : `bring more rows of ${nameText(name)}`),
  },
  remove: {
    layer: () => "take fewer layers (--hidden)",
    units: () => "take a smaller network (--hidden)",
    regularization: () => "take less penalty or dropout (--l1, --l2, --keep)",
  },
  use: {
    standardizer: () => "standardise the columns (ravine train does)",
    split: () => "try another --seed, and larger shares (--validation, --test)",
    learningRateRange: () => "compare several rates (ravine compare DATA --vary learning-rate=0.001,0.003,0.01)",
    spectrum: () => "let ravine curvature say what kind of point it is",
    search: () => "compare architectures (ravine compare DATA --vary hidden=32;64;128,64)",
  },
  check: {
    inputs: () =>
      "look at the inputs: leave out columns that name the row (--ignore), and bring those that tell the target",
    outliers: ({ column }) =>
      `look for wrong values in the column ${quoted(nameText(column))}: a few lie far from the rest`,
    sets: () => "look for a column or a time in which they differ",
    confusion: () => "look at the confusion matrix in the report: accuracy hides the rare class",
    cell: () => "fill the cell in",
  },
};

/** What may be done, in flags. */
export const remedyInFlags = (remedies: readonly Remedy[]): string => remedySentence(remedies, flagPhrases);

/** The findings with their remedies in flags. */
export const inFlags = (diagnosis: readonly Diagnosis[]): readonly Diagnosis[] =>
  diagnosis.map((finding) => ({ ...finding, remedy: remedyInFlags(finding.remedies) }));

/** A finding as lines of text. */
export const findingText = ({ severity, message, remedy }: Diagnosis): string[] => [
  `${severity}: ${message}`,
  `  → ${remedy}`,
];
