// Findings about a network's hidden layers: dead, saturated and equal units.
import { kindOfActivation } from "../activations/activations.ts";
import type { AnyFinding } from "../training/finding.ts";
import type { Evidence } from "./evidence.ts";

/** Share of a layer's units from which on it is worth a word, and a warning. */
const NOTED = 0.25;
const SEVERE = 0.5;

const severityOf = (share: number) => (share >= SEVERE ? "warning" : "note");

export function networkFindings({ hidden, standardised, learningRate }: Evidence): AnyFinding[] {
  const standardise = standardised.inputs ? [] : [{ use: "standardizer" } as const];
  return hidden.flatMap(({ layer, units, activation = "identity", deadUnits, saturatedUnits, twins }) => {
    const found: AnyFinding[] = [];
    const dead = deadUnits / units;
    const saturated = saturatedUnits / units;
    const pairs = (units * (units - 1)) / 2;
    if (dead >= NOTED)
      found.push({
        kind: "deadUnits",
        severity: severityOf(dead),
        layer,
        figures: { count: deadUnits, units, activation },
        remedies: [
          { set: "learningRate", to: learningRate / 10 },
          ...standardise,
          { set: "activation", to: "leakyRelu" },
        ],
      });
    if (saturated >= NOTED)
      found.push({
        kind: "saturatedUnits",
        severity: severityOf(saturated),
        layer,
        figures: { count: saturatedUnits, units, activation },
        remedies: [
          ...standardise,
          { set: "initializer", to: "xavier" },
          { set: "activation", to: "relu" },
          ...(activation === "tanh" ? [] : [{ set: "activation", to: "tanh" } as const]),
        ],
      });
    if (units > 1 && twins >= pairs / 4)
      found.push({
        kind: "symmetricWeights",
        severity: "error",
        layer,
        figures: { count: twins, pairs, units, activation },
        remedies: [{ set: "initializer", to: kindOfActivation({ name: activation })?.initializer ?? "xavier" }],
      });
    return found;
  });
}
