// Adds the part of a tangent that comes from a formula's second derivative. Knows no formula.
import { Four, Lanes, One, wholeBytes } from "./access";

/** A second derivative as a function of the input or of the output, with the activation's parameter. */
export abstract class Curve {
  abstract of(x: v128, p: v128): v128;
}

function span<F extends Curve, L extends Lanes>(
  gradientTangents: usize,
  outputGradients: usize,
  inputTangents: usize,
  x: usize,
  p: v128,
  from: usize,
  to: usize,
): void {
  const f = changetype<F>(0); // never dereferenced: `of` reads no field
  const lanes = changetype<L>(0);
  for (let at = from; at < to; at += lanes.width()) {
    const bend = f32x4.mul(
      f32x4.mul(f.of(lanes.load(x + at), p), lanes.load(inputTangents + at)),
      lanes.load(outputGradients + at),
    );
    lanes.store(gradientTangents + at, f32x4.add(lanes.load(gradientTangents + at), bend));
  }
}

/** gradientTangents += f″(x) · inputTangents · outputGradients. */
export function addCurve<F extends Curve>(
  gradientTangents: usize,
  outputGradients: usize,
  inputTangents: usize,
  x: usize,
  parameter: usize,
  count: i32,
): void {
  const p = parameter ? v128.load32_splat(parameter) : f32x4.splat(0);
  const whole = wholeBytes(count);
  span<F, Four>(gradientTangents, outputGradients, inputTangents, x, p, 0, whole);
  span<F, One>(gradientTangents, outputGradients, inputTangents, x, p, whole, (<usize>count) << 2);
}
