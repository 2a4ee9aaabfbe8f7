// A Hessian-vector product as a sum over rows, after the gradient's: clear | each block's tangents forward and backward | penalties.
import type { GroupTotals, SumPrograms } from "./rowGroups.ts";
import type { RowSum } from "./rowSum.ts";
import type { TangentBlocks } from "./tangentBlocks.ts";

export function productSum(sum: RowSum, totals: GroupTotals | null, blocks: TangentBlocks): SumPrograms {
  const { model, penalty, write } = sum;
  const { arena, theta } = model;
  const { direction, product, cross, kept, programs } = blocks;
  const count = theta.length;
  const one = arena.take("one", "float64", 1);
  arena.core.set(one, 1);
  return {
    clear: write((p) => {
      for (const vector of [product, cross]) p.emit("vectorClear", { vector, count });
      totals?.clear(p);
    }),
    block(_, i) {
      const { gradient, tangents } = programs[i];
      return kept ? [tangents] : [gradient, tangents];
    },
    fold:
      totals &&
      write((p) => {
        for (const vector of [product, cross]) totals.add(p, vector);
      }),
    finish: write((p) => {
      if (totals) totals.round(p, product);
      else p.emit("basisCombine", { vector: product, basis: cross, coefficients: one, vectors: 1, count });
      penalty.emitTangent(p, direction, product);
    }),
  };
}
