// An optimizer's vectors and numbers in the core's memory, for the length of a run.
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { Model } from "../network/model.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";

/** What an optimizer remembers between two steps. */
export interface OptimizerState {
  readonly vectors: readonly Float32Array[];
  readonly scalars: Float64Array;
}

/** The state before the first step, for θ of `count` numbers. */
export const startOf = ({ vectors, scalars }: Optimizer, count: number): OptimizerState => ({
  vectors: vectors.map(({ initial }) => new Float32Array(count).fill(initial)),
  scalars: Float64Array.from(scalars),
});

export class OptimizerMemory {
  /** all that an update writes beside θ */
  readonly tensors: readonly Tensor[];
  readonly #model: Model;
  readonly #optimizer: Optimizer;
  readonly #vectors: readonly Tensor[];
  readonly #scalars: Tensor;
  readonly #settings: Tensor;

  constructor(model: Model, optimizer: Optimizer) {
    const { arena, core, theta } = model;
    const { vectors, scalars, settings } = optimizer;
    this.#model = model;
    this.#optimizer = optimizer;
    this.#vectors = vectors.map(({ name }) => arena.take(name, "float32", theta.length));
    this.#scalars = arena.take("scalars", "float64", Math.max(1, scalars.length));
    this.#settings = arena.take("settings", "float64", Math.max(1, settings.length));
    core.write(this.#settings, settings);
    this.tensors = [...this.#vectors, this.#scalars];
  }

  /** Emits the update of θ. */
  emit(program: Program, rates: Tensor): void {
    const { theta: parameters, gradients, fitSpace, shared } = this.#model;
    this.#optimizer.emit(program, {
      parameters,
      gradients,
      vectors: this.#vectors,
      scalars: this.#scalars,
      settings: this.#settings,
      rates,
      cursor: fitSpace.cursor,
      scratch: shared.scratch,
      count: parameters.length,
    });
  }

  write({ vectors, scalars }: OptimizerState): void {
    const { core } = this.#model;
    for (const [i, tensor] of this.#vectors.entries()) core.write(tensor, vectors[i]);
    core.write(this.#scalars, scalars);
  }

  read(): OptimizerState {
    const { core } = this.#model;
    return {
      vectors: this.#vectors.map((tensor) => core.read(tensor) as Float32Array),
      scalars: core.read(this.#scalars, 0, this.#optimizer.scalars.length) as Float64Array,
    };
  }
}
