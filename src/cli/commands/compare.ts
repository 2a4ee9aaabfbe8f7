// `ravine compare`: the same network with several optimizers, or values of one flag, seed by seed. Knows no other command.

import { type Sets, split } from "../../data/split.ts";
import { figure, percent } from "../../diagnosis/numberText.ts";
import { bestOf } from "../../experiments/compare.ts";
import { runVariants, type Variant, type VariantRun } from "../../experiments/runVariants.ts";
import { type Spread, summariesOf } from "../../experiments/summariesOf.ts";
import { findingTitles } from "../../report/findingTitles.ts";
import type { FitOptions } from "../../training/fitOptions.ts";
import { Failure, failureOf, INTERRUPTED } from "../failure.ts";
import { interruptible } from "../interruption.ts";
import { descriptionOf, load } from "../loadTable.ts";
import { bold, requireWritable, sayDocument, speaker, tableText, writeWhole } from "../output.ts";
import { fittingOf, networkOf, requireParts } from "../parts.ts";
import { countedProgress } from "../progress.ts";
import { optimizerTexts } from "../readOptimizer.ts";
import {
  checkedSettings,
  flagOf,
  readFlag,
  readSettings,
  type SettingName,
  type Settings,
  settingNames,
} from "../settings.ts";
import { sourceOf } from "../source.ts";

const OPTIMIZERS = "sgd,sgd:momentum=0.9,rmsprop,adam";
/** Settings that other data, other files or another seed would follow from: these are not compared. */
const fixed: readonly SettingName[] = [
  "target",
  "labels",
  "task",
  "missing",
  "ignore",
  "validation",
  "test",
  "seed",
  "out",
  "report",
  "svg",
  "checkpoint",
  "json",
];

/** Settings per variant: one optimizer each, or one value of the varied flag each. */
function variedSettings(settings: Settings, flags: Readonly<Record<string, unknown>>): Record<string, Settings> {
  if (flags.vary === undefined) {
    const names = optimizerTexts(typeof flags.optimizers === "string" ? flags.optimizers : OPTIMIZERS);
    return Object.fromEntries(names.map((optimizer) => [optimizer, { ...settings, optimizer }]));
  }
  const [flag, ...rest] = String(flags.vary).split("=");
  const name = flag.replace(/^--/, "").replace(/-(.)/g, (_, c: string) => c.toUpperCase()) as SettingName;
  const possible = settingNames.filter((one) => !fixed.includes(one));
  if (!possible.includes(name) || rest.length === 0)
    throw new Failure(
      `--vary: got "${flags.vary}", expected FLAG=VALUE,VALUE,… with one of ${possible.map((one) => flagOf(one).slice(2)).join(", ")}.`,
    );
  const values = rest.join("=").split(name === "hidden" ? ";" : ",");
  return Object.fromEntries(
    values.map((value) => {
      const own = checkedSettings({ [name]: readFlag(name, value) }, () => `--vary ${flag}`, "");
      return [`${flag.replace(/^--/, "")}=${value}`, { ...settings, ...own }];
    }),
  );
}

const spread = ({ median, least, most }: Spread, text: (value: number) => string, seeds: number) =>
  seeds > 1 ? `${text(median)}  (${text(least)} … ${text(most)})` : text(median);

function resultTable(runs: readonly VariantRun[], best: string): string {
  const summaries = summariesOf(runs);
  const accurate = summaries.some(({ validationAccuracy }) => validationAccuracy);
  const head = [
    "",
    "training loss",
    "validation loss",
    ...(accurate ? ["validation accuracy", "test accuracy"] : ["test loss"]),
    "iterations",
  ];
  const rows = summaries.map((one) => {
    const cell = (value: Spread | undefined, text: (n: number) => string) =>
      value ? spread(value, text, one.runs) : "–";
    return [
      `${one.name}${one.name === best ? " *" : ""}`,
      cell(one.trainLoss, figure),
      cell(one.validationLoss, figure),
      ...(accurate
        ? [cell(one.validationAccuracy, percent), cell(one.testAccuracy, percent)]
        : [cell(one.testLoss, figure)]),
      cell(one.steps, (n) => Math.round(n).toLocaleString("en")),
    ];
  });
  return tableText(
    [head, ...rows],
    head.map((_, i) => i > 0),
  );
}

/** @returns the exit code */
export async function compare(data: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  let table: string | undefined;
  let running = false;
  try {
    const { optimizers, vary, seeds: seedsGiven, ...rest } = flags;
    const seeds = seedsGiven === undefined ? 1 : Number(seedsGiven);
    if (!(Number.isInteger(seeds) && seeds >= 1 && seeds <= 1000))
      throw new Failure(`--seeds: got "${seedsGiven}", expected a whole number from 1 to 1000.`);
    if (optimizers !== undefined && vary !== undefined)
      throw new Failure("--vary: give either --optimizers or --vary, not both.");
    if (rest.optimizer !== undefined && vary === undefined)
      throw new Failure("--optimizer: it goes with --vary. To compare optimizers, give --optimizers sgd,adam.");
    const settings = await readSettings(rest);
    const { svg, json, validation, test, seed } = settings;
    await requireWritable({ "--svg": svg });
    const varied = variedSettings(settings, flags);
    for (const own of Object.values(varied)) requireParts(own);
    const source = await sourceOf(data);
    table = source.name;
    const { say } = speaker(json);
    const loaded = await load(source, settings);
    say(`${descriptionOf(loaded)}\n`);
    const sets: Sets = split(loaded.data, { validation, test, seed });
    const stop = new AbortController();
    const variants = Object.fromEntries(
      Object.entries(varied).map(([name, own]): [string, Variant] => {
        const { seed: _, ...fit } = fittingOf(own, sets.train, sets.validation);
        const { seed: __, ...network } = networkOf(own, sets.train, loaded.columns);
        return [name, { network, fit: fit as FitOptions }];
      }),
    );
    running = true;
    const spec = networkOf(settings, sets.train, loaded.columns);
    const runs: VariantRun[] = [];
    const all = seeds * Object.keys(variants).length;
    const bar = countedProgress(all, json);
    const interrupted = await interruptible(async (signal) => {
      signal.addEventListener("abort", () => stop.abort());
      for (let own = seed; own < seed + seeds && !signal.aborted; own++) {
        for (const [name, variant] of Object.entries(variants)) {
          if (signal.aborted) break;
          bar.show(runs.length, `${name}, seed ${own}`);
          const [run] = await runVariants(spec, sets, { [name]: variant }, [own], { signal });
          if (!signal.aborted) runs.push(run);
        }
      }
      return signal.aborted;
    }).finally(() => bar.end());
    if (interrupted && runs.length === 0) return INTERRUPTED;
    const summaries = summariesOf(runs);
    const best = bestOf(summaries);
    const files: Record<string, string> = {};
    if (svg !== undefined) {
      const { compareSvg } = await import("../../report/compareSvg.ts");
      await writeWhole(
        svg,
        await compareSvg(runs, {
          title: `${data}: ${vary === undefined ? "optimizers" : String(vary).split("=")[0]} compared`,
        }),
      );
      files.svg = svg;
    }
    if (json) {
      const { rows, features, classes } = loaded.data;
      sayDocument({
        command: "compare",
        data: { rows, features, ...(classes && { classes }) },
        best,
        summaries,
        runs: runs.map(
          ({ name, seed: own, reason, steps, train, validation: v, test: t, initial, fingerprint, diagnosis }) => ({
            name,
            seed: own,
            reason,
            steps,
            train: { loss: train.loss, accuracy: train.accuracy },
            ...(v && { validation: { loss: v.loss, accuracy: v.accuracy } }),
            ...(t && { test: { loss: t.loss, accuracy: t.accuracy } }),
            initial,
            fingerprint,
            diagnosis,
          }),
        ),
        files,
      });
    } else {
      say(bold(resultTable(runs, best)));
      say(
        `\n* lowest ${sets.validation ? "validation" : "training"} loss${seeds > 1 ? `, median of ${seeds} seeds (lowest … highest)` : ""}; every seed: same initial weights, same batches`,
      );
      if (interrupted) say(`interrupted after ${runs.length} of ${all} runs: the rest is missing here`);
      const found = new Map(
        runs.flatMap(({ name, diagnosis }) =>
          diagnosis.map(({ kind, message }) => [`${name}: ${findingTitles[kind].toLowerCase()}`, message] as const),
        ),
      );
      for (const [name, message] of found) say(`${name}: ${message}`);
      for (const path of Object.values(files)) say(`curves  ${path}`);
    }
    return interrupted ? INTERRUPTED : 0;
  } catch (error) {
    throw failureOf(error, { table, running });
  }
}
