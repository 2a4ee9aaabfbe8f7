// The weights and the optimizer's numbers as they were at the last look, for a run whose update made a weight infinite. Knows no step.
import { CURSOR_BYTES, CURSOR_HALT, PASS_BYTES } from "../../assembly/abi.ts";
import type { Tensor } from "../core/core.ts";
import { Program, walkWhole } from "../core/program.ts";
import type { Model } from "../network/model.ts";

export class LastFinite {
  readonly #model: Model;
  readonly #pairs: readonly { readonly own: Tensor; readonly kept: Tensor }[];
  readonly #cursor: Tensor;
  readonly #passes: Tensor;

  /** @param state  all that an update writes: θ, the optimizer's vectors and numbers */
  constructor(model: Model, state: readonly Tensor[]) {
    const { arena, core, theta } = model;
    this.#model = model;
    this.#pairs = state.map((own) => ({ own, kept: arena.take(`kept.${own.name}`, own.type, own.length) }));
    this.#cursor = arena.take("finite.cursor", "int32", CURSOR_BYTES / 4);
    const norm = arena.take("finite.norm", "float64", 2);
    core.set(norm, -1, 1);
    const loss = arena.take("finite.loss", "float64", 3);
    const program = new Program();
    // the guard of the gradients, on the weights: it halts where one of them is not finite
    program.emit("gradientsGuard", { cursor: this.#cursor, norm, loss, gradients: theta, count: theta.length });
    const { address, records } = program.write(core, program.take(arena, "finite"));
    this.#passes = arena.take("finite.passes", "uint32", PASS_BYTES / 4);
    core.write(this.#passes, [address, records, 0, 0]);
  }

  /** Whether every weight is finite. */
  isFinite(): boolean {
    const { core } = this.#model;
    walkWhole(core, this.#cursor, this.#passes, 1);
    return core.get(this.#cursor, CURSOR_HALT / 4) === 0;
  }

  keep(): void {
    for (const { own, kept } of this.#pairs) this.#model.core.copy(kept, own);
  }

  restore(): void {
    for (const { own, kept } of this.#pairs) this.#model.core.copy(own, kept);
  }
}
