// Adds to a tangent what follows from a formula's second derivative.
import { ActivationTangent } from "../operands/activation";
import { Four, Lanes, One } from "./access";

/** A second derivative as a function of the input or of the output, with the activation's parameter. */
export abstract class Curve {
  abstract of(x: v128, p: v128): v128;
}

class Bend {
  /** to += f″(x) · tangent · gradient, of the lanes at these addresses. */
  @inline static add<F extends Curve, L extends Lanes>(
    to: usize,
    x: usize,
    tangent: usize,
    gradient: usize,
    p: v128,
  ): void {
    const f = changetype<F>(0); // never dereferenced: `of` reads no field
    const lanes = changetype<L>(0);
    const bend = f32x4.mul(f32x4.mul(f.of(lanes.load(x), p), lanes.load(tangent)), lanes.load(gradient));
    lanes.store(to, f32x4.add(lanes.load(to), bend));
  }
}

/**
 * gradientTangents += f″(x) · inputTangents · outputGradients.
 *
 * @param x  what f″ is a function of: the inputs, or the outputs
 */
export function addCurve<F extends Curve>(o: ActivationTangent, x: usize): void {
  const p = o.parameter ? v128.load32_splat(o.parameter) : f32x4.splat(0);
  const to = o.gradientTangents;
  const tangents = o.inputTangents;
  const gradients = o.outputGradients;
  const end = (<usize>o.count) << 2;
  const whole = end & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) Bend.add<F, Four>(to + at, x + at, tangents + at, gradients + at, p);
  for (; at < end; at += 4) Bend.add<F, One>(to + at, x + at, tangents + at, gradients + at, p);
}
