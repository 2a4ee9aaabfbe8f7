// Shows a plateau schedule its metric; the rate in its state holds from the next step on.
import type { PlateauSchedule, PlateauState } from "../../schedules/schedule.ts";
import { monitored } from "../curve.ts";
import type { Watcher } from "./watcher.ts";

export const plateau = (schedule: PlateauSchedule, base: number): Watcher<PlateauState> => ({
  name: "plateau",
  start: schedule.start(base),
  next: (state, point) => schedule.next(state, monitored(point, schedule.monitor) ?? Number.NaN),
});
