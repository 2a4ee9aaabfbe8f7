// Checks option objects against rules, fills in defaults and suggests the nearest name. Knows no particular option.
import { OptionError } from "./errors.ts";

/** One option: its default, its range in words, and the test of a value. */
export interface Rule<T> {
  readonly fallback: T;
  readonly expected: string;
  readonly required?: boolean;
  accepts(value: unknown): boolean;
}
export type Rules = Readonly<Record<string, Rule<unknown>>>;
export type Checked<R extends Rules> = { readonly [K in keyof R]: R[K] extends Rule<infer T> ? T : never };

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const numeric = <D>(fallback: D, expected: string, accepts: (value: number) => boolean): Rule<D | number> => ({
  fallback,
  expected,
  accepts: (value) => isNumber(value) && accepts(value),
});
/** A number in (0, ∞). */
export const positive = <D extends number | undefined>(fallback: D) => numeric(fallback, "a number > 0", (v) => v > 0);
/** A number in [0, ∞). */
export const nonNegative = <D extends number | undefined>(fallback: D) =>
  numeric(fallback, "a number ≥ 0", (v) => v >= 0);
/** A number in [0, 1). */
export const belowOne = (fallback: number) => numeric(fallback, "a number in [0, 1)", (v) => v >= 0 && v < 1);
/** A number in (0, 1]. */
export const share = (fallback: number) => numeric(fallback, "a number in (0, 1]", (v) => v > 0 && v <= 1);
/** Any finite number. */
export const finite = <D extends number | undefined>(fallback: D) => numeric(fallback, "a finite number", () => true);
/** A whole number ≥ `least`. */
export const whole = <D extends number | undefined>(fallback: D, least = 1) =>
  numeric(fallback, `a whole number ≥ ${least}`, (v) => Number.isInteger(v) && v >= least && v <= 2 ** 32);
/** A seed of random numbers: a whole number in [0, 2⁵³). */
export const seed = (fallback = 1) =>
  numeric(fallback, "a whole number in [0, 2⁵³)", (v) => Number.isSafeInteger(v) && v >= 0);
/** true or false. */
export const flag = <D extends boolean | undefined>(fallback: D): Rule<D | boolean> => ({
  fallback,
  expected: "true or false",
  accepts: (v) => typeof v === "boolean",
});
/** One of a closed vocabulary. */
export const oneOf = <const N extends string>(names: readonly N[], fallback: NoInfer<N>): Rule<N> => ({
  fallback,
  expected: `one of ${names.map((n) => `"${n}"`).join(", ")}`,
  accepts: (v) => names.includes(v as N),
});
/** Anything that `accepts` says yes to. */
export const any = <T>(fallback: T, expected: string, accepts: (value: unknown) => boolean = () => true): Rule<T> => ({
  fallback,
  expected,
  accepts,
});

/** What aborts a long call. */
export const abortSignal = (): Rule<AbortSignal | undefined> =>
  any<AbortSignal | undefined>(
    undefined,
    "an AbortSignal",
    (v) => typeof (v as AbortSignal | null)?.aborted === "boolean",
  );

/** `rule` for an option that has no default: leaving it out throws. */
export const required = <T>(rule: Rule<T | undefined>): Rule<T> => ({
  ...rule,
  fallback: undefined as T,
  required: true,
});

/** Edits (insert, delete, replace, swap neighbours) between two words. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j++) rows[0][j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

/** The name of `names` nearest to `name`, where one is near enough to be meant. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, "");
  const ranked = names.map((n) => ({ n, d: distance(plain(name), plain(n)) })).sort((a, b) => a.d - b.d);
  return ranked.length > 0 && ranked[0].d <= Math.max(2, Math.floor(name.length / 3)) ? ranked[0].n : undefined;
}

/** The error for a name that does not exist, with the nearest right one and the whole vocabulary. */
export function unknownName(where: string, name: unknown, names: readonly string[]): OptionError {
  const near = typeof name === "string" ? nearest(name, names) : undefined;
  return new OptionError({
    where,
    received: name,
    expected: `one of ${names.join(", ")}`,
    ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
  });
}

/** @throws {OptionError} where an object such as { name: "elu" } has another key than its name and its options */
export function checkedKeys(where: string, given: object, options: readonly string[]): void {
  const known = ["name", ...options];
  for (const key of Object.keys(given)) if (!known.includes(key)) throw unknownName(`${where} option`, key, known);
}

/**
 * `given` with every default filled in, frozen.
 * @throws {OptionError} on an unknown option (nearest name suggested) or a value outside its rule
 */
export function checked<R extends Rules>(where: string, given: object | undefined, rules: R): Checked<R> {
  if (given !== undefined && (typeof given !== "object" || given === null || Array.isArray(given))) {
    throw new OptionError({
      where,
      received: given,
      expected: `an object with any of ${Object.keys(rules).join(", ")}`,
    });
  }
  const values = (given ?? {}) as Record<string, unknown>;
  for (const name of Object.keys(values))
    if (!Object.hasOwn(rules, name)) throw unknownName(`${where} option`, name, Object.keys(rules));
  const out: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = values[name];
    if (value === undefined ? rule.required === true : !rule.accepts(value))
      throw new OptionError({ where: `${where}.${name}`, received: value, expected: rule.expected });
    out[name] = value === undefined ? rule.fallback : value;
  }
  return Object.freeze(out) as Checked<R>;
}
