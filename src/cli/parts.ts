// A network and a training from settings. Knows no data file and no terminal.

import { nearest } from "../core/options.ts";
import { allOptimizers } from "../curvature/allOptimizers.ts";
import type { Column } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { standardizer } from "../data/standardizer.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import type { NetworkOptions } from "../network/spec.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { optimizerFromJSON } from "../optimizers/registry.ts";
import type { AnySchedule } from "../schedules/schedule.ts";
import { scheduleFromJSON } from "../schedules/schedules.ts";
import type { FitOptions } from "../training/fitOptions.ts";
import { Failure } from "./failure.ts";
import type { Settings } from "./settings.ts";

/** Optimizers whose steps are of Adam's length. */
const likeAdam = ["adam", "adamw", "adamax", "nadam", "radam", "rmsprop"];
const ADAM_RATE = 0.003;
const LEAST_EPOCHS = 100;
const LEAST_STEPS = 5000;

/** What `body` makes; its complaint is the flag's. */
function flagged<T>(flag: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw new Failure(`${flag}: ${(error as Error).message.replace(/^dense\.\w+: /, "")}`);
  }
}

/** --optimizer NAME or NAME:option=value,… with --learning-rate and --momentum. */
export function optimizerOf(settings: Settings, given = settings.optimizer): Optimizer {
  const [name, ...rest] = given.split(":");
  if (!Object.hasOwn(allOptimizers, name)) {
    const near = nearest(name, Object.keys(allOptimizers));
    throw new Failure(
      `--optimizer: got "${name}", expected one of ${Object.keys(allOptimizers).join(", ")}.${near ? ` Did you mean "${near}"?` : ""}`,
    );
  }
  const own = Object.fromEntries(
    rest
      .join(":")
      .split(",")
      .filter(Boolean)
      .map((part) => {
        const [key, value = "true"] = part.split("=");
        return [
          key.trim(),
          value === "true" ? true : value === "false" ? false : Number.isNaN(Number(value)) ? value : Number(value),
        ];
      }),
  );
  const rate = settings.learningRate ?? (likeAdam.includes(name) ? ADAM_RATE : undefined);
  const { momentum } = settings;
  if (momentum !== undefined && !["sgd", "rmsprop"].includes(name))
    throw new Failure(`--momentum: ${name} takes none. Give it with --optimizer sgd or --optimizer rmsprop.`);
  return flagged("--optimizer", () =>
    optimizerFromJSON(
      name,
      {
        ...(rate === undefined ? {} : { learningRate: rate }),
        ...(momentum === undefined ? {} : { momentum }),
        ...own,
      },
      allOptimizers,
    ),
  );
}

/** The optimizers of a list: name:a=1,b=2 has commas of its own: a part that begins no new name belongs to the one before it. */
export function optimizerNames(given: string): string[] {
  const names: string[] = [];
  for (const part of given.split(",")) {
    const last = names.length - 1;
    if (last >= 0 && names[last].includes(":") && part.includes("=") && !part.includes(":")) names[last] += `,${part}`;
    else names.push(part.trim());
  }
  return names;
}

/** What stands behind the colons of --schedule, by name. */
const scheduleForms: Readonly<Record<string, { readonly name: string; readonly keys: readonly string[] }>> = {
  constant: { name: "constant", keys: [] },
  halve: { name: "halveEvery", keys: ["every"] },
  halveEvery: { name: "halveEvery", keys: ["every"] },
  step: { name: "step", keys: ["every", "factor"] },
  exponential: { name: "exponential", keys: ["factor"] },
  inverseTime: { name: "inverseTime", keys: ["decay"] },
  cosine: { name: "cosine", keys: ["length", "minimum"] },
  linear: { name: "linear", keys: ["from", "to", "length"] },
  polynomial: { name: "polynomial", keys: ["length", "power", "end"] },
  warmRestarts: { name: "warmRestarts", keys: ["first", "multiply", "minimum"] },
  oneCycle: { name: "oneCycle", keys: ["peak", "length"] },
  plateau: { name: "reduceOnPlateau", keys: ["patience", "factor"] },
};
const scheduleUsage = Object.entries(scheduleForms).map(([name, { keys }]) =>
  [name, ...keys.map((k) => k.toUpperCase())].join(":"),
);

/** --schedule halve:10, cosine:50, plateau:5:0.5, … */
export function scheduleOf(given: string): AnySchedule {
  const [name, ...parts] = given.split(":");
  const form = Object.hasOwn(scheduleForms, name) ? scheduleForms[name] : undefined;
  const numbers = parts.map(Number);
  if (
    form === undefined ||
    parts.length > form.keys.length ||
    numbers.some((n, i) => parts[i].trim() === "" || !Number.isFinite(n))
  ) {
    const near = form ? undefined : nearest(name, Object.keys(scheduleForms));
    throw new Failure(
      `--schedule: got "${given}", expected one of ${scheduleUsage.join(", ")}.${near ? ` Did you mean "${near}"?` : ""}`,
    );
  }
  const options = Object.fromEntries(numbers.map((value, i) => [form.keys[i], value]));
  try {
    return scheduleFromJSON({ kind: name === "plateau" ? "plateau" : "schedule", name: form.name, options });
  } catch (error) {
    const { message } = error as Error;
    const usage = [name, ...form.keys.map((key) => key.toUpperCase())].join(":");
    throw new Failure(
      message.includes("got undefined") ? `--schedule: got "${given}", expected ${usage}.` : `--schedule: ${message}`,
    );
  }
}

/** Refuses names that do not exist, before any data is read. @throws {Failure} naming the flag */
export function requireParts({ activation, initializer, schedule, ...settings }: Settings): void {
  optimizerOf({ activation, ...settings });
  if (schedule !== undefined) scheduleOf(schedule);
  if (schedule?.startsWith("plateau") && settings.validation === 0)
    throw new Failure(
      "--schedule: plateau watches the validation loss, and --validation is 0. Give --validation 0.15.",
    );
  flagged("--hidden", () => settings.hidden.map((units) => dense(units)));
  flagged("--activation", () => dense(1, { activation }));
  if (initializer !== undefined) flagged("--initializer", () => dense(1, { initializer }));
}

/** The network that settings describe, for these data; raw rows go in, standardised by the training set. */
export function networkOf(settings: Settings, train: Dataset, columns: readonly Column[]): NetworkOptions {
  const { hidden, activation, initializer, keep, l1, l2, seed } = settings;
  const { classes } = train;
  const layers = hidden.flatMap((units) => [
    dense(units, { activation, ...(initializer === undefined ? {} : { initializer }) }),
    ...(keep < 1 ? [dropout({ keep })] : []),
  ]);
  return {
    inputs: train.features,
    layers: [...layers, dense(classes?.length ?? train.outputs)],
    loss: classes ? "softmaxCrossEntropy" : "meanSquaredError",
    l1,
    l2,
    seed,
    standardizer: standardizer(train, { targets: classes === undefined }),
    ...(classes && { classes }),
    columns,
  };
}

/** The training that settings describe; without --epochs until patience ends it, at most 100 epochs or 5,000 steps, whichever is more. */
export function fittingOf(settings: Settings, train: Dataset, validation: Dataset | undefined): FitOptions {
  const { batchSize, epochs, steps, patience, schedule, seed, classWeights, clip } = settings;
  const stepsPerEpoch = Math.ceil(train.rows / batchSize);
  const most = Math.max(LEAST_EPOCHS, Math.ceil(LEAST_STEPS / stepsPerEpoch));
  return {
    optimizer: optimizerOf(settings),
    ...(schedule === undefined ? {} : { schedule: scheduleOf(schedule) }),
    epochs: epochs ?? most,
    ...(steps === undefined ? {} : { steps }),
    batchSize,
    ...(validation && patience > 0 ? { earlyStopping: { patience } } : {}),
    ...(classWeights === "balanced" ? { classWeights } : {}),
    ...(clip === undefined ? {} : { clip: { norm: clip } }),
    seed,
  };
}
