// Units of a layer that are equal to the last bit: they get equal gradients and stay equal.
import type { Layer } from "../layers/layer.ts";
import type { Model } from "../network/model.ts";

/** Pairs of equal rows of [weights | bias]; 0 and −0 are equal here, and so are NaNs. */
export function equalUnits(model: Model, layer: Layer, units: number): number {
  const { rows = [] } = layer.units ?? {};
  const matrices = model.placed
    .filter((placed) => placed.owner === layer && rows.includes(placed.variable.name))
    .map(({ from, length }) => ({ values: model.core.read(model.theta, from, length), per: length / units }));
  if (matrices.length === 0) return 0;
  const areEqual = (a: number, b: number) =>
    matrices.every(({ values, per }) => {
      for (let i = a * per, j = b * per; i < (a + 1) * per; i++, j++)
        if (values[i] !== values[j] && !(Number.isNaN(values[i]) && Number.isNaN(values[j]))) return false;
      return true;
    });
  // by the first weight, since units that are not equal seldom share it
  const groups = new Map<number, { first: number; count: number }[]>();
  const [{ values, per }] = matrices;
  let pairs = 0;
  for (let unit = 0; unit < units; unit++) {
    const alike = groups.get(values[unit * per]) ?? [];
    groups.set(values[unit * per], alike);
    const group = alike.find(({ first }) => areEqual(first, unit));
    if (group) pairs += group.count++;
    else alike.push({ first: unit, count: 1 });
  }
  return pairs;
}
