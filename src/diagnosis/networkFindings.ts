// Findings about a network's hidden layers: dead, saturated and equal units.
import { type ActivationName, kindOfActivation } from "../activations/activations.ts";
import type { Remedy } from "../core/remedy.ts";
import type { AnyFinding } from "../training/finding.ts";
import type { Evidence } from "./evidence.ts";
import { type LayerLocation, locationOf } from "./setup.ts";

/** Share of a layer's units from which on it is worth a word, and a warning. */
const NOTED = 0.25;
const SEVERE = 0.5;

const severityOf = (share: number) => (share >= SEVERE ? "warning" : "note");

/** Another beginning: from random weights of the right size, or, where they were that, from other ones. */
export function beginAnew(
  { setup, seed }: Evidence,
  at: LayerLocation,
  activation: ActivationName = "identity",
): Remedy {
  const to = kindOfActivation({ name: activation })?.initializer ?? "xavier";
  return setup.initializers[locationOf(at)] === to ? { set: "seed", to: seed + 1 } : { set: "initializer", to };
}

export function networkFindings(evidence: Evidence): AnyFinding[] {
  const { hidden, standardised, learningRate, setup } = evidence;
  const standardise = standardised.inputs ? [] : [{ use: "standardizer" } as const];
  return hidden.flatMap(({ layer, inside, units, activation = "identity", deadUnits, saturatedUnits, twins }) => {
    const found: AnyFinding[] = [];
    const at = { layer, ...(inside !== undefined && { inside }) };
    const initializer = setup.initializers[locationOf(at)];
    const dead = deadUnits / units;
    const saturated = saturatedUnits / units;
    const pairs = (units * (units - 1)) / 2;
    if (dead >= NOTED)
      found.push({
        kind: "deadUnits",
        severity: severityOf(dead),
        ...at,
        figures: { count: deadUnits, units, activation },
        remedies: [
          { set: "learningRate", to: learningRate / 10 },
          ...standardise,
          ...(activation === "leakyRelu" ? [] : [{ set: "activation", to: "leakyRelu" } as const]),
        ],
      });
    if (saturated >= NOTED)
      found.push({
        kind: "saturatedUnits",
        severity: severityOf(saturated),
        ...at,
        figures: { count: saturatedUnits, units, activation },
        remedies: [
          ...standardise,
          ...(initializer === "xavier" ? [] : [{ set: "initializer", to: "xavier" } as const]),
          { set: "activation", to: "relu" },
          ...(activation === "tanh" ? [] : [{ set: "activation", to: "tanh" } as const]),
        ],
      });
    if (units > 1 && twins >= pairs / 4)
      found.push({
        kind: "symmetricWeights",
        severity: "error",
        ...at,
        figures: { count: twins, pairs, units, activation },
        remedies: [beginAnew(evidence, at, activation)],
      });
    return found;
  });
}
