// What a layer is to shared code: what it has and what it emits.

import type { Activation } from "../activations/activations.ts";
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { Shape } from "../core/shape.ts";
import type { Initializer } from "./initializers.ts";

/** What `dense(…)` and its like return: frozen, JSON; sizes are not known yet. */
export interface LayerDescription {
  readonly kind: string;
}

/** Tables of the caller's masks, rows × units: by layer, one for each of its `masks`. */
export type LayerMasks = ReadonlyMap<object, readonly Tensor[]>;

/** Evaluation; training with masks that the core draws; training with masks that the caller gives. */
export type Mode = "evaluation" | "training" | LayerMasks;

/** One tensor of numbers that a layer has beside its rows, in the order in which θ or the state holds them. */
export interface Variable {
  readonly name: string;
  readonly shape: Shape;
  /** trained: in θ, moved by the optimizer; running: in the network's state, written by the layer's forward records */
  readonly role: "trained" | "running";
  /** absent: zeros */
  readonly initializer?: Initializer;
  /** how many numbers a unit of it sums, and to how many units a number goes; read by initializers */
  readonly fans?: readonly [inputs: number, outputs: number];
  /** the stream of random numbers that it begins from */
  readonly stream?: number;
  /** λ₁ and λ₂; absent: never penalised */
  readonly penalty?: { readonly l1: number; readonly l2: number };
}

/** What inspection and diagnosis read of a layer's units: the last axis of its output. */
export interface Units {
  /** what their sums pass through last; absent: nothing */
  readonly activation?: Activation;
  /** the variables that have a row per unit, each over all of the layer's inputs; absent: none */
  readonly rows?: readonly string[];
}

/** Numbers of a layer by name. */
export type ByName = Readonly<Record<string, Tensor>>;

/**
 * Where one layer's numbers lie, for one block of rows. Inputs and outputs stand until the block's last record has run: no
 * layer writes to its inputs.
 */
export interface LayerTensors {
  readonly inputs: Tensor;
  /** rows × outputs, the layer's own */
  readonly outputs: Tensor;
  /** ∂cost/∂inputs; null where nobody asks for it */
  readonly inputGradients: Tensor | null;
  /** its variables, trained and running */
  readonly variables: ByName;
  /** ∂cost/∂(each trained variable), added to */
  readonly gradients: ByName;
  /** V's share of each trained variable, in memory with tangent buffers */
  readonly directions: ByName;
  /** (H·V)'s share of each trained variable, added to */
  readonly products: ByName;
  /** a second sum for what would else be added in turns, block by block: the block's size is then no part of the bits */
  readonly crossProducts: ByName;
  readonly buffers: ByName;
  readonly constants: ByName;
  /** the layer's own chains, in the order in which it names them */
  readonly chains: readonly Chain[];
  readonly scratch: Tensor;
  readonly cursor: Tensor;
  /** uint32 [seed low, seed high, epoch], what dropout counts its random numbers by */
  readonly random: Tensor;
}

/** A chain of layers with its memory, and where its numbers stand since its passes were emitted last; of each layer. */
export interface Chain {
  readonly layers: readonly Layer[];
  readonly tensors: readonly LayerTensors[];
  /** from the forward pass on */
  readonly inputs: Tensor[];
  readonly outputs: Tensor[];
  /** from the backward pass on: ∂cost/∂outputs as the layer was given it; none for layers that gradients do not reach */
  readonly outputGradients: Tensor[];
  /** from the forward pass of the tangents on: those of its inputs, null where they are 0 */
  readonly inputTangents: (Tensor | null)[];
}

/** Where the tangents of one layer lie, beside its numbers: Ṙ of a direction V in θ. */
export interface TangentTensors extends LayerTensors {
  /** tangents of the inputs; null where these are data */
  readonly inputTangents: Tensor | null;
  /** ∂cost/∂outputs, as the backward pass found it */
  readonly outputGradients: Tensor;
  /** tangents of ∂cost/∂inputs; null where nobody asks for them */
  readonly inputGradientTangents: Tensor | null;
}

/** What a layer emits. */
export interface LayerPasses {
  /** Emits the forward records; returns the tensor that holds the outputs. */
  forward(program: Program, tensors: LayerTensors, rows: number, mode: Mode): Tensor;
  /**
   * Emits the backward records from `outputGradients`; returns where ∂cost/∂inputs stands. The gradients are the layer's own:
   * it may overwrite them, and return them as ∂cost/∂inputs. So whoever sends one gradient to several layers gives each a copy.
   * In memory with tangent buffers a layer whose tangents read them leaves them as they are.
   */
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

/** A layer whose sizes are known. */
export interface Layer extends LayerPasses {
  readonly description: LayerDescription;
  /** One line for `summary`. */
  readonly title: string;
  readonly input: Shape;
  readonly output: Shape;
  /** its own, without those of the layers inside it */
  readonly variables: readonly Variable[];
  /** the chains of layers inside it; their variables follow its own in θ, chain after chain */
  readonly chains?: readonly InnerChain[];
  /** whether the optimizer moves anything of it; absent: where it has trained variables */
  readonly trained?: boolean;
  /** absent: nothing can be said of its units */
  readonly units?: Units;
  /** A row's outputs in training depend on the other rows of the batch: a batch is then one block, or `rowSum` refuses it. */
  readonly couplesRows?: true;
  /** How many streams of random numbers it has; absent: 1. */
  readonly streams?: number;
  /** Elements per row, beside the outputs, that it keeps from forward to backward. */
  readonly buffers: Readonly<Record<string, number>>;
  /** Elements per row that its backward passes need in addition. */
  readonly gradientBuffers?: Readonly<Record<string, number>>;
  /** Elements per row that its tangent passes need, and that backward writes to instead of what these read. */
  readonly tangentBuffers: Readonly<Record<string, number>>;
  /** Numbers in memory that its records read. */
  readonly constants: Readonly<
    Record<string, { readonly type: "float32" | "uint32"; readonly values: readonly number[] }>
  >;
  /** Units of each mask that it multiplies by in training, in order, without those of the layers inside it; absent: none. */
  readonly masks?: readonly number[];
  /** Multiply-adds of its dearest record, per row. */
  readonly workPerRow: number;
}

/** A chain inside a layer. */
export interface InnerChain {
  /** how the names of its variables begin: "" or "shortcut." */
  readonly prefix: string;
  readonly layers: readonly Layer[];
}

/** What a layer is built from beside its description. */
export interface LayerContext {
  /** the name of its option, for errors */
  readonly where: string;
  /** the first stream of random numbers that is the layer's own */
  readonly stream: number;
  readonly input: Shape;
  readonly l1: number;
  readonly l2: number;
  readonly kinds: LayerKinds;
}

/** Kinds by name, for descriptions that do not bring theirs. */
export type LayerKinds = Readonly<Record<string, LayerKind>>;

/** What stands around a description that is read. */
export interface DescriptionContext {
  readonly kinds: LayerKinds;
  /** in how many layers it is */
  readonly depth: number;
  /** how many layers inside others were read before it */
  readonly inner: { count: number };
}

/** How descriptions of one kind become layers. */
export interface LayerKind<D extends LayerDescription = LayerDescription> {
  /** Checks a description that may come from JSON, and freezes it. The names in `where` lead to it from what the caller passed. */
  describe(where: string, description: D, context: DescriptionContext): D;
  build(description: D, context: LayerContext): Layer;
  /** A layer with which `check` trains; absent where other runs have one. */
  sample?(): D;
}
