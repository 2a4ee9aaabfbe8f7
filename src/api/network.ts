// The public Network: each method checks what it is asked and hands it to the floors below.

import type { CompiledCore } from "../core/core.ts";
import { defaultCore, fastCore } from "../core/defaultCore.ts";
import { DataError, OptionError, StateError } from "../core/errors.ts";
import { checked, flag, value } from "../core/options.ts";
import type { AppliedTable } from "../data/applyColumns.ts";
import type { CsvSource } from "../data/csvRows.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Numbers } from "../data/table.ts";
import { nameKinds } from "../layers/layerKind.ts";
import { Model } from "../network/model.ts";
import { planOf } from "../network/planOf.ts";
import { saveModel } from "../network/saveModel.ts";
import { INPUTS_EXPECTED, isInputs, type NetworkOptions, readSpec } from "../network/spec.ts";
import { summary } from "../network/summary.ts";
import { weightsOf } from "../network/weightsOf.ts";
import { chosen, type Evaluation, evaluate } from "../objective/evaluate.ts";
import { gradientOf } from "../objective/gradientOf.ts";
import { hessianVectorProduct } from "../objective/hessianVectorProduct.ts";
import { inspect, type LayerInspection } from "../objective/inspect.ts";
import type { GradientOptions } from "../objective/takeRows.ts";
import { fit } from "../training/fit.ts";
import type { FitOptions } from "../training/fitOptions.ts";
import type { Run } from "../training/run.ts";
import { loadJudge } from "./loadJudge.ts";

const predictRules = { raw: flag(false) };

/**
 * A network: its layers, its weights, and what can be done with them. Each has a WebAssembly instance and a memory of its
 * own, so two never touch each other.
 *
 * @example
 * const network = await Network.create({ inputs: 64, layers: [dense(64, { activation: "relu" }), dense(10)], loss: "softmaxCrossEntropy" });
 * const run = await network.fit(train, { validation, epochs: 20 });
 * network.classify([pixels]);
 */
export class Network {
  /** @internal what the floors below work on */
  readonly model: Model;

  private constructor(model: Model) {
    this.model = model;
  }

  /**
   * Makes a network with initial weights drawn from `seed`.
   * @throws {OptionError} on an unknown option, layer, loss or initializer (nearest suggested), or a value outside its range
   * @throws {MemoryError} where it does not fit into 4 GiB
   */
  static async create(options: NetworkOptions): Promise<Network> {
    const { inputs = 1 } = options ?? {};
    if (!isInputs(inputs)) (await import("../network/refuseInputs.ts")).refuseInputs(inputs, INPUTS_EXPECTED);
    const { layerKinds } = nameKinds(options?.layers) ? await import("../layers/kinds.ts") : {};
    const read = readSpec(options, layerKinds);
    return new Network(
      await Model.make(read, read.core ?? (await (read.spec.precision === "fast" ? fastCore() : defaultCore()))),
    );
  }

  /**
   * A network from the bytes that `save` gave: it predicts the same bits.
   * @param options.core  as in `create`
   * @throws {FormatError} on bytes that are truncated, altered, of another kind, or written by a newer version
   */
  static async load(bytes: Uint8Array, options: { readonly core?: CompiledCore } = {}): Promise<Network> {
    const { core } = checked("Network.load", options, { core: value<CompiledCore | undefined>(undefined, "a core") });
    const { readModelFile } = await import("../network/readModelFile.ts");
    const { options: described, snapshot } = readModelFile(bytes);
    const network = await Network.create({ ...described, ...(core === undefined ? {} : { core }) });
    network.model.restore(snapshot);
    return network;
  }

  /** The network as a safetensors file; specification, standardizer, class names and columns are in its metadata. */
  save(): Uint8Array {
    return saveModel(this.model);
  }

  /**
   * Reads a raw table (CSV) the way the training table was read: text columns one-hot by their vocabulary.
   * @param source           text, bytes, a stream or an iterable of either
   * @param options.targets  whether the target column is read too, into `data`; default false
   * @throws {DataError} on a category unseen in training, a missing column or value (line and column named)
   * @throws {StateError} where the network was made without `columns`
   */
  async read(source: CsvSource, options: { readonly targets?: boolean } = {}): Promise<AppliedTable> {
    const { columns } = this.model;
    if (columns) return (await import("../data/applyColumns.ts")).applyColumns(columns, source, options);
    const hint = "Give Network.create the `columns` that csv returned.";
    throw new StateError({ where: "read", expected: "a network that knows how its table was read", hint });
  }

  /** A copy of θ: W₀, b₀, W₁, b₁, …, W row-major [outputs][inputs]. On the reference core in float64. */
  get parameters(): Float32Array {
    return this.model.parameters();
  }

  /** Class names, by class number; undefined before training data gave any. */
  get classes(): readonly string[] | undefined {
    return this.model.classes;
  }

  /** Sets θ. @throws {ShapeError} on another length @throws {DataError} on what is no finite float32 number @throws {StateError} while `fit` runs */
  setParameters(values: ArrayLike<number>): void {
    this.model.setParameters(values);
  }

  /** A copy of what layers keep running beside θ, in their order; empty where no layer does. */
  get state(): Float32Array {
    this.model.requireAlive("state");
    return this.model.snapshot().state;
  }

  /** Sets the state. @throws {ShapeError} on another length @throws {DataError} on what is no finite float32 number @throws {StateError} while `fit` runs */
  setState(values: ArrayLike<number>): void {
    this.model.setState(values);
  }

  /**
   * What one layer has, by name: copies of its weights, with their shapes.
   * @param layer  its number, from 0
   * @throws {OptionError} where there is no such layer
   * @example const { weights, biases } = network.weights(0); // weights.shape: [outputs, inputs]
   */
  weights(layer: number): Record<string, { shape: readonly number[]; values: Float32Array }> {
    return weightsOf(this.model, layer);
  }

  /**
   * Predictions in evaluation mode, rows × outputs: probabilities for classification losses.
   * @param inputs       number[][], or flat and row-major
   * @param options.raw  the last layer's outputs instead; default false
   * @throws {ShapeError | DataError} on ragged rows, a wrong width, or a value that is not finite (row and column named)
   * @throws {OptionError} on an unknown option (nearest suggested)
   */
  predict(inputs: Numbers, options?: { readonly raw?: boolean }): Float32Array {
    return this.model.predict(inputs, options === undefined ? {} : checked("predict", options, predictRules));
  }

  /** The class name of each row; class numbers as text where there are no names. @throws as `predict`; {DataError} on a row that overflows */
  classify(inputs: Numbers): string[] {
    const { model } = this;
    const width = model.spec.outputs;
    if (!model.classifies) {
      const hint = "Use predict, or a classification loss.";
      throw new OptionError({
        where: "classify",
        received: model.spec.loss.name,
        expected: "a loss that classifies",
        hint,
      });
    }
    const raw = model.predict(inputs, { raw: true });
    const odd = raw.findIndex((output) => !Number.isFinite(output));
    if (odd >= 0) {
      const row = Math.floor(odd / width);
      throw new DataError({ where: `classify, row ${row}`, row, expected: "a finite number" });
    }
    return Array.from({ length: raw.length / width }, (_, row) => {
      const label = chosen(raw, row * width, width);
      return model.classes?.[label] ?? String(label);
    });
  }

  /** Loss (without penalty), cost (with it), accuracy and confusion [true class][predicted class], dropout off. */
  evaluate(data: Dataset): Evaluation {
    return evaluate(this.model, data);
  }

  /**
   * The cost of these rows, penalties included, and its gradient in θ's order.
   * @param options.masks  one per dropout layer, rows × units, 1 = kept: then training mode with these; otherwise evaluation mode
   * @throws {ShapeError | DataError} on rows, targets or masks that do not fit @throws {StateError} while `fit` runs
   */
  gradient(inputs: Numbers, targets: Numbers, options: GradientOptions = {}): { cost: number; gradient: Float32Array } {
    return gradientOf(this.model, inputs, targets, options);
  }

  /**
   * H·vector at θ over these rows, exact; H is the Hessian of the cost, penalties included.
   * @param vector         as long as θ
   * @param options.masks  as in `gradient`
   * @throws {ShapeError | DataError} on rows, targets, masks or a vector that do not fit @throws {StateError} while `fit` runs
   * @see Pearlmutter 1994, Fast exact multiplication by the Hessian. At a kink (ReLU) the Hessian is that of the linear pieces.
   */
  hessianVectorProduct(
    inputs: Numbers,
    targets: Numbers,
    vector: ArrayLike<number>,
    options: GradientOptions = {},
  ): Float32Array {
    return hessianVectorProduct(this.model, inputs, targets, vector, options);
  }

  /**
   * Trains on a data set; see FitOptions. Never blocks the event loop for more than about 50 ms. Data of up to a million numbers
   * (all sets together) is copied before the promise is returned; larger data must stand still until the first `onProgress`.
   * @returns the run: curve, reason, and how to go on
   * @throws {OptionError | ShapeError | DataError | MemoryError} before a weight has changed
   */
  fit(train: Dataset, options: FitOptions = {}): Promise<Run<Network>> {
    return fit<Network>(this, train, options, loadJudge);
  }

  /**
   * What each layer does with these rows, in evaluation mode: mean and deviation of its outputs, dead and saturated units, the
   * norm of its gradient, how often a unit's weights all move the same way, and units that are equal to the last bit.
   * @returns one LayerInspection per layer, in order; those of layers inside a layer in its `layers`
   * @throws as `evaluate` @throws {StateError} while `fit` runs
   * @example for (const { layer, units, deadUnits } of network.inspect(train)) console.log(`layer ${layer}: ${deadUnits} of ${units} dead`);
   */
  inspect(data: Dataset): LayerInspection[] {
    return inspect(this.model, data);
  }

  /** Layers, shapes and parameters as text. */
  summary(): string {
    return summary(this.model);
  }

  /** 16 hex digits: FNV-1a 64 over θ's little-endian float32 bytes. */
  fingerprint(): string {
    return this.model.fingerprint();
  }

  /** What a training step does with a full block of rows, forward and backward, as text: each record with its operands and their addresses. */
  plan(): string {
    return planOf(this.model);
  }

  /** Gives the memory back; the network cannot be used afterwards. */
  dispose(): void {
    this.model.dispose();
  }
}
