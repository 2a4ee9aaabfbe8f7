// A gradient as a sum over rows: clear | (each block's forward records, loss and backward records | fold) of each group | penalties.
// The cost comes with it.
import type { Program } from "../core/program.ts";
import type { GroupTotals, SumPrograms } from "./rowGroups.ts";
import type { RowSum } from "./rowSum.ts";

/**
 * @param totals  of more than one group
 * @param block   a block's programs
 * @param finish  emits what follows the gradients
 */
export function gradientSum(
  sum: RowSum,
  totals: GroupTotals | null,
  block: SumPrograms["block"],
  finish?: (program: Program) => void,
): SumPrograms {
  const { model, penalty, write } = sum;
  const { fitSpace, gradients } = model;
  return {
    clear: write((p) => {
      p.emit("gradientsClear", { gradients, loss: fitSpace.loss, count: gradients.length });
      totals?.clear(p);
    }),
    block,
    fold: totals && write((p) => totals.add(p, gradients)),
    finish:
      totals || penalty.any || finish
        ? write((p) => {
            totals?.round(p, gradients);
            penalty.emit(p, true);
            finish?.(p);
          })
        : null,
  };
}
