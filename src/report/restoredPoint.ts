// Which evaluation a run's weights are of. Knows no picture.
import type { Curve, CurvePoint } from "../training/curve.ts";

/** The evaluation whose weights were taken back at the end; none where the weights are the last ones. */
export function restoredPoint(
  { points }: Curve,
  { validation }: { readonly validation?: { readonly loss: number } | undefined },
): CurvePoint | undefined {
  if (validation === undefined || points[points.length - 1]?.validation?.loss === validation.loss) return undefined;
  return points.find((point) => point.validation?.loss === validation.loss);
}
