// A point that an optimizer moves, step by step, with its own update record in a core.
import { Arena } from "../core/arena.ts";
import type { CompiledCore, Values } from "../core/core.ts";
import { tailScratchBytes } from "../core/kernels.ts";
import { PassList, takeCursor } from "../core/passes.ts";
import { writeProgram } from "../core/program.ts";
import type { CurvatureStep, FunctionWithHessian, Optimizer } from "../optimizers/optimizer.ts";

/** Where a point is, and one step from there. */
export interface MovingPoint {
  /** A copy; float32 numbers where the core is WebAssembly. */
  point(): Values;
  step(gradient: ArrayLike<number>, rate: number): void;
}

/** The point of an optimizer whose step is one record, from `start`, in an instance of `compiled`. */
export async function movedByRecord(
  optimizer: Optimizer,
  start: ArrayLike<number>,
  compiled: CompiledCore,
): Promise<MovingPoint> {
  const core = await compiled.instantiate();
  const arena = new Arena(core);
  const count = start.length;
  const filled = (name: string, type: "float32" | "float64", values: ArrayLike<number>) => {
    const tensor = arena.take(name, type, Math.max(1, values.length));
    core.write(tensor, values);
    return tensor;
  };
  const parameters = filled("parameters", "float32", start);
  const gradients = arena.take("gradients", "float32", count);
  const vectors = optimizer.vectors.map(({ name, initial }) => {
    const tensor = arena.take(name, "float32", count);
    core.fill(tensor, initial);
    return tensor;
  });
  const scalars = filled("scalars", "float64", optimizer.scalars);
  const settings = filled("settings", "float64", optimizer.settings);
  const scratch = arena.take("scratch", "uint32", tailScratchBytes / 4, { zeroed: false });
  const rates = arena.take("rates", "float64", 1);
  const cursor = takeCursor(arena, "cursor");
  const update = writeProgram(arena, "program", (p) =>
    optimizer.emit(p, { parameters, gradients, vectors, scalars, settings, rates, cursor, scratch, count }),
  );
  // one pass, begun again for every step; its rate is rates[0]
  const list = new PassList(arena, cursor, "passes").add(update).write();
  return {
    point: () => core.read(parameters),
    step(gradient, rate) {
      core.write(gradients, gradient);
      core.set(rates, rate);
      list.run();
    },
  };
}

/** The point of an optimizer that decides its step in the host, in float64. */
export function movedByStep(step: CurvatureStep, f: FunctionWithHessian, start: ArrayLike<number>): MovingPoint {
  let x = Float64Array.from(start);
  return {
    point: () => x.slice(),
    step(gradient, rate) {
      x = Float64Array.from(step.onFunction(f, x, gradient, rate));
    },
  };
}
