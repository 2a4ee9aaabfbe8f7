// The tangent loop of every elementwise loss over rows × width.
import { LossTangent } from "../operands/loss";
import { rowWeight } from "./row";

/** ∂²f/∂y² of one element's loss f(y, t) with a parameter p (0 where there is none). No object is ever made, see map. */
export abstract class ElementCurve {
  abstract of(y: f32, t: f32, p: f32): f32;
}

/**
 * gradientTangents = ∂²f/∂y² · predictionTangents · scale · weight.
 *
 * @param y  what f is a function of: the predictions, or the probabilities
 */
export function elementCurves<L extends ElementCurve>(o: LossTangent, y: usize): void {
  const f = changetype<L>(0);
  const p: f32 = o.parameter ? load<f32>(o.parameter) : 0;
  const scale = <f64>load<f32>(o.scale);
  const to = o.gradientTangents;
  const tangents = o.predictionTangents;
  const targets = o.targets;
  const rowWeights = o.rowWeights;
  const rows = o.rows;
  const bytes = (<usize>o.width) << 2;
  let at: usize = 0;
  for (let r = 0; r < rows; r++) {
    const factor = <f32>(scale * rowWeight(rowWeights, r));
    for (const end = at + bytes; at < end; at += 4) {
      const curve = f.of(load<f32>(y + at), load<f32>(targets + at), p);
      store<f32>(to + at, curve * load<f32>(tangents + at) * factor);
    }
  }
}
