// The commands, their options and their help. Knows no work: each command is loaded when it is run.
import { Command, CommanderError, Option } from "commander";
import { Failure, failureOf, MISUSED } from "./failure.ts";

/** [flags, description, default as help shows it] of each setting of a training. */
const trainingOptions: readonly (readonly [flags: string, description: string, shown?: string])[] = [
  ["--target <column>", "the column to predict (tables need it)"],
  ["--task <task>", "auto, classification or regression", "auto"],
  ["--missing <how>", "missing values: error, mean (of the column) or drop (the row)", "error"],
  ["--ignore <columns>", "columns to leave out, such as id,name", "none"],
  ["--labels <file>", "labels of IDX images; found by their name if left out"],
  ["--hidden <units>", "units per hidden layer, such as 64 or 64,32; none for a linear network", "64"],
  ["--activation <name>", "relu, tanh, sigmoid, gelu, …", "relu"],
  ["--initializer <name>", "he, xavier, lecun, orthogonal, …; by the activation if left out"],
  ["--optimizer <name>", "adam, sgd, adamw, rmsprop, …; name:option=value,… for its options", "adam"],
  ["--learning-rate <rate>", "the length of steps", "0.003 for adam and its kin, else the optimizer's own"],
  ["--momentum <gamma>", "of sgd and rmsprop, from 0 to below 1"],
  ["--schedule <plan>", "halve:10, cosine:50, exponential:0.95, plateau:5, …", "none"],
  ["--batch-size <rows>", "rows per iteration", "32"],
  [
    "--epochs <n>",
    "passes over the training rows",
    "until patience ends it, at most 100 epochs or 5,000 steps, whichever is more",
  ],
  ["--steps <n>", "stop after so many iterations"],
  ["--patience <n>", "epochs without a lower validation loss before it ends; 0 never ends", "30"],
  ["--keep <share>", "dropout: the share of hidden units that is kept", "1"],
  ["--l1 <lambda>", "penalty λ₁‖W‖₁", "0"],
  ["--l2 <lambda>", "penalty ½λ₂‖W‖²", "0"],
  ["--class-weights <how>", "none, or balanced", "none"],
  ["--clip <norm>", "longest gradient"],
  ["--validation <share>", "of the rows, to choose by", "0.15"],
  ["--test <share>", "of the rows, to judge by", "0.15"],
  ["--seed <n>", "of the split, the initial weights and the batches", "1"],
];

type Flags = Readonly<Record<string, unknown>>;

function withTraining(command: Command, except: readonly string[] = []): Command {
  for (const [flags, description, shown] of trainingOptions) {
    if (except.some((name) => flags.startsWith(`${name} `))) continue;
    command.addOption(new Option(flags, shown === undefined ? description : `${description} (default: ${shown})`));
  }
  return command.option("--config <file>", "settings, under the flags (default: ravine.json, if it is there)");
}

const quote = (argument: string) =>
  /^[\w./:=,@%+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;

const sourceHelp = `
DATA is a file (CSV or TSV, also gzipped; .parquet; .arrow, .feather; .npy, .npz; IDX images), - for standard input, or a
built-in set: digits, iris, wine, breastCancer, diabetes, moons, spiral, circles, xor, ravine.`;

/** Every command; \`end\` gets the exit code. */
function programOf(version: string, given: readonly string[], end: (code: number) => void): Command {
  const line = `ravine ${given.map(quote).join(" ")}`;
  const program = new Command("ravine")
    .description("Trains neural networks on tables: to the same bits on every machine, with a judgement of each run.")
    .version(version, "-V, --version", "say the version")
    .showHelpAfterError("(ravine --help, and ravine COMMAND --help, say more)")
    .addHelpText(
      "after",
      `
Examples:
  ravine train iris.csv --target species
  ravine predict model.safetensors new.csv --out predictions.csv
  ravine compare iris --optimizers sgd,sgd:momentum=0.9,adam --seeds 5
  ravine race beale

Exit codes: 0 done, 1 failed while running (or diverged), 2 bad usage or bad input, 130 interrupted (with a checkpoint).`,
    );

  withTraining(
    program.command("train").argument("<data>", "what to train on").description("train a network on a table"),
  )
    .option("--out <file>", "the model (default: model.safetensors)")
    .option("--no-out", "write no model")
    .option("--report <file>", "the report, one HTML file (default: report.html)")
    .option("--no-report", "write no report")
    .option("--svg <file>", "the learning curves as a picture")
    .option("--checkpoint <file>", "where the run is kept, to be resumed (default when interrupted: beside the model)")
    .option("--json", "one JSON document on standard output, nothing else")
    .addHelpText(
      "after",
      `${sourceHelp}

Examples:
  ravine train iris.csv --target species
  ravine train houses.csv --target price --hidden 64,32 --missing mean --report houses.html
  zcat big.csv.gz | ravine train - --target label --epochs 20 --json
  ravine train digits --optimizer sgd --momentum 0.9 --learning-rate 0.05 --schedule halve:10`,
    )
    .action(async (data: string, flags: Flags) =>
      end(await (await import("./commands/train.ts")).train(data, flags, line)),
    );

  withTraining(
    program
      .command("compare")
      .argument("<data>", "what to train on")
      .description("train the same network with several optimizers, or values of a flag"),
    ["--optimizer"],
  )
    .option(
      "--optimizers <names>",
      "separated by commas; name:option=value for options (default: sgd,sgd:momentum=0.9,rmsprop,adam)",
    )
    .option("--optimizer <name>", "with --vary: the one optimizer (default: adam)")
    .option("--vary <flag=values>", "values of one flag, such as learning-rate=0.001,0.003,0.01")
    .option("--seeds <n>", "how often, with other initial weights and batches (default: 1)")
    .option("--svg <file>", "the curves as a picture")
    .option("--json", "one JSON document on standard output, nothing else")
    .addHelpText(
      "after",
      `${sourceHelp}

Examples:
  ravine compare iris --seeds 5
  ravine compare table.csv --target y --optimizers sgd,adam,lion --svg compare.svg
  ravine compare digits --vary batch-size=1,8,32,128 --epochs 10`,
    )
    .action(async (data: string, flags: Flags) =>
      end(await (await import("./commands/compare.ts")).compare(data, flags)),
    );

  program
    .command("predict")
    .argument("<model>", "what train wrote")
    .argument("<data>", "a table with the model's columns, in any order; - for standard input")
    .description("a model's answers for a table, as CSV, in constant memory")
    .option("--out <file>", "where to (default: standard output)")
    .option("--probabilities", "also the probability of each class")
    .option("--json", "one JSON document on standard output, nothing else")
    .addHelpText(
      "after",
      `
Examples:
  ravine predict model.safetensors new.csv > predictions.csv
  cat new.csv | ravine predict model.safetensors - --probabilities`,
    )
    .action(async (model: string, data: string, flags: Flags) =>
      end(await (await import("./commands/predict.ts")).predict(model, data, flags)),
    );

  program
    .command("race")
    .argument("<surface>", "beale, rosenbrock, saddle, monkeySaddle, longValley, noisyMoons or ravine")
    .description("optimizers on a surface, as an animated picture")
    .option(
      "--optimizers <names>",
      "separated by commas (default: sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam)",
    )
    .option("--steps <n>", "steps of each (default: 120)")
    .option("--start <x,y>", "where they begin (default: the surface's own)")
    .option("--out <file>", "the picture (default: race.svg)")
    .option("--json", "one JSON document on standard output, nothing else")
    .addHelpText(
      "after",
      `
Examples:
  ravine race saddle
  ravine race beale --optimizers sgd:learningRate=0.01,adam:learningRate=0.1 --steps 200 --out beale.svg`,
    )
    .action(async (surface: string, flags: Flags) =>
      end(await (await import("./commands/race.ts")).race(surface, flags)),
    );

  program
    .command("resume")
    .argument("<checkpoint>", "what an interrupted training wrote")
    .description("go on with a training, to the same fingerprint as an unbroken one")
    .option("--data <data>", "where the data is now (default: where it was)")
    .option("--labels <file>", "labels of IDX images")
    .option("--epochs <n>", "of the whole run, if other than before")
    .option("--steps <n>", "of the whole run")
    .option("--out <file>", "the model")
    .option("--report <file>", "the report")
    .option("--svg <file>", "the learning curves as a picture")
    .option("--json", "one JSON document on standard output, nothing else")
    .addHelpText("after", "\nExample:\n  ravine resume model.checkpoint")
    .action(async (path: string, flags: Flags) =>
      end(await (await import("./commands/resume.ts")).resume(path, flags)),
    );

  program
    .command("curvature")
    .argument("<model>", "what train wrote")
    .argument("<data>", "a table with the model's columns and its target, or a built-in set")
    .description("what kind of point a model's weights are: minimum, saddle or plateau")
    .option("--vectors <n>", "Lanczos vectors, for more than 2,000 weights (default: 32)")
    .option("--json", "one JSON document on standard output, nothing else")
    .addHelpText("after", "\nExample:\n  ravine curvature model.safetensors iris.csv")
    .action(async (model: string, data: string, flags: Flags) =>
      end(await (await import("./commands/curvature.ts")).curvature(model, data, flags)),
    );

  program
    .command("check")
    .description("compute fixed runs, and compare their fingerprints with the published ones")
    .option("--json", "one JSON document on standard output, nothing else")
    .action(async (flags: { json?: boolean }) => end(await (await import("./commands/check.ts")).checkHere(flags)));
  return program;
}

/** Says what went wrong, on standard error, without a stack. @returns the exit code */
function complain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED; // commander has said it
  const failure = error instanceof Failure ? error : failureOf(error, { running: false });
  process.stderr.write(`ravine: ${failure.message.replaceAll("\n", "\nravine: ")}\n`);
  return failure.code;
}

/** Runs the command that the arguments name. @returns the exit code; nothing is thrown */
export async function main(given: readonly string[], version: string): Promise<number> {
  let code = 0;
  const program = programOf(version, given, (ended) => {
    code = ended;
  });
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "ravine: ")) });
  }
  try {
    if (given.length === 0) {
      program.outputHelp({ error: true });
      return MISUSED;
    }
    await program.parseAsync([...given], { from: "user" });
    return code;
  } catch (error) {
    return complain(error);
  }
}
