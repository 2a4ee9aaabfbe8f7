// A few vectors of θ's length in the core's memory, and what Lanczos does with them. Knows no optimizer.
import type { Arena } from "../core/arena.ts";
import { slice, type Tensor } from "../core/core.ts";
import { runNow } from "../core/runNow.ts";
import { normOf } from "../network/normOf.ts";

/** Orthonormal vectors q₀, q₁, … side by side; coefficients are float64 in the host. */
export class Basis {
  readonly count: number;
  readonly most: number;
  readonly #arena: Arena;
  readonly #vectors: Tensor;
  readonly #coefficients: Tensor;

  /** Takes memory for `most` vectors of `count` numbers. */
  constructor(arena: Arena, count: number, most: number) {
    this.count = count;
    this.most = most;
    this.#arena = arena;
    this.#vectors = arena.take("basis", "float32", count * most);
    this.#coefficients = arena.take("coefficients", "float64", most);
  }

  /** qᵢ */
  vector(i: number): Tensor {
    return slice(this.#vectors, `q.${i}`, i * this.count, this.count);
  }

  /** ⟨q₀, v⟩, …, ⟨q₍ₖ₋₁₎, v⟩ */
  project(vector: Tensor, k: number): Float64Array {
    const { count } = this;
    const coefficients = this.#coefficients;
    runNow(this.#arena, (program) =>
      program.emit("basisProject", { coefficients, basis: this.#vectors, vector, vectors: k, count }),
    );
    return this.#arena.core.read(coefficients, 0, k) as Float64Array;
  }

  /** v ← v + Σ cᵢqᵢ, or Σ cᵢqᵢ with `fresh` */
  combine(vector: Tensor, coefficients: ArrayLike<number>, fresh = false): void {
    this.#combine(vector, this.#vectors, coefficients, fresh);
  }

  #combine(vector: Tensor, basis: Tensor, values: ArrayLike<number>, fresh: boolean): void {
    const { count } = this;
    const coefficients = this.#coefficients;
    this.#arena.core.write(coefficients, values);
    runNow(this.#arena, (program) => {
      if (fresh) program.emit("vectorClear", { vector, count });
      program.emit("basisCombine", { vector, basis, coefficients, vectors: values.length, count });
    });
  }

  /** ‖v‖ */
  lengthOf(vector: Tensor): number {
    return normOf(this.#arena, vector);
  }

  /** to ← factor · from, in float32; `to` is not `from` */
  copy(from: Tensor, to: Tensor, factor = 1): void {
    if (factor === 1) this.#arena.core.copy(to, from);
    else this.#combine(to, from, [factor], true);
  }

  /** Makes v, orthogonalised against q₀ … qᵢ₋₁ (twice), of length 1 as qᵢ; returns the length it had, and the first projections. */
  append(vector: Tensor, i: number): { readonly length: number; readonly projections: Float64Array } {
    const projections = i === 0 ? new Float64Array(0) : this.project(vector, i);
    if (i > 0) {
      this.combine(
        vector,
        projections.map((c) => -c),
      );
      this.combine(
        vector,
        this.project(vector, i).map((c) => -c),
      );
    }
    const length = this.lengthOf(vector);
    if (length > 0) this.copy(vector, this.vector(i), 1 / length);
    return { length, projections };
  }
}
