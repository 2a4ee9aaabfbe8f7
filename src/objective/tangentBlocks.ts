// The blocks of a sum with their tangents: a direction in θ, the products, and workspaces that keep what the tangents read.
import type { Tensor } from "../core/core.ts";
import { Program, type Written } from "../core/program.ts";
import { emitBlock } from "../network/emitBlock.ts";
import { slicesOf } from "../network/parameters.ts";
import { takeWorkspace, type Workspace } from "../network/workspace.ts";
import { emitTangents } from "./emitTangents.ts";
import { blocksOf } from "./rowGroups.ts";
import type { RowSum } from "./rowSum.ts";

export interface TangentBlocks {
  /** V; written by the caller */
  readonly direction: Tensor;
  /** H·V */
  readonly product: Tensor;
  /** what is added to the product at the end of a group */
  readonly cross: Tensor;
  /** whether each block keeps its numbers; else all blocks share a workspace, and are computed anew for every product */
  readonly kept: boolean;
  /** each block's forward and backward records, and its tangents */
  readonly programs: readonly { readonly gradient: Written; readonly tangents: Written }[];
}

/** @param mostKept  numbers that may be kept; the bits are the same either way */
export function tangentBlocks(sum: RowSum, mostKept: number): TangentBlocks {
  const { model, source, rows, block, write } = sum;
  const { arena, placed, layers, fitSpace, gradients, theta, shared, spec } = model;
  const [direction, product, cross] = ["direction", "product", "product.cross"].map((name) =>
    arena.take(name, "float32", theta.length),
  );
  const { cursor, loss, correct } = fitSpace;
  const of = (vector: Tensor) => slicesOf(vector, placed);
  // a workspace has a multiple of 8 rows
  const mostRows = Math.min(fitSpace.rows, Math.ceil(rows / 8) * 8);
  const tangents = { directions: of(direction), products: of(product), crossProducts: of(cross) };
  const options = { gradients: of(gradients), ...tangents, common: { cursor, loss, correct }, mostRows };
  const takeSpace = (i: number): { workspace: Workspace; gradientTangents: Tensor } => ({
    workspace: takeWorkspace(arena, `tangents.${i}`, layers, shared, options),
    gradientTangents: arena.take(`tangents.${i}.outputGradients`, "float32", mostRows * spec.outputs),
  });
  const blocks = [...blocksOf(rows, mostRows)];
  const before = arena.mark();
  const spaces = [takeSpace(0)];
  const kept = (blocks.length * (arena.mark() - before)) / 4 <= mostKept;
  if (kept) for (let i = 1; i < blocks.length; i++) spaces.push(takeSpace(i));
  const programs = blocks.map((one, i) => {
    const { workspace, gradientTangents } = spaces[kept ? i : 0];
    const options = { ...block, rows: one.rows, until: "gradients" } as const;
    const second = new Program();
    const gradient = write((first) => {
      const emitted = emitBlock(first, model, workspace, source, options);
      emitTangents(second, model, workspace, source, options, emitted, gradientTangents);
    });
    return { gradient, tangents: write((p) => p.records.push(...second.records)) };
  });
  return { direction, product, cross, kept, programs };
}
