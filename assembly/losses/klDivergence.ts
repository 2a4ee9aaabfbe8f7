// Kullback–Leibler divergence of softmax from a target distribution, stable at extreme logits.
// Its gradients and their tangents are softmaxCrossEntropy's, since t·ln t is constant.
import { distributionLoss } from "../lanes/distributionLoss";
import { LossForward } from "../operands/loss";

/**
 * Adds each row's Σ t·(ln t − ln p) = Σ t·(ln t + ln Σ e^(z − m) + m − z) to the loss, m = max z, classes and rows ascending, in float64;
 * t = 0 adds 0.
 */
export function klDivergenceForward(o: LossForward): void {
  distributionLoss(o, true);
}
