// Findings about a network's hidden layers: dead, saturated and equal units. Knows no curve.
import type { Diagnosis } from "../training/diagnosis.ts";
import type { Evidence } from "./evidence.ts";

/** Share of a layer's units from which on it is worth a word, and a warning. */
const NOTED = 0.25;
const GRAVE = 0.5;

const percent = (share: number) => `${Math.round(100 * share)} %`;

export function networkFindings({ layers }: Evidence): Diagnosis[] {
  const dense = layers.filter(({ kind }) => kind === "dense");
  return dense.slice(0, -1).flatMap(({ layer, units, activation, deadUnits, saturatedUnits, twins }) => {
    const found: Diagnosis[] = [];
    const dead = deadUnits / units;
    const saturated = saturatedUnits / units;
    const place = `layer ${layer} (${units} units of ${activation})`;
    if (dead >= NOTED) {
      found.push({
        kind: "deadUnits",
        severity: dead >= GRAVE ? "warning" : "note",
        layer,
        message: `${deadUnits} units (${percent(dead)}) of ${place} give 0 for every row that was looked at: no gradient reaches their weights, and they stay so.`,
        remedy:
          "Lower the learning rate, standardise the inputs, or use leakyRelu, elu or gelu, whose gradient is not 0 on the left.",
      });
    }
    if (saturated >= NOTED) {
      found.push({
        kind: "saturatedUnits",
        severity: saturated >= GRAVE ? "warning" : "note",
        layer,
        message: `${saturatedUnits} units (${percent(saturated)}) of ${place} are where the slope is below 2.7 % of its largest, for at least 95 % of the rows: hardly any gradient passes through them.`,
        remedy:
          "Standardise the inputs and begin with smaller weights (xavier); try relu first, then tanh, rather than sigmoid.",
      });
    }
    if (units > 1 && twins >= (units * (units - 1)) / 8) {
      found.push({
        kind: "symmetricWeights",
        severity: "error",
        layer,
        message: `${twins} of ${(units * (units - 1)) / 2} pairs of units of ${place} have equal weights to the last bit: they get equal gradients and stay equal, so that the layer has fewer units than it seems.`,
        remedy: 'Begin with random weights: initializer "he" for the relu family, "xavier" for sigmoid and tanh.',
      });
    }
    return found;
  });
}
