// Ends a run when its metric has not improved for too many evaluations in a row.
import { type PatienceState, patienceIsOver, patienceNext, patienceStart } from "../../schedules/patience.ts";
import { monitored } from "../curve.ts";
import type { Watch } from "../readFitOptions.ts";
import type { Watcher } from "./watcher.ts";

export const earlyStopping = ({
  monitor,
  isBetter,
  patience,
}: Watch & { readonly patience: number }): Watcher<PatienceState> => ({
  name: "earlyStopping",
  start: patienceStart,
  next: (state, point) => patienceNext(state, monitored(point, monitor) ?? Number.NaN, isBetter),
  reason: (state) => (patienceIsOver(state, patience) ? "patience" : undefined),
  renewed: (state) => ({ ...state, bad: 0 }),
});
