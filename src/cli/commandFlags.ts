// The flags that belong to one command each, beside the settings of a training; what each command takes.
import { flag as onOrOff, whole } from "../core/options.ts";
import { type Flag, path, readDecimal, text, textOr } from "./flag.ts";
import { flags, type SettingName, settingsThatAffect } from "./flags.ts";
import type { outputFlags } from "./outputFlags.ts";

const { json, svg, out, report, checkpoint, checkpointEvery, labels, epochs, steps } = flags;
type Flags = Readonly<Record<string, Flag>>;
const training = Object.fromEntries(settingsThatAffect("data", "training").map((name) => [name, flags[name]])) as Pick<
  typeof flags,
  Exclude<SettingName, keyof typeof outputFlags>
>;
const config = {
  argument: "<file>",
  rule: path,
  help: "settings, under the flags",
  shown: "ravine.json, if it is there",
};

const train = { ...training, config, out, report, svg, checkpoint, checkpointEvery, json } satisfies Flags;

const { optimizer, ...withoutOptimizer } = training;
const compare = {
  ...withoutOptimizer,
  config,
  optimizers: {
    argument: "<names>",
    rule: text,
    help: "separated by commas; name:option=value for options",
    shown: "sgd,sgd:momentum=0.9,rmsprop,adam",
  },
  optimizer: { ...optimizer, help: "with --vary: the one optimizer" },
  vary: { argument: "<flag=values>", rule: text, help: "values of one flag, such as learning-rate=0.001,0.003,0.01" },
  seeds: {
    argument: "<n>",
    rule: whole<number>(1, 1, 1000),
    read: readDecimal,
    help: "how often, with other initial weights and batches",
  },
  svg: { ...svg, help: "the curves as a picture" },
  json,
} satisfies Flags;

const predict = {
  out: { ...out, help: "where to", shown: "standard output", without: undefined },
  probabilities: { rule: onOrOff<boolean>(false), help: "also the probability of each class" },
  json,
} satisfies Flags;

const race = {
  optimizers: {
    argument: "<names>",
    rule: text,
    help: "separated by commas",
    shown: "sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam",
  },
  steps: { argument: "<n>", rule: whole<number>(120, 1, 5000), read: readDecimal, help: "steps of each" },
  start: { argument: "<x,y>", rule: text, help: "where they begin", shown: "the surface's own" },
  out: { argument: "<file>", rule: textOr("race.svg"), help: "the picture" },
  json,
} satisfies Flags;

const resume = {
  data: { argument: "<data>", rule: text, help: "where the data is now", shown: "where it was" },
  labels: { ...labels, help: "labels of IDX images" },
  epochs: { ...epochs, help: "of the whole run, if other than before", shown: undefined },
  steps: { ...steps, help: "of the whole run" },
  out: { argument: "<file>", rule: path, help: "the model" },
  report: { argument: "<file>", rule: path, help: "the report" },
  svg,
  checkpoint: { argument: "<file>", rule: path, help: "where the run is kept, to be resumed again" },
  trustPaths: {
    rule: onOrOff<boolean>(false),
    help: "write where the checkpoint says, also outside its folder",
  },
  checkpointEvery,
  json,
} satisfies Flags;

const curvature = {
  vectors: {
    argument: "<n>",
    rule: whole(undefined),
    read: readDecimal,
    help: "Lanczos vectors, for more than 2,000 weights",
    shown: "32",
  },
  json,
} satisfies Flags;

const check = { json } satisfies Flags;

export const commandFlags = { train, compare, predict, race, resume, curvature, check };
