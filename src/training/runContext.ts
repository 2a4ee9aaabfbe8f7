// Everything that a run is made of, beside its network.
import type { DataSets } from "../objective/tables.ts";
import type { CostLog } from "./curve.ts";
import type { Judge } from "./diagnosis.ts";
import type { FailedCheckpoint } from "./fitOptions.ts";
import type { PlainOptions } from "./keptOptions.ts";
import type { ReadFitOptions } from "./readFitOptions.ts";
import type { RunState } from "./runState.ts";

export interface RunContext {
  readonly sets: DataSets;
  /** the options as the caller passed them, and with their defaults */
  readonly asked: PlainOptions;
  readonly options: ReadFitOptions;
  readonly state: RunState;
  readonly costs: CostLog;
  /** of the data that the run began with; absent before it has begun */
  readonly hashes?: Readonly<Record<string, string>>;
  /** checkpoints on the way that could not be kept, of a run that has ended */
  readonly failedCheckpoints?: readonly FailedCheckpoint[] | undefined;
  /** loads what makes the diagnosis, before the run begins */
  readonly loadJudge: () => Promise<Judge>;
}
