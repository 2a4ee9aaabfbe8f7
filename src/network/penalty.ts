// λ₁‖W‖₁ + ½λ₂‖W‖² over the layers that have them. Knows no layer.
import { slice, type Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { Model } from "./model.ts";
import type { Workspace } from "./workspace.ts";

export interface Penalty {
  readonly any: boolean;
  /** Adds the penalty to loss[2], and its gradient where asked for. */
  emit(program: Program, gradients: boolean): void;
  /** Adds the share of H·V that the penalties have. */
  emitTangent(program: Program, direction: Tensor, product: Tensor): void;
}

/** The records of a network's penalties; takes two numbers of memory per penalised tensor when first asked for. */
export function penaltyOf(model: Model, { loss }: Workspace): Penalty {
  const parts = model.placed.flatMap(({ variable, from, length }, i) => {
    const lambdas = model.lambdas[i];
    if (!variable.penalty || lambdas === null) return [];
    const name = `${variable.name}.${model.placed[i].layer}`;
    return [
      {
        lambdas,
        name,
        from,
        length,
        weights: slice(model.theta, name, from, length),
        own: slice(model.gradients, `∂${name}`, from, length),
      },
    ];
  });
  return {
    any: parts.length > 0,
    emit(program, gradients) {
      for (const { lambdas, weights, own } of parts) {
        program.emit("penaltyForward", { loss, weights, lambdas, count: weights.length });
        if (gradients) program.emit("penaltyBackward", { gradients: own, weights, lambdas, count: weights.length });
      }
    },
    emitTangent(program, direction, product) {
      for (const { lambdas, name, from, length } of parts) {
        const products = slice(product, `product.${name}`, from, length);
        const directions = slice(direction, `direction.${name}`, from, length);
        program.emit("penaltyTangent", { products, directions, lambdas, count: length });
      }
    },
  };
}

/** float64 [λ₁, λ₂] in memory for each penalised tensor, null for the others. */
export function takeLambdas(model: Pick<Model, "arena" | "placed">): readonly (Tensor | null)[] {
  return model.placed.map(({ variable, layer }) => {
    if (!variable.penalty) return null;
    const lambdas = model.arena.take(`λ.${layer}`, "float64", 2);
    model.arena.core.write(lambdas, [variable.penalty.l1, variable.penalty.l2]);
    return lambdas;
  });
}
