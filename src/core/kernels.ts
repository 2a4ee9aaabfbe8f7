// Made by scripts/core.mjs from the exports of assembly/. Not edited by hand.

export const kernels = {
  gaussianDraw: {
    file: "initializers/gaussian",
    operands: { weights: "address", stream: "address", factor: "address", cursor: "address", count: "count" },
  },
  uniformDraw: {
    file: "initializers/uniform",
    operands: { weights: "address", stream: "address", factor: "address", cursor: "address", count: "count" },
  },
  denseForward: {
    file: "layers/dense",
    operands: { outputs: "address", inputs: "address", weights: "address", biases: "address", scratch: "address", rows: "count", inputWidth: "count", outputWidth: "count" },
  },
  denseInputBackward: {
    file: "layers/dense",
    operands: { inputGradients: "address", outputGradients: "address", weights: "address", scratch: "address", rows: "count", inputWidth: "count", outputWidth: "count" },
  },
  denseWeightBackward: {
    file: "layers/dense",
    operands: { weightGradients: "address", outputGradients: "address", inputs: "address", scratch: "address", rows: "count", inputWidth: "count", outputWidth: "count" },
  },
  denseBiasBackward: {
    file: "layers/dense",
    operands: { biasGradients: "address", outputGradients: "address", rows: "count", outputWidth: "count" },
  },
  denseTangent: {
    file: "layers/denseTangent",
    operands: { outputTangents: "address", inputTangents: "address", weights: "address", scratch: "address", rows: "count", inputWidth: "count", outputWidth: "count" },
  },
  denseInputTangent: {
    file: "layers/denseTangent",
    operands: { inputGradientTangents: "address", outputGradients: "address", directions: "address", scratch: "address", rows: "count", inputWidth: "count", outputWidth: "count" },
  },
  dropoutDraw: {
    file: "layers/dropout",
    operands: { mask: "address", random: "address", settings: "address", cursor: "address", rows: "count", width: "count" },
  },
  dropoutApply: {
    file: "layers/dropout",
    operands: { outputs: "address", inputs: "address", mask: "address", factor: "address", count: "count" },
  },
  dropoutScale: {
    file: "layers/dropout",
    operands: { outputs: "address", inputs: "address", factor: "address", count: "count" },
  },
  gatherRows: {
    file: "layers/gather",
    operands: { outputs: "address", table: "address", order: "address", cursor: "address", rows: "count", width: "count" },
  },
  gatherClasses: {
    file: "layers/gather",
    operands: { targets: "address", table: "address", order: "address", levels: "address", cursor: "address", rows: "count", width: "count" },
  },
  gatherWeights: {
    file: "layers/gather",
    operands: { rowWeights: "address", table: "address", order: "address", classWeights: "address", cursor: "address", rows: "count" },
  },
  basisProject: {
    file: "vectors/basis",
    operands: { coefficients: "address", basis: "address", vector: "address", vectors: "count", count: "count" },
  },
  basisCombine: {
    file: "vectors/basis",
    operands: { vector: "address", basis: "address", coefficients: "address", vectors: "count", count: "count" },
  },
  vectorClear: {
    file: "vectors/basis",
    operands: { vector: "address", count: "count" },
  },
  eluForward: {
    file: "activations/elu",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  eluBackward: {
    file: "activations/elu",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  eluTangent: {
    file: "activations/elu",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  geluForward: {
    file: "activations/gelu",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  geluBackward: {
    file: "activations/gelu",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  geluTangent: {
    file: "activations/gelu",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  geluTanhForward: {
    file: "activations/geluTanh",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  geluTanhBackward: {
    file: "activations/geluTanh",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  geluTanhTangent: {
    file: "activations/geluTanh",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  hardSigmoidForward: {
    file: "activations/hardSigmoid",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  hardSigmoidBackward: {
    file: "activations/hardSigmoid",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  leakyReluForward: {
    file: "activations/leakyRelu",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  leakyReluBackward: {
    file: "activations/leakyRelu",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  mishForward: {
    file: "activations/mish",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  mishBackward: {
    file: "activations/mish",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  mishTangent: {
    file: "activations/mish",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  reluForward: {
    file: "activations/relu",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  reluBackward: {
    file: "activations/relu",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  seluForward: {
    file: "activations/selu",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  seluBackward: {
    file: "activations/selu",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  seluTangent: {
    file: "activations/selu",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  sigmoidForward: {
    file: "activations/sigmoid",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  sigmoidBackward: {
    file: "activations/sigmoid",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  sigmoidTangent: {
    file: "activations/sigmoid",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  siluForward: {
    file: "activations/silu",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  siluBackward: {
    file: "activations/silu",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  siluTangent: {
    file: "activations/silu",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  softplusForward: {
    file: "activations/softplus",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  softplusBackward: {
    file: "activations/softplus",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  softplusTangent: {
    file: "activations/softplus",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  softsignForward: {
    file: "activations/softsign",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  softsignBackward: {
    file: "activations/softsign",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  softsignTangent: {
    file: "activations/softsign",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  tanhForward: {
    file: "activations/tanh",
    operands: { outputs: "address", inputs: "address", parameter: "address", count: "count" },
  },
  tanhBackward: {
    file: "activations/tanh",
    operands: { inputGradients: "address", outputGradients: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  tanhTangent: {
    file: "activations/tanh",
    operands: { gradientTangents: "address", outputGradients: "address", inputTangents: "address", inputs: "address", outputs: "address", parameter: "address", count: "count" },
  },
  logisticForward: {
    file: "losses/binaryCrossEntropy",
    operands: { probabilities: "address", logits: "address", rows: "count", width: "count" },
  },
  binaryCrossEntropyForward: {
    file: "losses/binaryCrossEntropy",
    operands: { loss: "address", predictions: "address", targets: "address", rowWeights: "address", parameter: "address", rows: "count", width: "count" },
  },
  binaryCrossEntropyBackward: {
    file: "losses/binaryCrossEntropy",
    operands: { gradients: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  binaryCrossEntropyTangent: {
    file: "losses/binaryCrossEntropy",
    operands: { gradientTangents: "address", predictionTangents: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  costNote: {
    file: "losses/cost",
    operands: { costs: "address", loss: "address", cursor: "address", rows: "count" },
  },
  hingeForward: {
    file: "losses/hinge",
    operands: { loss: "address", predictions: "address", targets: "address", rowWeights: "address", parameter: "address", rows: "count", width: "count" },
  },
  hingeBackward: {
    file: "losses/hinge",
    operands: { gradients: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  huberForward: {
    file: "losses/huber",
    operands: { loss: "address", predictions: "address", targets: "address", rowWeights: "address", parameter: "address", rows: "count", width: "count" },
  },
  huberBackward: {
    file: "losses/huber",
    operands: { gradients: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  huberTangent: {
    file: "losses/huber",
    operands: { gradientTangents: "address", predictionTangents: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  klDivergenceForward: {
    file: "losses/klDivergence",
    operands: { loss: "address", predictions: "address", targets: "address", rowWeights: "address", parameter: "address", rows: "count", width: "count" },
  },
  klDivergenceBackward: {
    file: "losses/klDivergence",
    operands: { gradients: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  klDivergenceTangent: {
    file: "losses/klDivergence",
    operands: { gradientTangents: "address", predictionTangents: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  meanAbsoluteErrorForward: {
    file: "losses/meanAbsoluteError",
    operands: { loss: "address", predictions: "address", targets: "address", rowWeights: "address", parameter: "address", rows: "count", width: "count" },
  },
  meanAbsoluteErrorBackward: {
    file: "losses/meanAbsoluteError",
    operands: { gradients: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  meanSquaredErrorForward: {
    file: "losses/meanSquaredError",
    operands: { loss: "address", predictions: "address", targets: "address", rowWeights: "address", parameter: "address", rows: "count", width: "count" },
  },
  meanSquaredErrorBackward: {
    file: "losses/meanSquaredError",
    operands: { gradients: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  meanSquaredErrorTangent: {
    file: "losses/meanSquaredError",
    operands: { gradientTangents: "address", predictionTangents: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  softmaxForward: {
    file: "losses/softmax",
    operands: { probabilities: "address", logits: "address", rows: "count", width: "count" },
  },
  softmaxCrossEntropyForward: {
    file: "losses/softmaxCrossEntropy",
    operands: { loss: "address", predictions: "address", targets: "address", rowWeights: "address", parameter: "address", rows: "count", width: "count" },
  },
  softmaxCrossEntropyBackward: {
    file: "losses/softmaxCrossEntropy",
    operands: { gradients: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  softmaxCrossEntropyTangent: {
    file: "losses/softmaxCrossEntropy",
    operands: { gradientTangents: "address", predictionTangents: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  squaredHingeForward: {
    file: "losses/squaredHinge",
    operands: { loss: "address", predictions: "address", targets: "address", rowWeights: "address", parameter: "address", rows: "count", width: "count" },
  },
  squaredHingeBackward: {
    file: "losses/squaredHinge",
    operands: { gradients: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  squaredHingeTangent: {
    file: "losses/squaredHinge",
    operands: { gradientTangents: "address", predictionTangents: "address", predictions: "address", probabilities: "address", targets: "address", rowWeights: "address", scale: "address", parameter: "address", rows: "count", width: "count" },
  },
  penaltyForward: {
    file: "penalties/elastic",
    operands: { loss: "address", weights: "address", lambdas: "address", count: "count" },
  },
  penaltyBackward: {
    file: "penalties/elastic",
    operands: { gradients: "address", weights: "address", lambdas: "address", count: "count" },
  },
  penaltyTangent: {
    file: "penalties/elastic",
    operands: { products: "address", directions: "address", lambdas: "address", count: "count" },
  },
  adadeltaUpdate: {
    file: "optimizers/adadelta",
    operands: { parameters: "address", gradients: "address", squares: "address", deltas: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  adagradUpdate: {
    file: "optimizers/adagrad",
    operands: { parameters: "address", gradients: "address", squares: "address", scalars: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  adamUpdate: {
    file: "optimizers/adam",
    operands: { parameters: "address", gradients: "address", firstMoments: "address", secondMoments: "address", maxima: "address", scalars: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  adamaxUpdate: {
    file: "optimizers/adamax",
    operands: { parameters: "address", gradients: "address", firstMoments: "address", norms: "address", scalars: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  adamwUpdate: {
    file: "optimizers/adamw",
    operands: { parameters: "address", gradients: "address", firstMoments: "address", secondMoments: "address", maxima: "address", scalars: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  gradientsClear: {
    file: "optimizers/gradients",
    operands: { gradients: "address", loss: "address", count: "count" },
  },
  gradientsGuard: {
    file: "optimizers/gradients",
    operands: { cursor: "address", norm: "address", loss: "address", gradients: "address", count: "count" },
  },
  gradientsClip: {
    file: "optimizers/gradients",
    operands: { gradients: "address", norm: "address", limit: "address", count: "count" },
  },
  lionUpdate: {
    file: "optimizers/lion",
    operands: { parameters: "address", gradients: "address", momentum: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  nadamUpdate: {
    file: "optimizers/nadam",
    operands: { parameters: "address", gradients: "address", firstMoments: "address", secondMoments: "address", scalars: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  radamUpdate: {
    file: "optimizers/radam",
    operands: { parameters: "address", gradients: "address", firstMoments: "address", secondMoments: "address", scalars: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  rmspropUpdate: {
    file: "optimizers/rmsprop",
    operands: { parameters: "address", gradients: "address", squares: "address", means: "address", velocity: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  sgdUpdate: {
    file: "optimizers/sgd",
    operands: { parameters: "address", gradients: "address", rates: "address", cursor: "address", count: "count" },
  },
  momentumUpdate: {
    file: "optimizers/sgd",
    operands: { parameters: "address", gradients: "address", velocity: "address", scalars: "address", settings: "address", rates: "address", cursor: "address", count: "count" },
  },
  accuracyForward: {
    file: "metrics/accuracy",
    operands: { correct: "address", predictions: "address", targets: "address", rows: "count", width: "count" },
  },
} as const;

export const denseScratchBytes = 430592;
