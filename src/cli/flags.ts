// The settings of a training, each declared once: its flag, what a value must be, its default, its help, what it affects.
import { belowOne, nonNegative, oneOf, positive, seed, share, whole } from "../core/options.ts";
import { listOf, path, readDecimal, type SettingFlag, text, textOr, worded } from "./flag.ts";
import { outputFlags } from "./outputFlags.ts";

const readList = (text: string): string[] => text.split(",").map((one) => one.trim());
const readWidths = (text: string): unknown[] =>
  text === "none" || text === "0" ? [] : text.split(",").map((one) => (/^\s*\d+\s*$/.test(one) ? Number(one) : one));
const units = whole(undefined);

/** The settings of a training; the names are those of ravine.json, and of the flags with dashes. */
export const flags = {
  target: {
    argument: "<column>",
    rule: text,
    help: "the column to predict (tables need it)",
    affects: "data",
    option: "csv.target",
  },
  task: {
    argument: "<task>",
    rule: oneOf(["auto", "classification", "regression"], "auto"),
    help: "auto, classification or regression",
    affects: "data",
    option: "csv.task",
  },
  missing: {
    argument: "<how>",
    rule: oneOf(["error", "mean", "drop"], "error"),
    help: "missing values: error, mean (of the column) or drop (the row)",
    affects: "data",
    option: "csv.missing",
  },
  ignore: {
    argument: "<columns>",
    rule: listOf<string>([], text, "columns' names, such as id or id,name"),
    read: readList,
    help: "columns to leave out, such as id,name",
    shown: "none",
    affects: "data",
    option: "csv.ignore",
  },
  labels: {
    argument: "<file>",
    rule: path,
    help: "labels of IDX images; found by their name if left out",
    affects: "data",
    resumes: true,
  },
  hidden: {
    argument: "<units>",
    rule: listOf<number>([64], units, 'units per hidden layer, such as 64 or 64,32; "none" for no hidden layer'),
    each: units,
    read: readWidths,
    help: "units per hidden layer, such as 64 or 64,32; none for a linear network",
    affects: "training",
    option: "dense.units",
  },
  activation: {
    argument: "<name>",
    rule: textOr("relu"),
    help: "relu, tanh, sigmoid, gelu, …",
    affects: "training",
    option: "dense.activation",
  },
  initializer: {
    argument: "<name>",
    rule: text,
    help: "he, xavier, lecun, orthogonal, …; by the activation if left out",
    affects: "training",
    option: "dense.initializer",
  },
  optimizer: {
    argument: "<name>",
    rule: textOr("adam"),
    help: "adam, sgd, adamw, rmsprop, …; name:option=value,… for its options",
    affects: "training",
    option: "optimizer",
  },
  learningRate: {
    argument: "<rate>",
    rule: positive(undefined),
    read: readDecimal,
    help: "the length of steps",
    shown: "0.003 for adam and its kin, else the optimizer's own",
    affects: "training",
  },
  momentum: {
    argument: "<gamma>",
    rule: worded(belowOne(undefined), "a number from 0 to below 1"),
    read: readDecimal,
    help: "of sgd and rmsprop, from 0 to below 1",
    affects: "training",
  },
  schedule: {
    argument: "<plan>",
    rule: text,
    help: "halve:10, cosine:50, exponential:0.95, plateau:5, …",
    shown: "none",
    affects: "training",
    option: "schedule",
  },
  batchSize: {
    argument: "<rows>",
    rule: whole<number>(32),
    read: readDecimal,
    help: "rows per iteration",
    affects: "training",
    option: "fit.batchSize",
  },
  epochs: {
    argument: "<n>",
    rule: whole(undefined),
    read: readDecimal,
    help: "passes over the training rows",
    shown: "until patience ends it, at most 100 epochs or 5,000 steps, whichever is more",
    affects: "training",
    resumes: true,
    option: "fit.epochs",
  },
  steps: {
    argument: "<n>",
    rule: whole(undefined),
    read: readDecimal,
    help: "stop after so many iterations",
    affects: "training",
    resumes: true,
    option: "fit.steps",
  },
  patience: {
    argument: "<n>",
    rule: whole<number>(30, 0),
    read: readDecimal,
    help: "epochs without a lower validation loss before it ends; 0 never ends",
    affects: "training",
    option: "fit.earlyStopping.patience",
  },
  keep: {
    argument: "<share>",
    rule: worded(share(1), "a number above 0, up to 1"),
    read: readDecimal,
    help: "dropout: the share of hidden units that is kept",
    affects: "training",
    option: "dropout.keep",
  },
  l1: {
    argument: "<lambda>",
    rule: nonNegative<number>(0),
    read: readDecimal,
    help: "penalty λ₁‖W‖₁",
    affects: "training",
    option: "Network.l1",
  },
  l2: {
    argument: "<lambda>",
    rule: nonNegative<number>(0),
    read: readDecimal,
    help: "penalty ½λ₂‖W‖²",
    affects: "training",
    option: "Network.l2",
  },
  classWeights: {
    argument: "<how>",
    rule: oneOf(["none", "balanced"], "none"),
    help: "none, or balanced",
    affects: "training",
    option: "fit.classWeights",
  },
  clip: {
    argument: "<norm>",
    rule: positive(undefined),
    read: readDecimal,
    help: "longest gradient",
    affects: "training",
    option: "fit.clip.norm",
  },
  validation: {
    argument: "<share>",
    rule: worded(belowOne(0.15), "a number from 0 to below 1"),
    read: readDecimal,
    help: "of the rows, to choose by",
    affects: "data",
    option: "split.validation",
  },
  test: {
    argument: "<share>",
    rule: worded(belowOne(0.15), "a number from 0 to below 1"),
    read: readDecimal,
    help: "of the rows, to judge by",
    affects: "data",
    option: "split.test",
  },
  seed: {
    argument: "<n>",
    rule: worded(seed(1), "a whole number ≥ 0"),
    read: readDecimal,
    help: "of the split, the initial weights and the batches",
    affects: "data",
    option: "fit.seed",
  },
  ...outputFlags,
} satisfies Readonly<Record<string, SettingFlag>>;

export type SettingName = keyof typeof flags;
export const settingNames = Object.keys(flags) as SettingName[];
/** The rows by name, for readers of any of them. */
export const settingFlag = (name: SettingName): SettingFlag => flags[name];

/** Settings that affect one of these. */
export const settingsThatAffect = (...affected: SettingFlag["affects"][]): SettingName[] =>
  settingNames.filter((name) => affected.includes(settingFlag(name).affects));
/** The settings that a resumed training may change. */
export const resumedFlags = Object.fromEntries(
  settingNames.filter((name) => settingFlag(name).resumes).map((name) => [name, flags[name]]),
) as typeof flags;
