// Made by scripts/core.mjs from the exports of assembly/. Not edited by hand.

/** The operands of each kernel. */
export interface KernelOperands {
  readonly gaussianDraw: { readonly weights: "address"; readonly stream: "address"; readonly factor: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly uniformDraw: { readonly weights: "address"; readonly stream: "address"; readonly factor: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly denseForward: { readonly outputs: "address"; readonly inputs: "address"; readonly weights: "address"; readonly biases: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" };
  readonly denseInputBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly weights: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" };
  readonly denseWeightBackward: { readonly weightGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" };
  readonly denseBiasBackward: { readonly biasGradients: "address"; readonly outputGradients: "address"; readonly rows: "count"; readonly outputWidth: "count" };
  readonly denseTangent: { readonly outputTangents: "address"; readonly inputTangents: "address"; readonly weights: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" };
  readonly denseInputTangent: { readonly inputGradientTangents: "address"; readonly outputGradients: "address"; readonly directions: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" };
  readonly dropoutDraw: { readonly mask: "address"; readonly random: "address"; readonly settings: "address"; readonly cursor: "address"; readonly rows: "count"; readonly width: "count" };
  readonly dropoutApply: { readonly outputs: "address"; readonly inputs: "address"; readonly mask: "address"; readonly factor: "address"; readonly count: "count" };
  readonly dropoutScale: { readonly outputs: "address"; readonly inputs: "address"; readonly factor: "address"; readonly count: "count" };
  readonly gatherRows: { readonly outputs: "address"; readonly table: "address"; readonly order: "address"; readonly cursor: "address"; readonly rows: "count"; readonly width: "count" };
  readonly gatherClasses: { readonly targets: "address"; readonly table: "address"; readonly order: "address"; readonly levels: "address"; readonly cursor: "address"; readonly rows: "count"; readonly width: "count" };
  readonly gatherWeights: { readonly rowWeights: "address"; readonly table: "address"; readonly order: "address"; readonly classWeights: "address"; readonly cursor: "address"; readonly rows: "count" };
  readonly orderShuffle: { readonly order: "address"; readonly stream: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly basisProject: { readonly coefficients: "address"; readonly basis: "address"; readonly vector: "address"; readonly vectors: "count"; readonly count: "count" };
  readonly basisCombine: { readonly vector: "address"; readonly basis: "address"; readonly coefficients: "address"; readonly vectors: "count"; readonly count: "count" };
  readonly vectorClear: { readonly vector: "address"; readonly count: "count" };
  readonly totalsAdd: { readonly totals: "address"; readonly vector: "address"; readonly count: "count" };
  readonly totalsRound: { readonly vector: "address"; readonly totals: "address"; readonly count: "count" };
  readonly eluForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly eluBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly eluTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly geluForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly geluBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly geluTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly geluTanhForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly geluTanhBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly geluTanhTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly hardSigmoidForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly hardSigmoidBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly leakyReluForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly leakyReluBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly mishForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly mishBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly mishTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly reluForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly reluBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly seluForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly seluBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly seluTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly sigmoidForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly sigmoidBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly sigmoidTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly siluForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly siluBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly siluTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly softplusForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly softplusBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly softplusTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly softsignForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly softsignBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly softsignTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly tanhForward: { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly tanhBackward: { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly tanhTangent: { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" };
  readonly logisticForward: { readonly probabilities: "address"; readonly logits: "address"; readonly rows: "count"; readonly width: "count" };
  readonly binaryCrossEntropyForward: { readonly loss: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly binaryCrossEntropyBackward: { readonly gradients: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly binaryCrossEntropyTangent: { readonly gradientTangents: "address"; readonly predictionTangents: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly costNote: { readonly costs: "address"; readonly loss: "address"; readonly cursor: "address"; readonly rows: "count" };
  readonly hingeForward: { readonly loss: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly hingeBackward: { readonly gradients: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly huberForward: { readonly loss: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly huberBackward: { readonly gradients: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly huberTangent: { readonly gradientTangents: "address"; readonly predictionTangents: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly klDivergenceForward: { readonly loss: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly klDivergenceBackward: { readonly gradients: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly klDivergenceTangent: { readonly gradientTangents: "address"; readonly predictionTangents: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly meanAbsoluteErrorForward: { readonly loss: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly meanAbsoluteErrorBackward: { readonly gradients: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly meanSquaredErrorForward: { readonly loss: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly meanSquaredErrorBackward: { readonly gradients: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly meanSquaredErrorTangent: { readonly gradientTangents: "address"; readonly predictionTangents: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly softmaxForward: { readonly probabilities: "address"; readonly logits: "address"; readonly rows: "count"; readonly width: "count" };
  readonly softmaxCrossEntropyForward: { readonly loss: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly softmaxCrossEntropyBackward: { readonly gradients: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly softmaxCrossEntropyTangent: { readonly gradientTangents: "address"; readonly predictionTangents: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly squaredHingeForward: { readonly loss: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly squaredHingeBackward: { readonly gradients: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly squaredHingeTangent: { readonly gradientTangents: "address"; readonly predictionTangents: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" };
  readonly penaltyForward: { readonly loss: "address"; readonly weights: "address"; readonly lambdas: "address"; readonly count: "count" };
  readonly penaltyBackward: { readonly gradients: "address"; readonly weights: "address"; readonly lambdas: "address"; readonly count: "count" };
  readonly penaltyTangent: { readonly products: "address"; readonly directions: "address"; readonly lambdas: "address"; readonly count: "count" };
  readonly adadeltaUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly squares: "address"; readonly deltas: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly adagradUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly squares: "address"; readonly scalars: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly adamUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly firstMoments: "address"; readonly secondMoments: "address"; readonly maxima: "address"; readonly scalars: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly adamaxUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly firstMoments: "address"; readonly norms: "address"; readonly scalars: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly adamwUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly firstMoments: "address"; readonly secondMoments: "address"; readonly maxima: "address"; readonly scalars: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly gradientsClear: { readonly gradients: "address"; readonly loss: "address"; readonly count: "count" };
  readonly gradientsGuard: { readonly cursor: "address"; readonly norm: "address"; readonly loss: "address"; readonly gradients: "address"; readonly count: "count" };
  readonly gradientsClip: { readonly gradients: "address"; readonly norm: "address"; readonly limit: "address"; readonly count: "count" };
  readonly lionUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly momentum: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly nadamUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly firstMoments: "address"; readonly secondMoments: "address"; readonly scalars: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly radamUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly firstMoments: "address"; readonly secondMoments: "address"; readonly scalars: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly rmspropUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly squares: "address"; readonly means: "address"; readonly velocity: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly sgdUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly momentumUpdate: { readonly parameters: "address"; readonly gradients: "address"; readonly velocity: "address"; readonly scalars: "address"; readonly settings: "address"; readonly rates: "address"; readonly cursor: "address"; readonly count: "count" };
  readonly accuracyForward: { readonly correct: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rows: "count"; readonly width: "count" };
  readonly hashForward: { readonly hash: "address"; readonly values: "address"; readonly count: "count" };
}

/** A kernel a line: its file, its name, its addresses; its counts. */
export const kernelLines = `
initializers/gaussian gaussianDraw weights stream factor cursor; count
initializers/uniform uniformDraw weights stream factor cursor; count
layers/dense denseForward outputs inputs weights biases scratch; rows inputWidth outputWidth
layers/dense denseInputBackward inputGradients outputGradients weights scratch; rows inputWidth outputWidth
layers/dense denseWeightBackward weightGradients outputGradients inputs scratch; rows inputWidth outputWidth
layers/dense denseBiasBackward biasGradients outputGradients; rows outputWidth
layers/denseTangent denseTangent outputTangents inputTangents weights scratch; rows inputWidth outputWidth
layers/denseTangent denseInputTangent inputGradientTangents outputGradients directions scratch; rows inputWidth outputWidth
layers/dropout dropoutDraw mask random settings cursor; rows width
layers/dropout dropoutApply outputs inputs mask factor; count
layers/dropout dropoutScale outputs inputs factor; count
layers/gather gatherRows outputs table order cursor; rows width
layers/gather gatherClasses targets table order levels cursor; rows width
layers/gather gatherWeights rowWeights table order classWeights cursor; rows
layers/shuffle orderShuffle order stream cursor; count
vectors/basis basisProject coefficients basis vector; vectors count
vectors/basis basisCombine vector basis coefficients; vectors count
vectors/basis vectorClear vector; count
vectors/totals totalsAdd totals vector; count
vectors/totals totalsRound vector totals; count
activations/elu eluForward outputs inputs parameter; count
activations/elu eluBackward inputGradients outputGradients inputs outputs parameter; count
activations/elu eluTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
activations/gelu geluForward outputs inputs parameter; count
activations/gelu geluBackward inputGradients outputGradients inputs outputs parameter; count
activations/gelu geluTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
activations/geluTanh geluTanhForward outputs inputs parameter; count
activations/geluTanh geluTanhBackward inputGradients outputGradients inputs outputs parameter; count
activations/geluTanh geluTanhTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
activations/hardSigmoid hardSigmoidForward outputs inputs parameter; count
activations/hardSigmoid hardSigmoidBackward inputGradients outputGradients inputs outputs parameter; count
activations/leakyRelu leakyReluForward outputs inputs parameter; count
activations/leakyRelu leakyReluBackward inputGradients outputGradients inputs outputs parameter; count
activations/mish mishForward outputs inputs parameter; count
activations/mish mishBackward inputGradients outputGradients inputs outputs parameter; count
activations/mish mishTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
activations/relu reluForward outputs inputs parameter; count
activations/relu reluBackward inputGradients outputGradients inputs outputs parameter; count
activations/selu seluForward outputs inputs parameter; count
activations/selu seluBackward inputGradients outputGradients inputs outputs parameter; count
activations/selu seluTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
activations/sigmoid sigmoidForward outputs inputs parameter; count
activations/sigmoid sigmoidBackward inputGradients outputGradients inputs outputs parameter; count
activations/sigmoid sigmoidTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
activations/silu siluForward outputs inputs parameter; count
activations/silu siluBackward inputGradients outputGradients inputs outputs parameter; count
activations/silu siluTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
activations/softplus softplusForward outputs inputs parameter; count
activations/softplus softplusBackward inputGradients outputGradients inputs outputs parameter; count
activations/softplus softplusTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
activations/softsign softsignForward outputs inputs parameter; count
activations/softsign softsignBackward inputGradients outputGradients inputs outputs parameter; count
activations/softsign softsignTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
activations/tanh tanhForward outputs inputs parameter; count
activations/tanh tanhBackward inputGradients outputGradients inputs outputs parameter; count
activations/tanh tanhTangent gradientTangents outputGradients inputTangents inputs outputs parameter; count
losses/binaryCrossEntropy logisticForward probabilities logits; rows width
losses/binaryCrossEntropy binaryCrossEntropyForward loss predictions targets rowWeights parameter; rows width
losses/binaryCrossEntropy binaryCrossEntropyBackward gradients predictions probabilities targets rowWeights scale parameter; rows width
losses/binaryCrossEntropy binaryCrossEntropyTangent gradientTangents predictionTangents predictions probabilities targets rowWeights scale parameter; rows width
losses/cost costNote costs loss cursor; rows
losses/hinge hingeForward loss predictions targets rowWeights parameter; rows width
losses/hinge hingeBackward gradients predictions probabilities targets rowWeights scale parameter; rows width
losses/huber huberForward loss predictions targets rowWeights parameter; rows width
losses/huber huberBackward gradients predictions probabilities targets rowWeights scale parameter; rows width
losses/huber huberTangent gradientTangents predictionTangents predictions probabilities targets rowWeights scale parameter; rows width
losses/klDivergence klDivergenceForward loss predictions targets rowWeights parameter; rows width
losses/klDivergence klDivergenceBackward gradients predictions probabilities targets rowWeights scale parameter; rows width
losses/klDivergence klDivergenceTangent gradientTangents predictionTangents predictions probabilities targets rowWeights scale parameter; rows width
losses/meanAbsoluteError meanAbsoluteErrorForward loss predictions targets rowWeights parameter; rows width
losses/meanAbsoluteError meanAbsoluteErrorBackward gradients predictions probabilities targets rowWeights scale parameter; rows width
losses/meanSquaredError meanSquaredErrorForward loss predictions targets rowWeights parameter; rows width
losses/meanSquaredError meanSquaredErrorBackward gradients predictions probabilities targets rowWeights scale parameter; rows width
losses/meanSquaredError meanSquaredErrorTangent gradientTangents predictionTangents predictions probabilities targets rowWeights scale parameter; rows width
losses/softmax softmaxForward probabilities logits; rows width
losses/softmaxCrossEntropy softmaxCrossEntropyForward loss predictions targets rowWeights parameter; rows width
losses/softmaxCrossEntropy softmaxCrossEntropyBackward gradients predictions probabilities targets rowWeights scale parameter; rows width
losses/softmaxCrossEntropy softmaxCrossEntropyTangent gradientTangents predictionTangents predictions probabilities targets rowWeights scale parameter; rows width
losses/squaredHinge squaredHingeForward loss predictions targets rowWeights parameter; rows width
losses/squaredHinge squaredHingeBackward gradients predictions probabilities targets rowWeights scale parameter; rows width
losses/squaredHinge squaredHingeTangent gradientTangents predictionTangents predictions probabilities targets rowWeights scale parameter; rows width
penalties/elastic penaltyForward loss weights lambdas; count
penalties/elastic penaltyBackward gradients weights lambdas; count
penalties/elastic penaltyTangent products directions lambdas; count
optimizers/adadelta adadeltaUpdate parameters gradients squares deltas settings rates cursor; count
optimizers/adagrad adagradUpdate parameters gradients squares scalars settings rates cursor; count
optimizers/adam adamUpdate parameters gradients firstMoments secondMoments maxima scalars settings rates cursor; count
optimizers/adamax adamaxUpdate parameters gradients firstMoments norms scalars settings rates cursor; count
optimizers/adamw adamwUpdate parameters gradients firstMoments secondMoments maxima scalars settings rates cursor; count
optimizers/gradients gradientsClear gradients loss; count
optimizers/gradients gradientsGuard cursor norm loss gradients; count
optimizers/gradients gradientsClip gradients norm limit; count
optimizers/lion lionUpdate parameters gradients momentum settings rates cursor; count
optimizers/nadam nadamUpdate parameters gradients firstMoments secondMoments scalars settings rates cursor; count
optimizers/radam radamUpdate parameters gradients firstMoments secondMoments scalars settings rates cursor; count
optimizers/rmsprop rmspropUpdate parameters gradients squares means velocity settings rates cursor; count
optimizers/sgd sgdUpdate parameters gradients rates cursor; count
optimizers/sgd momentumUpdate parameters gradients velocity scalars settings rates cursor; count
metrics/accuracy accuracyForward correct predictions targets; rows width
metrics/hash hashForward hash values; count
`;

export const denseScratchBytes = 430592;
