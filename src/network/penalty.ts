// λ₁‖W‖₁ + ½λ₂‖W‖² over the layers that have them.
import type { Arena } from "../core/arena.ts";
import { slice, type Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { Placed } from "./parameters.ts";
import type { Workspace } from "./workspace.ts";

export interface Penalty {
  readonly any: boolean;
  /** Adds the penalty to loss[2], and its gradient where asked for. */
  emit(program: Program, gradients: boolean): void;
  /** Adds the share of H·V that the penalties have. */
  emitTangent(program: Program, direction: Tensor, product: Tensor): void;
}

/** θ, its gradients, and the λ of each of its tensors. */
interface Penalised {
  readonly theta: Tensor;
  readonly gradients: Tensor;
  readonly placed: readonly Placed[];
  readonly lambdas: readonly (Tensor | null)[];
}

/** The records of a network's penalties. */
export function penaltyOf({ theta, gradients, placed, lambdas: all }: Penalised, { loss }: Workspace): Penalty {
  const penalised = placed.flatMap(({ layer, name, from, length }, i) => {
    const lambdas = all[i];
    if (lambdas === null) return [];
    const shareOf = (vector: Tensor, of = "") => slice(vector, `${of}${name}.${layer}`, from, length);
    return [{ lambdas, shareOf, count: length }];
  });
  return {
    any: penalised.length > 0,
    emit(program, withGradients) {
      for (const { lambdas, shareOf, count } of penalised) {
        const weights = shareOf(theta);
        program.emit("penaltyForward", { loss, weights, lambdas, count });
        if (withGradients)
          program.emit("penaltyBackward", { gradients: shareOf(gradients, "∂"), weights, lambdas, count });
      }
    },
    emitTangent(program, direction, product) {
      for (const { lambdas, shareOf, count } of penalised) {
        const [products, directions] = [shareOf(product, "product."), shareOf(direction, "direction.")];
        program.emit("penaltyTangent", { products, directions, lambdas, count });
      }
    },
  };
}

/** float64 [λ₁, λ₂] in memory for each penalised tensor, null for the others. */
export function takeLambdas(arena: Arena, placed: readonly Placed[]): readonly (Tensor | null)[] {
  return placed.map(({ variable, layer }) => {
    if (!variable.penalty) return null;
    const lambdas = arena.take(`λ.${layer}`, "float64", 2);
    arena.core.write(lambdas, [variable.penalty.l1, variable.penalty.l2]);
    return lambdas;
  });
}
