// The tangent walk of every elementwise loss over rows × width. Knows no loss.
import { rowWeight } from "./row";

/** ∂²f/∂y² of one element's loss f(y, t) with a parameter p (0 where there is none). No object is ever made, see map. */
export abstract class ElementCurve {
  abstract of(y: f32, t: f32, p: f32): f32;
}

/** gradientTangents = ∂²f/∂y² · predictionTangents · scale · weight. */
export function elementCurves<L extends ElementCurve>(
  gradientTangents: usize,
  predictionTangents: usize,
  predictions: usize,
  targets: usize,
  rowWeights: usize,
  scale: usize,
  parameter: usize,
  rows: i32,
  width: i32,
): void {
  const f = changetype<L>(0);
  const p: f32 = parameter ? load<f32>(parameter) : 0;
  const bytes = (<usize>width) << 2;
  let at: usize = 0;
  for (let r = 0; r < rows; r++) {
    const factor = <f32>(<f64>load<f32>(scale) * rowWeight(rowWeights, r));
    for (const end = at + bytes; at < end; at += 4) {
      const curve = f.of(load<f32>(predictions + at), load<f32>(targets + at), p);
      store<f32>(gradientTangents + at, curve * load<f32>(predictionTangents + at) * factor);
    }
  }
}
