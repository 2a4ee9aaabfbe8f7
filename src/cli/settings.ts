// What can be set: each flag, its default, and what a value must be; from the command line over ravine.json over the defaults.
// Knows no command.
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { shown } from "../core/errors.ts";
import { nearest } from "../core/options.ts";
import { Failure, systemWords } from "./failure.ts";

const text = v.string("a text");
const number = (expected: string, holds: (n: number) => boolean) =>
  v.pipe(
    v.number(expected),
    v.check((n) => Number.isFinite(n) && holds(n), expected),
  );
const whole = (least: number) =>
  number(`a whole number ≥ ${least}`, (n) => Number.isSafeInteger(n) && n >= least && (least > 0 || n <= 2 ** 53));
const share = number("a number from 0 to below 1", (n) => n >= 0 && n < 1);
const notNegative = number("a number ≥ 0", (n) => n >= 0);
const positive = number("a number > 0", (n) => n > 0);
const oneOf = <const T extends string>(...names: T[]) => v.picklist(names, `one of ${names.join(", ")}`);
const path = v.pipe(
  text,
  v.check((p) => p.trim() !== "", "a path"),
);

/** Every setting of a training; the names are those of ravine.json, and of the flags with dashes. */
const schemas = {
  target: text,
  labels: path,
  task: oneOf("auto", "classification", "regression"),
  missing: oneOf("error", "mean", "drop"),
  ignore: v.array(text, "columns' names, such as id or id,name"),
  hidden: v.array(whole(1), 'units per hidden layer, such as 64 or 64,32; "none" for no hidden layer'),
  activation: text,
  initializer: text,
  optimizer: text,
  learningRate: positive,
  momentum: share,
  schedule: text,
  batchSize: whole(1),
  epochs: whole(1),
  steps: whole(1),
  patience: whole(0),
  keep: number("a number above 0, up to 1", (n) => n > 0 && n <= 1),
  l1: notNegative,
  l2: notNegative,
  classWeights: oneOf("none", "balanced"),
  clip: positive,
  validation: share,
  test: share,
  seed: whole(0),
  out: path,
  report: path,
  svg: path,
  checkpoint: path,
  json: v.boolean("true or false"),
} as const;

type Read = { [K in keyof typeof schemas]: v.InferOutput<(typeof schemas)[K]> };
export type SettingName = keyof typeof schemas;

/** Settings with their defaults; those without one may be absent. */
export type Settings = Partial<Read> &
  Pick<
    Read,
    | "task"
    | "missing"
    | "ignore"
    | "hidden"
    | "activation"
    | "optimizer"
    | "batchSize"
    | "patience"
    | "keep"
    | "l1"
    | "l2"
    | "classWeights"
    | "validation"
    | "test"
    | "seed"
    | "json"
  >;

export const defaults = {
  task: "auto",
  missing: "error",
  ignore: [],
  hidden: [64],
  activation: "relu",
  optimizer: "adam",
  batchSize: 32,
  patience: 30,
  keep: 1,
  l1: 0,
  l2: 0,
  classWeights: "none",
  validation: 0.15,
  test: 0.15,
  seed: 1,
  json: false,
} as const satisfies Partial<Read>;

export const settingNames = Object.keys(schemas) as SettingName[];
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

/** A flag's text as a value: numbers where the setting takes numbers. What is no number stays, and is refused by name. */
export function readFlag(name: SettingName, given: string): unknown {
  const schema = schemas[name];
  if (name === "hidden") {
    if (given === "none" || given === "0") return [];
    return given.split(",").map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : part));
  }
  if (name === "ignore") return given.split(",").map((part) => part.trim());
  const takesNumber = schema.type === "number";
  return takesNumber && given.trim() !== "" && !/^\s*0[xbo]/i.test(given) && !Number.isNaN(Number(given))
    ? Number(given)
    : given;
}

/** @throws {Failure} naming every wrong key with its path, and the nearest right name */
export function checkedSettings(given: unknown, called: (name: string) => string, where: string): Partial<Settings> {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new Failure(`${where}expected an object such as { "hidden": [64], "epochs": 50 }, got ${shown(given)}.`);
  const wrong: string[] = [];
  for (const name of Object.keys(given).filter((key) => !Object.hasOwn(schemas, key))) {
    const near = nearest(name, settingNames);
    wrong.push(`${where}${name}: there is no such setting.${near ? ` Did you mean "${near}"?` : ""}`);
  }
  const result = v.safeParse(v.partial(v.object(schemas)), given);
  for (const issue of result.issues ?? []) {
    const [first, ...rest] = issue.path ?? [];
    const place = called(String(first?.key)) + rest.map(({ key }) => `[${String(key)}]`).join("");
    wrong.push(`${where}${place}: got ${shown(issue.input)}, expected ${issue.message}.`);
  }
  if (wrong.length > 0) throw new Failure(wrong.join("\n"));
  return result.output as Partial<Settings>;
}

/** ravine.json of this folder, or the file that --config names. */
export async function configuration(file: string | undefined): Promise<Partial<Settings>> {
  const name = file ?? "ravine.json";
  let content: string;
  try {
    content = await readFile(name, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (file === undefined && code === "ENOENT") return {};
    throw new Failure(`${file === undefined ? name : `--config: ${name}`} cannot be read (${systemWords(code)}).`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(content.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new Failure(`${name}: it is no JSON (${(error as Error).message}).`);
  }
  return checkedSettings(parsed, (key) => key, `${name}: `);
}

/** Flags over the configuration over the defaults. */
export async function readSettings(flags: Readonly<Record<string, unknown>>): Promise<Settings> {
  const { config, ...rest } = flags as { config?: string };
  const off = new Set(
    Object.keys(rest).filter((name) => (rest as Record<string, unknown>)[name] === false && name !== "json"),
  );
  const values = Object.fromEntries(
    Object.entries(rest)
      .filter(([name]) => Object.hasOwn(schemas, name) && !off.has(name))
      .map(([name, value]) => [name, typeof value === "string" ? readFlag(name as SettingName, value) : value]),
  );
  const own = checkedSettings(values, flagOf, "");
  const configured = await configuration(config);
  const merged = Object.entries({ ...defaults, ...configured, ...own }).filter(([name]) => !off.has(name));
  return Object.fromEntries(merged) as unknown as Settings;
}
