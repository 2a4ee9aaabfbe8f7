// Runs a loss's kernels on either core, as a program would: link, forward, backward.
import type { Core, Values } from "../../src/core/core.ts";
import { lossKinds } from "../../src/losses/kinds.ts";
import { type LossName, lossKind } from "../../src/losses/losses.ts";
import { float32, float64, kernelCall, zeros } from "../support/kernel.ts";

/** Every loss; a new one is tested by being here. */
export const names = Object.keys(lossKinds) as LossName[];
export const kindOf = (name: LossName) => lossKind({ name });

export interface Block {
  readonly name: LossName;
  readonly predictions: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  readonly width: number;
  readonly parameter?: number | undefined;
  readonly rowWeights?: ArrayLike<number>;
  /** default 1 / the block's rows, or its elements */
  readonly scale?: number;
}

/** Σ loss, Σ loss² and ∂(mean loss)/∂predictions. */
export function lossOf(
  core: Core,
  block: Block,
): { sum: number; squares: number; gradients: Values; probabilities: Values } {
  const { name, predictions, targets, width } = block;
  const kind = kindOf(name);
  const rows = predictions.length / width;
  const logits = float32(predictions);
  const parameter = block.parameter === undefined ? null : float32([block.parameter]);
  const rowWeights = block.rowWeights ? float32(block.rowWeights) : null;
  const shared = { predictions: logits, targets: float32(targets), rowWeights, parameter, rows, width };
  const probabilities = kind.link
    ? kernelCall(core, kind.link, { probabilities: zeros(predictions.length), logits, rows, width }).probabilities
    : predictions;
  const { loss } = kernelCall(core, kind.forward, { loss: float64([0, 0]), ...shared });
  const { gradients } = kernelCall(core, kind.backward, {
    gradients: zeros(predictions.length),
    probabilities: float32(probabilities),
    scale: float32([block.scale ?? 1 / (kind.elementwise ? rows * width : rows)]),
    ...shared,
  });
  return { sum: loss[0], squares: loss[1], gradients, probabilities: probabilities as Values };
}

/** Predictions and targets that suit the loss, made from sines. */
export function sampleBlock(name: LossName, rows: number, width: number): Block {
  const kind = kindOf(name);
  const count = rows * width;
  const predictions = Float32Array.from({ length: count }, (_, i) => 3 * Math.sin(2.7 * i + 0.4));
  const raw = Float32Array.from({ length: count }, (_, i) => 2 * Math.cos(1.9 * i));
  const targets = raw.map((v, i) => {
    if (kind.values === "sign") return v > 0 ? 1 : -1;
    if (kind.values === "probability") return v / 4 + 0.5;
    if (kind.values === "any") return v;
    const row = Math.floor(i / width) * width;
    const total = raw.slice(row, row + width).reduce((sum, w) => sum + Math.exp(w), 0);
    return Math.exp(v) / total;
  });
  const parameter = kind.parameter?.rule.fallback;
  return { name, predictions, targets, width, parameter };
}
