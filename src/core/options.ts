// Checks option objects against rules, fills in defaults and suggests the nearest name.
import { OptionError, pathOf } from "./errors.ts";

/** One option: its default, its range in words, and the test of a value. */
export interface Rule<T> {
  readonly fallback: T;
  readonly expected: string;
  readonly required?: boolean;
  accepts(value: unknown): boolean;
}
export type Rules = Readonly<Record<string, Rule<unknown>>>;
export type Checked<R extends Rules> = { readonly [K in keyof R]: R[K] extends Rule<infer T> ? T : never };

const numeric = <D>(fallback: D, expected: string, accepts: (value: number) => boolean): Rule<D | number> => ({
  fallback,
  expected,
  accepts: (value) => Number.isFinite(value) && accepts(value as number),
});
/** A number in (0, ∞). */
export const positive = <D extends number | undefined>(fallback: D) => numeric(fallback, "a number > 0", (v) => v > 0);
/** A number in [0, ∞). */
export const nonNegative = <D extends number | undefined>(fallback: D) =>
  numeric(fallback, "a number ≥ 0", (v) => v >= 0);
/** A number in [0, 1). */
export const belowOne = <D extends number | undefined>(fallback: D) =>
  numeric(fallback, "a number in [0, 1)", (v) => v >= 0 && v < 1);
/** A number in (0, 1]. */
export const share = <D extends number | undefined>(fallback: D) =>
  numeric(fallback, "a number in (0, 1]", (v) => v > 0 && v <= 1);
/** Any finite number. */
export const finite = <D extends number | undefined>(fallback: D) => numeric(fallback, "a finite number", () => true);
/** A whole number from `least` to `most`, by default 2³². */
export const whole = <D extends number | undefined>(fallback: D, least = 1, most = 2 ** 32) =>
  numeric(
    fallback,
    `a whole number ${most < 2 ** 32 ? `from ${least} to ${most}` : `≥ ${least}`}`,
    (v) => Number.isInteger(v) && v >= least && v <= most,
  );
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
/** A value that `accepts` says yes to. */
export const value = <T>(
  fallback: T,
  expected: string,
  accepts: (value: unknown) => boolean = () => true,
): Rule<T> => ({
  fallback,
  expected,
  accepts,
});

/** What aborts a long call. */
export const abortSignal = (): Rule<AbortSignal | undefined> =>
  value<AbortSignal | undefined>(
    undefined,
    "an AbortSignal",
    (v) => typeof (v as AbortSignal | null)?.aborted === "boolean",
  );

/** `rule` for an option that has no default: leaving it out throws. */
export const required = <T>(rule: Rule<T | undefined>) => ({ ...rule, required: true }) as Rule<T>;

/** Edits (insert, delete, replace, swap neighbours) between two words. */
function distance(a: string, b: string): number {
  const rows: number[][] = [];
  for (let i = 0; i <= a.length; i++) {
    rows[i] = [];
    for (let j = 0; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i][j] =
        i * j === 0
          ? i + j
          : Math.min(
              rows[i - 1][j] + 1,
              rows[i][j - 1] + 1,
              rows[i - 1][j - 1] + Number(a[i - 1] !== b[j - 1]),
              swapped ? rows[i - 2][j - 2] + 1 : i + j,
            );
    }
  }
  return rows[a.length][b.length];
}

/** Longer names than this are not mistyped, and have no nearest. */
const LONGEST = 64;
/** Pairs of letters that are compared before the search is given up. */
const MOST_PAIRS = 2 ** 21;

/** The name of `names` nearest to `name`, where one is near enough to be meant; of many names, the first are looked at. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined;
  const plain = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const wanted = plain(name);
  let least = Math.floor(Math.max(2, name.length / 3)) + 1;
  let near: string | undefined;
  let pairs = 0;
  for (const other of names) {
    if (other.length > 2 * LONGEST) continue;
    const letters = plain(other);
    const apart = Math.abs(letters.length - wanted.length);
    pairs += 8 + (apart < least ? wanted.length * letters.length : 0);
    if (pairs > MOST_PAIRS) break;
    if (apart >= least) continue;
    const edits = distance(wanted, letters);
    if (edits < least) [least, near] = [edits, other];
  }
  return near;
}

/** The error for a name that does not exist, with the nearest right one and the whole vocabulary. */
export function unknownName(where: string, name: unknown, names: readonly string[], path = pathOf(where)): OptionError {
  const near = typeof name === "string" ? nearest(name, names) : undefined;
  return new OptionError({
    where,
    path,
    received: name,
    expected: `one of ${names.join(", ")}`,
    ...(near && { hint: `Did you mean "${near}"?` }),
  });
}

function requireKnown(where: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options))
    if (!known.includes(name)) throw unknownName(`${where} option`, name, known, [...pathOf(where), name]);
}

/** @throws {OptionError} where an object such as { name: "elu" } has another key than its name and its options */
export const checkedKeys = (where: string, description: object, options: readonly string[]): void =>
  requireKnown(where, description, ["name", ...options]);

/**
 * `options` with every default filled in, frozen.
 * @throws {OptionError} on an unknown option (nearest name suggested) or a value outside its rule
 */
export function checked<R extends Rules>(where: string, options: object | undefined = {}, rules: R): Checked<R> {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new OptionError({
      where,
      received: options,
      expected: `an object with any of ${Object.keys(rules).join(", ")}`,
    });
  }
  requireKnown(where, options, Object.keys(rules));
  const out: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = (options as Record<string, unknown>)[name];
    if (value === undefined ? rule.required === true : !rule.accepts(value))
      throw new OptionError({ where: `${where}.${name}`, received: value, expected: rule.expected });
    out[name] = value === undefined ? rule.fallback : value;
  }
  return Object.freeze(out) as Checked<R>;
}
