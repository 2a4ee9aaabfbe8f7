// What is said of a network on one set of rows: loss, cost, accuracy and their standard errors.
import type { Model } from "../network/model.ts";
import type { Workspace } from "../network/workspace.ts";

/** One set's figures at one point, in evaluation mode. */
export interface SetFigures {
  /** mean over the set's rows, without penalty */
  readonly loss: number;
  /** loss plus penalty */
  readonly cost: number;
  /** share of rows classified right; classification losses only */
  readonly accuracy?: number;
  /** one standard error of the accuracy, √(a(1 − a)/m), from the set's size m; of the loss where there is no accuracy */
  readonly standardError: number;
  /** one standard error of the loss: its deviation over the rows, over √m */
  readonly lossStandardError: number;
}

/** Sets a workspace's sums to 0. */
export function clearSums({ core }: Model, { loss, correct }: Workspace): void {
  core.fill(loss, 0);
  core.fill(correct, 0);
}

/** Figures from a workspace's sums over so many rows: [Σ loss, Σ loss², penalty], and the number of correct rows. */
export function setFigures({ core, classifies }: Model, workspace: Workspace, rows: number): SetFigures {
  const sum = core.get(workspace.loss);
  const squares = core.get(workspace.loss, 1);
  const penalty = core.get(workspace.loss, 2);
  const correct = classifies ? core.get(workspace.correct) : null;
  const loss = sum / rows;
  const variance = rows > 1 ? Math.max(0, squares - sum * loss) / (rows - 1) : 0;
  const lossStandardError = Math.sqrt(variance / rows);
  const accuracy = correct === null ? null : correct / rows;
  return {
    loss,
    cost: loss + penalty,
    ...(accuracy === null ? {} : { accuracy }),
    standardError: accuracy === null ? lossStandardError : Math.sqrt((accuracy * (1 - accuracy)) / rows),
    lossStandardError,
  };
}
