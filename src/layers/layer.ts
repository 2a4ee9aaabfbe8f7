// What a layer is to shared code: what it has and what it emits. Knows no layer in particular.
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { Initializer } from "./initializers.ts";

/** What `dense(…)` and its like return: frozen, JSON; sizes are not known yet. */
export interface LayerDescription {
  readonly kind: string;
}

/** Evaluation; training with masks that the core draws; training with masks that the caller gives. */
export type Mode = "evaluation" | "training" | "masked";

/** One parameter tensor of a layer, in the order in which θ holds them. */
export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
  /** absent: zeros */
  readonly initializer?: Initializer;
  /** λ₁ and λ₂; absent: never penalised */
  readonly penalty?: { readonly l1: number; readonly l2: number };
}

/** Where one layer's numbers lie, for one block of rows. */
export interface LayerTensors {
  readonly inputs: Tensor;
  /** rows × outputs, the layer's own */
  readonly outputs: Tensor;
  /** ∂cost/∂inputs; null where nobody asks for it */
  readonly inputGradients: Tensor | null;
  readonly parameters: Readonly<Record<string, Tensor>>;
  readonly gradients: Readonly<Record<string, Tensor>>;
  readonly buffers: Readonly<Record<string, Tensor>>;
  readonly constants: Readonly<Record<string, Tensor>>;
  readonly scratch: Tensor;
  readonly cursor: Tensor;
  /** uint32 [seed low, seed high, epoch], what dropout counts its random numbers by */
  readonly random: Tensor;
  /** the caller's masks, all rows × units; null unless the mode is "masked" */
  readonly maskTable: Tensor | null;
}

/** Where the tangents of one layer lie, beside its numbers: Ṙ of a direction V in θ. */
export interface TangentTensors extends LayerTensors {
  /** V's share of each parameter */
  readonly directions: Readonly<Record<string, Tensor>>;
  /** (H·V)'s share of each parameter, added to */
  readonly products: Readonly<Record<string, Tensor>>;
  /** a second sum for what would else be added in turns, block by block: the block's size is then no part of the bits */
  readonly crossProducts: Readonly<Record<string, Tensor>>;
  /** tangents of the inputs; null where these are data */
  readonly inputTangents: Tensor | null;
  /** ∂cost/∂outputs, as the backward pass found it */
  readonly outputGradients: Tensor;
  /** tangents of ∂cost/∂inputs; null where nobody asks for them */
  readonly inputGradientTangents: Tensor | null;
}

/** A layer whose sizes are known. */
export interface Layer {
  readonly description: LayerDescription;
  /** One line for `summary`. */
  readonly title: string;
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly parameters: readonly ParameterShape[];
  /** Elements per row, beside the outputs, that it keeps from forward to backward. */
  readonly buffers: Readonly<Record<string, number>>;
  /** Elements per row that its tangent passes need; those also named in `buffers` of a walk keep what backward would overwrite. */
  readonly tangentBuffers: Readonly<Record<string, number>>;
  /** Numbers in memory that its records read. */
  readonly constants: Readonly<
    Record<string, { readonly type: "float32" | "uint32"; readonly values: readonly number[] }>
  >;
  /** Whether it multiplies by a mask of rows × units in training. */
  readonly masked?: boolean;
  /** Multiply-adds of its dearest record, per row. */
  readonly workPerRow: number;
  /** Emits the forward records; returns the tensor that holds the outputs. */
  forward(program: Program, tensors: LayerTensors, rows: number, mode: Mode): Tensor;
  /** Emits the backward records from `outputGradients`, which it may overwrite; returns where ∂cost/∂inputs stands. */
  backward(program: Program, tensors: LayerTensors, outputGradients: Tensor, rows: number, mode: Mode): Tensor;
  /** After forward: emits the outputs' tangents; returns where they stand, null where they are 0. */
  tangentForward(program: Program, tensors: TangentTensors, rows: number, mode: Mode): Tensor | null;
  /** After backward: from the tangents of ∂cost/∂outputs, which it may overwrite, those of ∂cost/∂inputs; adds to the products. */
  tangentBackward(
    program: Program,
    tensors: TangentTensors,
    gradientTangents: Tensor,
    rows: number,
    mode: Mode,
  ): Tensor;
}

/** What a layer learns of its place. */
export interface LayerPlace {
  readonly where: string;
  readonly index: number;
  readonly inputs: number;
  readonly l1: number;
  readonly l2: number;
}

/** How descriptions of one kind become layers. */
export interface LayerKind<D extends LayerDescription = LayerDescription> {
  /** Checks a description that may come from JSON, and freezes it. */
  describe(where: string, given: D): D;
  build(description: D, place: LayerPlace): Layer;
}
