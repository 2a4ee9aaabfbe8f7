// A few vectors of θ's length in the core's memory, and what Lanczos does with them. Knows no network and no optimizer.
import { CURSOR_BYTES, PASS_BYTES } from "../../assembly/abi.ts";
import type { Arena } from "../core/arena.ts";
import { type Core, slice, type Tensor } from "../core/core.ts";
import { Program, type Written, walkWhole } from "../core/program.ts";

/** Orthonormal vectors q₀, q₁, … side by side; coefficients are float64 in the host. */
export class Basis {
  readonly count: number;
  readonly most: number;
  readonly #core: Core;
  readonly #vectors: Tensor;
  readonly #coefficients: Tensor;
  readonly #cursor: Tensor;
  readonly #passes: Tensor;
  readonly #program: Tensor;

  /** Takes memory for `most` vectors of `count` numbers. */
  constructor(arena: Arena, count: number, most: number) {
    this.count = count;
    this.most = most;
    this.#core = arena.core;
    this.#vectors = arena.take("basis", "float32", count * most);
    this.#coefficients = arena.take("coefficients", "float64", most);
    this.#cursor = arena.take("basis.cursor", "int32", CURSOR_BYTES / 4);
    this.#passes = arena.take("basis.passes", "uint32", PASS_BYTES / 4);
    const longest = this.#combination(this.#vectors, most, true);
    this.#program = longest.take(arena, "basis.program");
  }

  #run(program: Program): void {
    const { address, records }: Written = program.write(this.#core, this.#program);
    this.#core.write(this.#passes, [address, records, 0, 0]);
    walkWhole(this.#core, this.#cursor, this.#passes, 1);
  }

  #combination(vector: Tensor, vectors: number, clear: boolean): Program {
    const program = new Program();
    const { count } = this;
    const basis = this.#vectors;
    if (clear) program.emit("vectorClear", { vector, count });
    program.emit("basisCombine", { vector, basis, coefficients: this.#coefficients, vectors, count });
    return program;
  }

  /** qᵢ */
  vector(i: number): Tensor {
    return slice(this.#vectors, `q.${i}`, i * this.count, this.count);
  }

  /** ⟨q₀, v⟩, …, ⟨q₍ₖ₋₁₎, v⟩ */
  project(vector: Tensor, k: number): Float64Array {
    const program = new Program();
    const { count } = this;
    program.emit("basisProject", { coefficients: this.#coefficients, basis: this.#vectors, vector, vectors: k, count });
    this.#run(program);
    return this.#core.read(this.#coefficients, 0, k) as Float64Array;
  }

  /** v ← v + Σ cᵢqᵢ, or Σ cᵢqᵢ with `fresh` */
  combine(vector: Tensor, coefficients: ArrayLike<number>, fresh = false): void {
    this.#core.write(this.#coefficients, coefficients);
    this.#run(this.#combination(vector, coefficients.length, fresh));
  }

  /** ‖v‖ */
  lengthOf(vector: Tensor): number {
    const program = new Program();
    const { count } = this;
    const coefficients = this.#coefficients;
    program.emit("basisProject", { coefficients, basis: vector, vector, vectors: 1, count });
    this.#run(program);
    return Math.sqrt(this.#core.get(coefficients));
  }

  /** to ← factor · from, in float32; `to` is not `from` */
  copy(from: Tensor, to: Tensor, factor = 1): void {
    if (factor === 1) {
      this.#core.copy(to, from);
      return;
    }
    const program = new Program();
    const { count } = this;
    this.#core.set(this.#coefficients, factor);
    program.emit("vectorClear", { vector: to, count });
    program.emit("basisCombine", { vector: to, basis: from, coefficients: this.#coefficients, vectors: 1, count });
    this.#run(program);
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
