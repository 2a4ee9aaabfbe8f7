// Checkpoints of version 1 in the form of version 2: other names of tensors, and the states of what watches a run by themselves.

import { numbersToJSON } from "../formats/envelope.ts";
import { jsonOf, numbersFromJSON } from "../formats/requireKind.ts";
import type { NamedTensor, TensorFile } from "../formats/writeTensors.ts";
import type { PatienceState } from "../schedules/patience.ts";
import type { PlateauState } from "../schedules/schedule.ts";
import { type CurvePoint, monitored } from "./curve.ts";
import type { KeptOptions } from "./keptOptions.ts";

interface State1 {
  readonly step: number;
  readonly evaluated: number;
  readonly squares: number;
  readonly plateau: PlateauState | null;
  readonly patience: PatienceState;
  readonly bestMetric: number | null;
}

const names: Readonly<Record<string, string>> = {
  theta: "network.theta",
  best: "watchers.bestWeights.theta",
  batchLoss: "batchCost",
  "optimizer.scalars": "optimizer.scalars",
};
const empty = (name: string): NamedTensor => ({ name, shape: [0], values: new Float32Array() });

/** The same run as version 2 writes it; a file of version 2 as it is. */
export function fromVersion1(where: string, file: TensorFile): TensorFile {
  if (file.metadata.version !== "1") return file;
  const read = (name: string) => numbersFromJSON(jsonOf(where, file, name));
  const { plateau, patience, bestMetric, ...figures } = read("state") as State1;
  const { earlyStopping } = jsonOf(where, file, "options") as KeptOptions;
  const monitor = earlyStopping?.monitor ?? "validation.loss";
  const best = (read("points") as CurvePoint[]).find((point) => monitored(point, monitor) === bestMetric);
  const watchers = {
    plateau,
    bestWeights: { metric: bestMetric, step: best?.step ?? 0 },
    earlyStopping: patience,
  };
  const tensors = file.tensors.map((tensor) => ({
    ...tensor,
    name: names[tensor.name] ?? tensor.name.replace("optimizer.", "optimizer.vectors."),
  }));
  return {
    tensors: [
      ...tensors,
      ...(bestMetric === null ? [empty("watchers.bestWeights.theta")] : []),
      empty("network.state"),
      empty("watchers.bestWeights.state"),
    ],
    metadata: { ...file.metadata, state: numbersToJSON({ ...figures, watchers }) },
  };
}
