// The training step of a full block as text.
import type { Tensor } from "../core/core.ts";
import { Program } from "../core/program.ts";
import { emitBlock } from "./emitBlock.ts";
import type { Model } from "./model.ts";
import { penaltyOf } from "./penalty.ts";
import { tableSource } from "./tableSource.ts";

/** The training step of a full block as text. */
export function planOf(model: Model): string {
  model.requireAlive("plan");
  const { arena, core, fitSpace, gradients, spec } = model;
  const { rows, loss } = fitSpace;
  const named = (name: string, length: number): Tensor => ({ name, type: "float32", address: 0, length });
  const program = new Program();
  const [table, targets] = [named("table", rows * spec.inputs), named("tableTargets", rows)];
  const order = named("order", rows);
  const source = tableSource({ levels: named("levels", 2) }, table, targets, "classes", { order });
  const scale = named("scale", 1);
  program.emit("gradientsClear", { gradients, loss, count: gradients.length });
  emitBlock(program, model, fitSpace, source, { rows, mode: "training", until: "gradients", scale });
  penaltyOf(model, fitSpace).emit(program, true);
  return `one step of ${rows} rows, ${core.kind} core, ${arena.mark()} bytes in use\n${program}`;
}
