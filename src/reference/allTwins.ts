// Made by scripts/core.mjs from the files beside it. Not edited by hand.

import { eluTwins } from "./activations/elu.ts";
import { geluTwins } from "./activations/gelu.ts";
import { geluTanhTwins } from "./activations/geluTanh.ts";
import { hardSigmoidTwins } from "./activations/hardSigmoid.ts";
import { leakyReluTwins } from "./activations/leakyRelu.ts";
import { mishTwins } from "./activations/mish.ts";
import { reluTwins } from "./activations/relu.ts";
import { seluTwins } from "./activations/selu.ts";
import { sigmoidTwins } from "./activations/sigmoid.ts";
import { siluTwins } from "./activations/silu.ts";
import { softplusTwins } from "./activations/softplus.ts";
import { softsignTwins } from "./activations/softsign.ts";
import { tanhTwins } from "./activations/tanh.ts";
import { costTwins } from "./cost.ts";
import { dropoutTwins } from "./dropout.ts";
import { gradientTwins } from "./gradients.ts";
import { initializerTwins } from "./initializers.ts";
import { layerNormTwins } from "./layerNorm.ts";
import { layerTwins } from "./layers.ts";
import { binaryCrossEntropyTwins } from "./losses/binaryCrossEntropy.ts";
import { hingeTwins } from "./losses/hinge.ts";
import { huberTwins } from "./losses/huber.ts";
import { klDivergenceTwins } from "./losses/klDivergence.ts";
import { meanAbsoluteErrorTwins } from "./losses/meanAbsoluteError.ts";
import { meanSquaredErrorTwins } from "./losses/meanSquaredError.ts";
import { softmaxCrossEntropyTwins } from "./losses/softmaxCrossEntropy.ts";
import { squaredHingeTwins } from "./losses/squaredHinge.ts";
import { metricTwins } from "./metrics.ts";
import { adadeltaTwins } from "./optimizers/adadelta.ts";
import { adagradTwins } from "./optimizers/adagrad.ts";
import { adamTwins } from "./optimizers/adam.ts";
import { adamaxTwins } from "./optimizers/adamax.ts";
import { lionTwins } from "./optimizers/lion.ts";
import { nadamTwins } from "./optimizers/nadam.ts";
import { radamTwins } from "./optimizers/radam.ts";
import { rmspropTwins } from "./optimizers/rmsprop.ts";
import { sgdTwins } from "./optimizers/sgd.ts";
import { penaltyTwins } from "./penalties.ts";
import { residualTwins } from "./residual.ts";
import { tangentTwins } from "./tangents.ts";

export const allTwins = {
  ...eluTwins,
  ...geluTwins,
  ...geluTanhTwins,
  ...hardSigmoidTwins,
  ...leakyReluTwins,
  ...mishTwins,
  ...reluTwins,
  ...seluTwins,
  ...sigmoidTwins,
  ...siluTwins,
  ...softplusTwins,
  ...softsignTwins,
  ...tanhTwins,
  ...costTwins,
  ...dropoutTwins,
  ...gradientTwins,
  ...initializerTwins,
  ...layerNormTwins,
  ...layerTwins,
  ...binaryCrossEntropyTwins,
  ...hingeTwins,
  ...huberTwins,
  ...klDivergenceTwins,
  ...meanAbsoluteErrorTwins,
  ...meanSquaredErrorTwins,
  ...softmaxCrossEntropyTwins,
  ...squaredHingeTwins,
  ...metricTwins,
  ...adadeltaTwins,
  ...adagradTwins,
  ...adamTwins,
  ...adamaxTwins,
  ...lionTwins,
  ...nadamTwins,
  ...radamTwins,
  ...rmspropTwins,
  ...sgdTwins,
  ...penaltyTwins,
  ...residualTwins,
  ...tangentTwins,
};
