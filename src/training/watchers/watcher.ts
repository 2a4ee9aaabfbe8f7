// What sees the evaluations and steps of a run: it keeps a state between evaluations, and may end the run.
import type { Model } from "../../network/model.ts";
import type { CurvePoint } from "../curve.ts";
import type { Reason } from "../runState.ts";

/** States are plain data, numbers and tensors, which a checkpoint keeps; they are never changed: each evaluation makes a new one. */
export interface Watcher<State extends object = object> {
  /** the name of its state in the run and in the file */
  readonly name: string;
  /** the state before the first evaluation; absent where it keeps none */
  readonly start?: State;
  /** true: it also sees the point at which a run was cut, by which nothing may be decided */
  readonly seesCuts?: true;
  /** The state after an evaluation; absent where it sees none. */
  next?(state: State, point: CurvePoint, model: Model): State | Promise<void>;
  /** The first step after `step` at which it must see the run; absent where no step is known beforehand. */
  nextStep?(step: number): number;
  /** Whether it wants to see the run at the end of this step. */
  isWaiting?(): boolean;
  /** Sees the run between two steps, of which `step` are done; the run goes on when the promise is kept. */
  seesStep?(step: number): Promise<void>;
  /** Why a run in this state goes no further; undefined where it does. */
  reason?(state: State): Reason | undefined;
  /** The state in which a run goes on that this watcher had ended. */
  renewed?(state: State): State;
  /** Changes the weights that the run leaves in the network; the run itself would go on from its last ones. True where it did. */
  finish?(state: State, reason: Reason, model: Model): boolean;
}
