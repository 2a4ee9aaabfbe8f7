// A network in memory: θ, its workspaces, predictions and evaluations.
import { Arena } from "../core/arena.ts";
import type { CompiledCore, Core, Tensor } from "../core/core.ts";
import { DataError, ShapeError, StateError } from "../core/errors.ts";
import { floats } from "../core/floats.ts";
import type { Column } from "../data/columns.ts";
import type { Standardizer } from "../data/isStandardizer.ts";
import { type Numbers, readTable } from "../data/table.ts";
import { fingerprint } from "../formats/fnv.ts";
import type { Layer } from "../layers/layer.ts";
import { lossKind } from "../losses/losses.ts";
import { BlockRunner } from "./blockRunner.ts";
import { countOf, initialise, layOut, type Placed, slicesOf } from "./parameters.ts";
import { takeLambdas } from "./penalty.ts";
import type { ReadSpec, Spec } from "./spec.ts";
import { type Shared, takeShared, takeWorkspace, type Workspace } from "./workspace.ts";

/** A copy of all that training changes in a network. */
export interface Snapshot {
  readonly theta: Float32Array;
  readonly state: Float32Array;
}

/** What every file that works on a network needs of it. */
export class Model {
  readonly spec: Spec;
  readonly layers: readonly Layer[];
  readonly standardizer: Standardizer | undefined;
  /** how raw tables are read; absent where the network was not made from one */
  readonly columns: readonly Column[] | undefined;
  readonly arena: Arena;
  /** what is trained, as it lies in θ */
  readonly placed: readonly Placed[];
  /** what layers keep running beside θ, as it lies in the state */
  readonly running: readonly Placed[];
  readonly theta: Tensor;
  readonly state: Tensor;
  readonly gradients: Tensor;
  readonly shared: Shared;
  /** float64 [λ₁, λ₂] per parameter tensor; null where it is not penalised */
  readonly lambdas: readonly (Tensor | null)[];
  /** of `fit`, its evaluations, and gradients */
  readonly fitSpace: Workspace;
  /** of predict and evaluate, also while `fit` runs */
  readonly blocks: BlockRunner;
  /** why another core than the one asked for computes, where it does */
  readonly note: string | undefined;
  #classes: readonly string[] | undefined;
  #busy: string | undefined;
  #disposed = false;

  private constructor(read: ReadSpec, core: Core, note: string | undefined, mostRows: number | undefined) {
    const { spec, layers } = read;
    this.spec = spec;
    this.layers = layers;
    this.standardizer = read.standardizer;
    this.columns = read.columns;
    this.#classes = read.classes && Object.freeze([...read.classes]);
    this.note = note;
    const arena = new Arena(core);
    this.arena = arena;
    this.placed = layOut(layers);
    const count = countOf(this.placed);
    this.theta = arena.take("θ", "float32", count);
    this.running = layOut(layers, "running");
    this.state = arena.take("state", "float32", countOf(this.running));
    this.gradients = arena.take("∂θ", "float32", count);
    const variables = slicesOf(this.state, this.running, slicesOf(this.theta, this.placed));
    this.shared = takeShared(arena, layers, spec.loss, variables);
    const gradients = slicesOf(this.gradients, this.placed);
    this.fitSpace = takeWorkspace(arena, "fit", layers, this.shared, { gradients, mostRows });
    const space = takeWorkspace(arena, "predict", layers, this.shared, { mostRows });
    this.blocks = new BlockRunner(arena, this, space, this.shared.levels);
    this.lambdas = takeLambdas(arena, this.placed);
  }

  /**
   * @param options.mostRows  rows of a block at most; @internal: block size is no part of the bits, and a test says so
   * @throws {MemoryError} where the network does not fit into 4 GiB
   */
  static async make(
    read: ReadSpec,
    compiled: CompiledCore,
    options: { readonly mostRows?: number } = {},
  ): Promise<Model> {
    const model = new Model(read, await compiled.instantiate(), compiled.note, options.mostRows);
    await initialise(model.arena, model.theta, model.placed, read.spec.seed);
    await initialise(model.arena, model.state, model.running, read.spec.seed);
    return model;
  }

  get core(): Core {
    return this.arena.core;
  }

  get classes(): readonly string[] | undefined {
    return this.#classes;
  }

  /** Whether its loss tells classes apart. */
  get classifies(): boolean {
    return lossKind(this.spec.loss).classification;
  }

  /** Takes the class names of the training data, or none where training did not begin. */
  nameClasses(names: readonly string[] | undefined): void {
    this.#classes = names && Object.freeze([...names]);
  }

  /** @throws {StateError} after `dispose` */
  requireAlive(where: string): void {
    if (!this.#disposed) return;
    throw new StateError({ where, expected: "a network that has not been disposed", hint: "Make a new one." });
  }

  /** @throws {StateError} after `dispose`, and while something else writes this network's weights or gradients */
  requireFree(where: string): void {
    this.requireAlive(where);
    if (this.#busy === undefined) return;
    const hint = "Wait for it to end; predict, classify, evaluate, parameters and fingerprint may be called meanwhile.";
    throw new StateError({ where, expected: `a network on which nothing is running, but ${this.#busy} is`, hint });
  }

  /** Runs `body` with the weights and gradients to itself. */
  async occupied<T>(by: string, body: () => Promise<T>): Promise<T> {
    this.requireFree(by);
    this.#busy = by;
    const mark = this.arena.mark();
    try {
      return await body();
    } finally {
      this.arena.release(mark);
      this.#busy = undefined;
    }
  }

  /** A copy of θ and the running figures, for `restore`. */
  snapshot(): Snapshot {
    const { core, theta, state } = this;
    return { theta: core.read(theta) as Float32Array, state: core.read(state) as Float32Array };
  }

  /** Brings a snapshot of this network back. */
  restore({ theta, state }: Snapshot): void {
    this.core.write(this.theta, theta);
    this.core.write(this.state, state);
  }

  /** A copy of θ. On the reference core it is a Float64Array. */
  parameters(): Float32Array {
    this.requireAlive("parameters");
    return this.core.read(this.theta) as Float32Array;
  }

  setParameters(values: ArrayLike<number>): void {
    this.#set("setParameters", this.theta, values, this.placed, `: ${this.shapes()}`);
  }

  setState(values: ArrayLike<number>): void {
    this.#set("setState", this.state, values, this.running);
  }

  #set(where: string, vector: Tensor, values: ArrayLike<number>, placed: readonly Placed[], names = ""): void {
    this.requireFree(where);
    const { length } = vector;
    if (values?.length !== length) {
      throw new ShapeError({ where, received: values, expected: `${length} numbers${names}` });
    }
    for (let i = 0; i < length; i++) {
      const received = values[i];
      if (typeof received === "number" && Number.isFinite(Math.fround(received))) continue;
      const { variable, layer, from } = placed.findLast((one) => one.from <= i) as Placed;
      const at = `${where}, number ${i} (${variable.name}.${layer}[${i - from}])`;
      throw new (typeof received === "number" ? DataError : ShapeError)({
        where: at,
        received,
        expected: "a number within float32",
      });
    }
    this.core.write(vector, values);
  }

  fingerprint(): string {
    return fingerprint(this.parameters(), this.core.read(this.state));
  }

  /** θ's parts as text: weights.0 [64, 64], biases.0 [64], … */
  shapes(): string {
    return this.placed.map(({ layer, name, variable }) => `${name}.${layer} [${variable.shape.join(", ")}]`).join(", ");
  }

  /** Raw rows as the network computes with them: a flat table, standardised where the network has a standardizer. */
  rows(where: string, inputs: Numbers): { values: Float32Array; rows: number } {
    const { values, rows } = readTable(where, inputs, { width: this.spec.inputs, borrowed: true });
    return { values: this.standardizer ? this.standardizer.applyRows(values, rows) : values, rows };
  }

  /** Rows × outputs: probabilities for classification losses, or the last layer's outputs with `raw`. */
  predict(inputs: Numbers, options: { raw?: boolean } = {}): Float32Array {
    this.requireAlive("predict");
    const { values, rows } = this.rows("predict", inputs);
    const { outputs: width, inputs: features } = this.spec;
    const raw = options.raw === true;
    const linked = !raw && lossKind(this.spec.loss).link !== null;
    const { workspace } = this.blocks;
    const block = (at: number) => {
      const count = Math.min(workspace.rows, rows - at);
      const part = count === rows ? values : values.subarray(at * features, (at + count) * features);
      this.core.write(this.blocks.inputs, part);
      const outputs = this.blocks.run("predictions", count);
      return this.core.read(linked ? workspace.probabilities : outputs, 0, count * width);
    };
    let out = block(0);
    if (rows > workspace.rows) {
      const first = out;
      out = this.core.kind === "reference" ? new Float64Array(rows * width) : floats("predict", rows * width);
      out.set(first);
      for (let at = workspace.rows; at < rows; at += workspace.rows) out.set(block(at), at * width);
    }
    const standardizer = this.standardizer;
    if (!raw && standardizer?.targetMean) return standardizer.restoreTargets(out as Float32Array);
    return out as Float32Array;
  }

  dispose(): void {
    this.requireFree("dispose");
    this.#disposed = true;
    this.arena.close();
  }
}
