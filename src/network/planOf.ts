// What a training step does with a full block, as text. What depends on a run (table, optimizer, clip) is named, but has no address.
import type { Tensor } from "../core/core.ts";
import { Program } from "../core/program.ts";
import { lossKind } from "../losses/losses.ts";
import { emitBlock } from "./emitBlock.ts";
import type { Model } from "./model.ts";
import { penaltyOf } from "./penalty.ts";
import { tableSource } from "./tableSource.ts";

/** The records of a full block, forward and backward, as text. */
export function planOf(model: Model): string {
  model.requireAlive("plan");
  const { arena, core, fitSpace, gradients, spec } = model;
  const { rows, loss } = fitSpace;
  const named = (name: string, length: number): Tensor => ({ name, type: "float32", address: 0, length });
  const program = new Program();
  const { classification } = lossKind(spec.loss);
  const targets = named("tableTargets", rows * (classification ? 1 : spec.outputs));
  const table = named("table", rows * spec.inputs);
  const order = named("order", rows);
  const source = tableSource({ levels: named("levels", 2) }, table, targets, classification ? "classes" : "values", {
    order,
  });
  const scale = named("scale", 1);
  program.emit("gradientsClear", { gradients, loss, count: gradients.length });
  emitBlock(program, model, fitSpace, source, { rows, mode: "training", until: "gradients", scale });
  penaltyOf(model, fitSpace).emit(program, true);
  return `a block of ${rows} rows, forward and backward, ${core.kind} core, ${arena.mark()} bytes in use\n${program}`;
}
