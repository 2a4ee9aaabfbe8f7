// The settings of a training: flags over ravine.json over the defaults.
import { readFile } from "node:fs/promises";
import { shown } from "../core/errors.ts";
import { nearest, type Rule } from "../core/options.ts";
import { Failure, systemWords } from "./failure.ts";
import { type Flag, flagName, readText } from "./flag.ts";
import { flags, type SettingName, settingFlag, settingNames } from "./flags.ts";

type Flags = Readonly<Record<string, Flag>>;
type ValueOf<F> = F extends { readonly rule: Rule<infer T> } ? T : never;
/** The values of those flags that a command line has. */
export type ValuesOf<Table extends Flags> = { readonly [Name in keyof Table]?: ValueOf<Table[Name]> };
/** The values of flags with their defaults; those without one may be absent. */
export type Defaulted<Table extends Flags> = {
  readonly [Name in keyof Table as undefined extends ValueOf<Table[Name]> ? never : Name]: ValueOf<Table[Name]>;
} & ValuesOf<Table>;

/** Every default of these flags. */
export const defaultsOf = <Table extends Flags>(table: Table): Defaulted<Table> =>
  Object.fromEntries(
    Object.entries(table).flatMap(([name, { rule }]) => (rule.fallback === undefined ? [] : [[name, rule.fallback]])),
  ) as Defaulted<Table>;

export type Settings = Defaulted<typeof flags>;
export const defaults: Settings = defaultsOf(flags);

const MOST_FAULTS = 20;

/** What is wrong with a value, each fault with its place in the value; nothing for a good one. */
function faultsOf({ rule, each }: Flag, value: unknown): { at: string; received: unknown; expected: string }[] {
  if (rule.accepts(value)) return [];
  if (each === undefined || !Array.isArray(value)) return [{ at: "", received: value, expected: rule.expected }];
  return value.flatMap((one, at) =>
    each.accepts(one) ? [] : [{ at: `[${at}]`, received: one, expected: each.expected }],
  );
}

/** @throws {Failure} naming every wrong value by the name that `called` gives its setting, and the nearest right name */
export function checkedValues<Table extends Flags>(
  table: Table,
  values: unknown,
  called: (name: string) => string = flagName,
  where = "",
): ValuesOf<Table> {
  if (typeof values !== "object" || values === null || Array.isArray(values))
    throw new Failure(`${where}expected an object such as { "hidden": [64], "epochs": 50 }, got ${shown(values)}.`);
  const known = Object.entries(values).filter(([name]) => Object.hasOwn(table, name));
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(table, name));
  const wrong = [
    ...unknown.map((name) => {
      const near = nearest(name, Object.keys(table));
      return `${where}${name.length > 60 ? shown(name) : name}: there is no such setting.${near ? ` Did you mean "${near}"?` : ""}`;
    }),
    ...known.flatMap(([name, value]) =>
      faultsOf(table[name], value).map(
        ({ at, received, expected }) => `${where}${called(name)}${at}: got ${shown(received)}, expected ${expected}.`,
      ),
    ),
  ];
  if (wrong.length > MOST_FAULTS)
    wrong.splice(MOST_FAULTS, wrong.length, `${where}and ${wrong.length - MOST_FAULTS} more.`);
  if (wrong.length > 0) throw new Failure(wrong);
  return Object.fromEntries(known) as ValuesOf<Table>;
}

/** The values of a command line's flags, of those in the table; one that is taken back (--no-…) is left out. @throws {Failure} */
export function readFlags<Table extends Flags>(
  table: Table,
  words: Readonly<Record<string, unknown>>,
): ValuesOf<Table> {
  const read = Object.entries(words)
    .filter(([name, value]) => Object.hasOwn(table, name) && value !== undefined && value !== false)
    .map(([name, value]) => [name, typeof value === "string" ? readText(table[name], value) : value]);
  return checkedValues(table, Object.fromEntries(read));
}

/** The file of settings: what --config names, or ravine.json of this folder. */
export const configurationName = ({ config }: Readonly<Record<string, unknown>>): string =>
  typeof config === "string" ? config : "ravine.json";

/** Where in a text JSON ends to be JSON, as far as the engine says. */
function positionIn(text: string, error: unknown): string {
  const position = /position (\d+)/.exec((error as Error).message)?.[1];
  if (position === undefined) return "";
  const lines = text.slice(0, Number(position)).split("\n");
  return `, line ${lines.length}, column ${lines[lines.length - 1].length + 1}`;
}

/** What the file of settings says; nothing where ravine.json is not there. */
async function configuration(words: Readonly<Record<string, unknown>>): Promise<ValuesOf<typeof flags>> {
  const name = configurationName(words);
  const isNamed = words.config !== undefined;
  let content: string;
  try {
    content = await readFile(name, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!isNamed && code === "ENOENT") return {};
    throw new Failure(`${isNamed ? `--config: ${name}` : name} cannot be read (${systemWords(code)}).`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(content.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new Failure(
      `${name}${positionIn(content, error)}: it is no JSON. Look for a missing comma, quote or bracket.`,
    );
  }
  return checkedValues(flags, parsed, (setting) => setting, `${name}: `);
}

/** Flags over the configuration over the defaults; what a flag takes back is absent. */
export async function readSettings(words: Readonly<Record<string, unknown>>): Promise<Settings> {
  const fromFlags = readFlags(flags, words);
  const configured = await configuration(words);
  const takenBack = settingNames.filter((name) => words[name] === false && settingFlag(name).without !== undefined);
  const settings = Object.entries({ ...defaults, ...configured, ...fromFlags });
  return Object.fromEntries(
    settings.filter(([name]) => !takenBack.includes(name as SettingName)),
  ) as unknown as Settings;
}
