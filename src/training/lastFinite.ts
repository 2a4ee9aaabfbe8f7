// The weights and the optimizer's numbers as they were at the last look, for a run whose update made a weight infinite.
import type { Tensor } from "../core/core.ts";
import { PassList, takeCursor } from "../core/passes.ts";
import { writeProgram } from "../core/program.ts";
import type { Model } from "../network/model.ts";

export class LastFinite {
  readonly #model: Model;
  readonly #pairs: readonly { readonly live: Tensor; readonly kept: Tensor }[];
  /** halts where a weight is not finite */
  readonly #guard: PassList;

  /** @param state  all that an update writes: θ, the optimizer's vectors and numbers */
  constructor(model: Model, state: readonly Tensor[]) {
    const { arena, core, theta } = model;
    this.#model = model;
    this.#pairs = state.map((live) => ({ live, kept: arena.take(`kept.${live.name}`, live.type, live.length) }));
    const cursor = takeCursor(arena, "finite.cursor");
    const norm = arena.take("finite.norm", "float64", 2);
    core.set(norm, -1, 1);
    const loss = arena.take("finite.loss", "float64", 3);
    // the guard of the gradients, on the weights
    const guard = writeProgram(arena, "finite", (p) =>
      p.emit("gradientsGuard", { cursor, norm, loss, gradients: theta, count: theta.length }),
    );
    this.#guard = new PassList(arena, cursor, "finite.passes").add(guard).write();
  }

  /** Whether every weight is finite. */
  isFinite(): boolean {
    this.#guard.run();
    return this.#guard.halt === 0;
  }

  keep(): void {
    for (const { live, kept } of this.#pairs) this.#model.core.copy(kept, live);
  }

  restore(): void {
    for (const { live, kept } of this.#pairs) this.#model.core.copy(live, kept);
  }
}
