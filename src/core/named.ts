// What is chosen by its name, or by an object with its name and one number: an activation, a loss.
import { OptionError } from "./errors.ts";
import { checked, checkedKeys, type Rule, unknownName } from "./options.ts";

/** The number that a kind takes, by the name under which its maker takes it. */
export interface Parameter {
  readonly name: string;
  readonly rule: Rule<number>;
}

/** A kind by its name, with its number: frozen, JSON. */
export interface NamedKind<N extends string> {
  readonly name: N;
  readonly parameter?: number;
}

/** A kind with its number. @throws {OptionError} on a number outside its rule, or on an unknown option */
export function named<N extends string>(
  name: N,
  { parameter }: { readonly parameter?: Parameter },
  options?: object,
): NamedKind<N> {
  if (!parameter) return Object.freeze({ name });
  const read = checked(name, options, { [parameter.name]: parameter.rule });
  return Object.freeze({ name, parameter: read[parameter.name] });
}

/** Reads a kind that is given by name or as an object. @throws {OptionError} on an unknown name, the nearest suggested */
export function readNamed<N extends string>(
  where: string,
  expected: string,
  value: string | NamedKind<string>,
  kinds: Readonly<Record<N, object>>,
): NamedKind<N> {
  const isName = typeof value === "string";
  const name = (isName ? value : value?.name) as N;
  if (typeof name !== "string") throw new OptionError({ where, received: value, expected });
  if (!Object.hasOwn(kinds, name)) throw unknownName(isName ? where : `${where}.name`, name, Object.keys(kinds));
  const kind: { readonly parameter?: Parameter } = kinds[name];
  if (isName) return named(name, kind);
  const { parameter } = kind;
  checkedKeys(`${where}: ${name}`, value, parameter ? ["parameter"] : []);
  if (!parameter) return named(name, kind);
  const rule = { ...parameter.rule, expected: `${parameter.rule.expected}, ${name}'s ${parameter.name}` };
  return Object.freeze({ name, ...checked(where, { parameter: value.parameter }, { parameter: rule }) });
}

/** The kernels of a kind: they are called after it, and what is linear in pieces has no tangent. `C` are the names of those that are curved. */
export const kernelsOf = <N extends string, C extends N>(name: N, kind: { readonly piecewiseLinear?: true }) => ({
  forward: `${name}Forward` as const,
  backward: `${name}Backward` as const,
  tangent: kind.piecewiseLinear ? null : (`${name as C}Tangent` as const),
});
