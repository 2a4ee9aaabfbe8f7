// The commands: what each takes, what help says of it, and what does its work, loaded when it is asked for.
import { commandFlags } from "./commandFlags.ts";
import type { Flag } from "./flag.ts";

export interface CommandRow {
  readonly name: string;
  /** what stands behind the name, with its help */
  readonly takes: Readonly<Record<string, string>>;
  readonly description: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** help's last words */
  readonly after?: string;
  /** Does the work. @returns the exit code */
  run(operands: readonly string[], flags: Readonly<Record<string, unknown>>, line: string): Promise<number>;
}

const sourceHelp = `
DATA is a file (CSV or TSV, also gzipped; .parquet; .arrow, .feather; .npy, .npz; IDX images), - for standard input, or a
built-in set: digits, iris, wine, breastCancer, diabetes, moons, spiral, circles, xor, ravine.
`;

export const commandTable: readonly CommandRow[] = [
  {
    name: "train",
    takes: { data: "what to train on" },
    description: "train a network on a table",
    flags: commandFlags.train,
    after: `${sourceHelp}
Examples:
  ravine train iris.csv --target species
  ravine train houses.csv --target price --hidden 64,32 --missing mean --report houses.html
  zcat big.csv.gz | ravine train - --target label --epochs 20 --json
  ravine train digits --optimizer sgd --momentum 0.9 --learning-rate 0.05 --schedule halve:10`,
    run: async ([data], flags, line) => (await import("./commands/trainCommand.ts")).trainCommand(data, flags, line),
  },
  {
    name: "compare",
    takes: { data: "what to train on" },
    description: "train the same network with several optimizers, or values of a flag",
    flags: commandFlags.compare,
    after: `${sourceHelp}
Examples:
  ravine compare iris --seeds 5
  ravine compare table.csv --target y --optimizers sgd,adam,lion --svg compare.svg
  ravine compare digits --vary batch-size=1,8,32,128 --epochs 10`,
    run: async ([data], flags) => (await import("./commands/compareCommand.ts")).compareCommand(data, flags),
  },
  {
    name: "predict",
    takes: { model: "what train wrote", data: "a table with the model's columns, in any order; - for standard input" },
    description: "a model's answers for a table, as CSV, in constant memory",
    flags: commandFlags.predict,
    after: `
Examples:
  ravine predict model.safetensors new.csv > predictions.csv
  cat new.csv | ravine predict model.safetensors - --probabilities`,
    run: async ([model, data], flags) =>
      (await import("./commands/predictCommand.ts")).predictCommand(model, data, flags),
  },
  {
    name: "race",
    takes: { surface: "beale, rosenbrock, saddle, monkeySaddle, longValley, noisyMoons or ravine" },
    description: "optimizers on a surface, as an animated picture",
    flags: commandFlags.race,
    after: `
Examples:
  ravine race saddle
  ravine race beale --optimizers sgd:learningRate=0.01,adam:learningRate=0.1 --steps 200 --out beale.svg`,
    run: async ([surface], flags) => (await import("./commands/raceCommand.ts")).raceCommand(surface, flags),
  },
  {
    name: "resume",
    takes: { checkpoint: "what an interrupted training wrote" },
    description: "go on with a training, to the same fingerprint as an unbroken one",
    flags: commandFlags.resume,
    after: "\nExample:\n  ravine resume model.checkpoint",
    run: async ([path], flags) => (await import("./commands/resumeCommand.ts")).resumeCommand(path, flags),
  },
  {
    name: "curvature",
    takes: { model: "what train wrote", data: "a table with the model's columns and its target, or a built-in set" },
    description: "what kind of point a model's weights are: minimum, saddle or plateau",
    flags: commandFlags.curvature,
    after: "\nExample:\n  ravine curvature model.safetensors iris.csv",
    run: async ([model, data], flags) =>
      (await import("./commands/curvatureCommand.ts")).curvatureCommand(model, data, flags),
  },
  {
    name: "check",
    takes: {},
    description: "compute fixed runs, and compare their fingerprints with the published ones",
    flags: commandFlags.check,
    run: async (_, flags) => (await import("./commands/checkCommand.ts")).checkCommand(flags),
  },
];
