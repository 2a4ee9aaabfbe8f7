// The memory of one walk: a cursor and the numbers of one block of rows.
import type { Arena } from "../core/arena.ts";
import type { Tensor } from "../core/core.ts";
import { denseScratchBytes } from "../core/kernels.ts";
import { takeCursor } from "../core/passes.ts";
import { sizeOf } from "../core/shape.ts";
import { everyLayer } from "../layers/chain.ts";
import type { ByName, Chain, Layer } from "../layers/layer.ts";
import { type Loss, lossKind } from "../losses/losses.ts";
import type { Shares } from "./parameters.ts";
import { type ChainShares, takeChain } from "./takeChain.ts";

/** A record stays below this many multiply-adds, so that a slice can end between two. */
const MOST_WORK = 2 ** 26;
const MOST_ROWS = 256;

/** Rows of the largest block that these layers are computed in. */
export function blockRows(layers: readonly Layer[], mostRows = MOST_ROWS): number {
  const dearest = Math.max(...layers.map(({ workPerRow }) => workPerRow));
  const rows = Math.min(mostRows, Math.floor(MOST_WORK / dearest));
  return rows >= 8 ? rows - (rows % 8) : Math.max(1, rows);
}

export interface Workspace {
  readonly rows: number;
  readonly cursor: Tensor;
  /** float64 [Σ loss, Σ loss², penalty] */
  readonly loss: Tensor;
  /** float64 [correct rows] */
  readonly correct: Tensor;
  readonly inputs: Tensor;
  readonly chain: Chain;
  readonly probabilities: Tensor;
  readonly targets: Tensor;
  readonly rowWeights: Tensor;
  readonly lossParameter: Tensor | null;
  /** ∂cost/∂(the last layer's outputs); null in a workspace that never goes backward */
  readonly outputGradients: Tensor | null;
}

/** What several workspaces of one network share: constants and scratch hold nothing from one record to the next run. */
export interface Shared {
  readonly scratch: Tensor;
  readonly random: Tensor;
  readonly constants: Shares;
  /** each layer's variables, trained and running */
  readonly variables: Shares;
  /** float32 [the loss's parameter]; null where it has none */
  readonly lossParameter: Tensor | null;
  /** float32, what the loss makes of class numbers: [elsewhere, at the class] */
  readonly levels: Tensor;
}

export function takeShared(arena: Arena, layers: readonly Layer[], loss: Loss, variables: Shares): Shared {
  const levels = arena.take("levels", "float32", 2);
  arena.core.write(levels, lossKind(loss).levels(loss.parameter ?? 0, sizeOf(layers[layers.length - 1].output)));
  const scratch = arena.take("scratch", "float32", denseScratchBytes / 4);
  const random = arena.take("random", "uint32", 3);
  const constants = new Map<Layer, ByName>();
  for (const { layer, index, prefix } of everyLayer(layers)) {
    const taken: Record<string, Tensor> = {};
    for (const [name, { type, values }] of Object.entries(layer.constants)) {
      taken[name] = arena.take(`${prefix}${name}.${index}`, type, values.length);
      arena.core.write(taken[name], values);
    }
    constants.set(layer, taken);
  }
  let lossParameter: Tensor | null = null;
  if (loss.parameter !== undefined) {
    lossParameter = arena.take("lossParameter", "float32", 1);
    arena.core.set(lossParameter, loss.parameter);
  }
  return { scratch, random, constants, variables, lossParameter, levels };
}

/** What a walk may have of its own, and in common with others. */
export interface WorkspaceOptions extends Pick<ChainShares, "gradients" | "directions" | "products" | "crossProducts"> {
  readonly mostRows?: number | undefined;
  /** instead of a cursor, a loss and a count of its own */
  readonly common?: Pick<Workspace, "cursor" | "loss" | "correct">;
}

/** Takes the memory of one walk. */
export function takeWorkspace(
  arena: Arena,
  name: string,
  layers: readonly Layer[],
  shared: Shared,
  options: WorkspaceOptions = {},
): Workspace {
  const { mostRows, common } = options;
  const rows = blockRows(layers, mostRows);
  const float = (what: string, perRow: number) => arena.take(`${name}.${what}`, "float32", rows * perRow);
  const cursor = common?.cursor ?? takeCursor(arena, `${name}.cursor`);
  const inputs = float("inputs", sizeOf(layers[0].input));
  const chain = takeChain({ shares: { ...options, ...shared }, rest: { ...shared, cursor }, float }, layers, inputs);
  const width = sizeOf(layers[layers.length - 1].output);
  return {
    rows,
    cursor,
    loss: common?.loss ?? arena.take(`${name}.loss`, "float64", 3),
    correct: common?.correct ?? arena.take(`${name}.correct`, "float64", 1),
    inputs,
    chain,
    probabilities: float("probabilities", width),
    targets: float("targets", width),
    rowWeights: float("rowWeights", 1),
    lossParameter: shared.lossParameter,
    outputGradients: options.gradients ? float("outputGradients", width) : null,
  };
}
