// Made by scripts/core.mjs from the kernels of assembly/ and the classes of their operands. Not edited by hand.

// What lies at an address: its numbers in their order.
export const RandomStream = { seedLow: "uint32", seedHigh: "uint32", purpose: "uint32", index: "uint32" } as const;
export const Cursor = { pass: "int32", record: "int32", row: "int32", step: "int32", halt: "int32" } as const;
export const MaskKey = { seedLow: "uint32", seedHigh: "uint32", epoch: "uint32" } as const;
export const MaskSettings = { keep: "uint32", layer: "uint32" } as const;
export const Levels = { off: "float32", on: "float32" } as const;
export const ShuffleStream = { seedLow: "uint32", seedHigh: "uint32", purpose: "uint32", index: "uint32", taken: "uint64", rows: "uint32" } as const;
export const LossSums = { sum: "float64", squares: "float64", penalty: "float64" } as const;
export const Lambdas = { l1: "float64", l2: "float64" } as const;
export const AdadeltaSettings = { rho: "float64", epsilon: "float64" } as const;
export const AdagradScalars = { steps: "float64" } as const;
export const AdagradSettings = { epsilon: "float64", rateDecay: "float64" } as const;
export const AdamScalars = { power1: "float64", power2: "float64" } as const;
export const AdamSettings = { beta1: "float64", beta2: "float64", epsilon: "float64", decay: "float64" } as const;
export const AdamaxScalars = { power1: "float64" } as const;
export const AdamaxSettings = { beta1: "float64", beta2: "float64", epsilon: "float64" } as const;
export const Norm = { squares: "float64", threshold: "float64" } as const;
export const LionSettings = { beta1: "float64", beta2: "float64", decay: "float64" } as const;
export const NadamScalars = { warmUpPower: "float64", product: "float64", power2: "float64" } as const;
export const NadamSettings = { beta1: "float64", beta2: "float64", epsilon: "float64", warmUp: "float64" } as const;
export const RadamScalars = { power1: "float64", power2: "float64", steps: "float64" } as const;
export const RadamSettings = { beta1: "float64", beta2: "float64", epsilon: "float64" } as const;
export const RmspropSettings = { rho: "float64", epsilon: "float64", momentum: "float64" } as const;
export const MomentumScalars = { steps: "float64" } as const;
export const MomentumSettings = { momentum: "float64", dampening: "float64", nesterov: "float64", torch: "float64" } as const;
export const Hash = { low: "uint32", high: "uint32", notFinite: "uint32" } as const;

// What a record holds: addresses and counts.
export interface DrawOperands { readonly weights: "address"; readonly stream: typeof RandomStream; readonly factor: "address"; readonly scratch: "address"; readonly cursor: typeof Cursor; readonly count: "count" }
export interface DenseForward { readonly outputs: "address"; readonly inputs: "address"; readonly weights: "address"; readonly biases: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" }
export interface DenseInputBackward { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly weights: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" }
export interface DenseWeightBackward { readonly weightGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" }
export interface DenseBiasBackward { readonly biasGradients: "address"; readonly outputGradients: "address"; readonly rows: "count"; readonly outputWidth: "count" }
export interface DenseTangent { readonly outputTangents: "address"; readonly inputTangents: "address"; readonly weights: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" }
export interface DenseInputTangent { readonly inputGradientTangents: "address"; readonly outputGradients: "address"; readonly directions: "address"; readonly scratch: "address"; readonly rows: "count"; readonly inputWidth: "count"; readonly outputWidth: "count" }
export interface DropoutDraw { readonly mask: "address"; readonly random: typeof MaskKey; readonly settings: typeof MaskSettings; readonly scratch: "address"; readonly cursor: typeof Cursor; readonly rows: "count"; readonly width: "count" }
export interface DropoutApply { readonly outputs: "address"; readonly inputs: "address"; readonly mask: "address"; readonly factor: "address"; readonly count: "count" }
export interface DropoutScale { readonly outputs: "address"; readonly inputs: "address"; readonly factor: "address"; readonly count: "count" }
export interface GatherRows { readonly outputs: "address"; readonly table: "address"; readonly order: "address"; readonly cursor: typeof Cursor; readonly rows: "count"; readonly width: "count" }
export interface GatherClasses { readonly targets: "address"; readonly table: "address"; readonly order: "address"; readonly levels: typeof Levels; readonly cursor: typeof Cursor; readonly rows: "count"; readonly width: "count" }
export interface GatherWeights { readonly rowWeights: "address"; readonly table: "address"; readonly order: "address"; readonly classWeights: "address"; readonly cursor: typeof Cursor; readonly rows: "count" }
export interface LayerNormForward { readonly outputs: "address"; readonly normalised: "address"; readonly scales: "address"; readonly inputs: "address"; readonly gains: "address"; readonly biases: "address"; readonly epsilon: "address"; readonly rows: "count"; readonly width: "count" }
export interface LayerNormGainBackward { readonly gainGradients: "address"; readonly outputGradients: "address"; readonly normalised: "address"; readonly rows: "count"; readonly width: "count" }
export interface LayerNormBackward { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly normalised: "address"; readonly scales: "address"; readonly gains: "address"; readonly rows: "count"; readonly width: "count" }
export interface LayerNormTangent { readonly outputTangents: "address"; readonly normalisedTangents: "address"; readonly scaleTangents: "address"; readonly inputTangents: "address"; readonly normalised: "address"; readonly scales: "address"; readonly gains: "address"; readonly gainDirections: "address"; readonly biasDirections: "address"; readonly rows: "count"; readonly width: "count" }
export interface LayerNormInputTangent { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly normalised: "address"; readonly normalisedTangents: "address"; readonly scales: "address"; readonly scaleTangents: "address"; readonly gains: "address"; readonly gainDirections: "address"; readonly products: "address"; readonly rows: "count"; readonly width: "count" }
export interface ResidualAdd { readonly outputs: "address"; readonly inputs: "address"; readonly shortcuts: "address"; readonly count: "count" }
export interface ResidualCopy { readonly outputs: "address"; readonly inputs: "address"; readonly count: "count" }
export interface ShuffleOperands { readonly order: "address"; readonly stream: typeof ShuffleStream; readonly scratch: "address"; readonly cursor: typeof Cursor; readonly count: "count" }
export interface BasisProject { readonly coefficients: "address"; readonly basis: "address"; readonly vector: "address"; readonly vectors: "count"; readonly count: "count" }
export interface BasisCombine { readonly vector: "address"; readonly basis: "address"; readonly coefficients: "address"; readonly vectors: "count"; readonly count: "count" }
export interface VectorClear { readonly vector: "address"; readonly count: "count" }
export interface TotalsAdd { readonly totals: "address"; readonly vector: "address"; readonly count: "count" }
export interface TotalsRound { readonly vector: "address"; readonly totals: "address"; readonly count: "count" }
export interface ActivationForward { readonly outputs: "address"; readonly inputs: "address"; readonly parameter: "address"; readonly count: "count" }
export interface ActivationBackward { readonly inputGradients: "address"; readonly outputGradients: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" }
export interface ActivationTangent { readonly gradientTangents: "address"; readonly outputGradients: "address"; readonly inputTangents: "address"; readonly inputs: "address"; readonly outputs: "address"; readonly parameter: "address"; readonly count: "count" }
export interface Link { readonly probabilities: "address"; readonly logits: "address"; readonly rows: "count"; readonly width: "count" }
export interface LossForward { readonly loss: typeof LossSums; readonly predictions: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" }
export interface LossBackward { readonly gradients: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" }
export interface LossTangent { readonly gradientTangents: "address"; readonly predictionTangents: "address"; readonly predictions: "address"; readonly probabilities: "address"; readonly targets: "address"; readonly rowWeights: "address"; readonly scale: "address"; readonly parameter: "address"; readonly rows: "count"; readonly width: "count" }
export interface CostOperands { readonly costs: "address"; readonly loss: typeof LossSums; readonly cursor: typeof Cursor; readonly rows: "count" }
export interface PenaltyForward { readonly loss: typeof LossSums; readonly weights: "address"; readonly lambdas: typeof Lambdas; readonly count: "count" }
export interface PenaltyBackward { readonly gradients: "address"; readonly weights: "address"; readonly lambdas: typeof Lambdas; readonly count: "count" }
export interface PenaltyTangent { readonly products: "address"; readonly directions: "address"; readonly lambdas: typeof Lambdas; readonly count: "count" }
export interface AdadeltaOperands { readonly parameters: "address"; readonly gradients: "address"; readonly squares: "address"; readonly deltas: "address"; readonly settings: typeof AdadeltaSettings; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface AdagradOperands { readonly parameters: "address"; readonly gradients: "address"; readonly squares: "address"; readonly scalars: typeof AdagradScalars; readonly settings: typeof AdagradSettings; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface AdamOperands { readonly parameters: "address"; readonly gradients: "address"; readonly firstMoments: "address"; readonly secondMoments: "address"; readonly maxima: "address"; readonly scalars: typeof AdamScalars; readonly settings: typeof AdamSettings; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface AdamaxOperands { readonly parameters: "address"; readonly gradients: "address"; readonly firstMoments: "address"; readonly norms: "address"; readonly scalars: typeof AdamaxScalars; readonly settings: typeof AdamaxSettings; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface ClearOperands { readonly gradients: "address"; readonly loss: typeof LossSums; readonly count: "count" }
export interface GuardOperands { readonly cursor: typeof Cursor; readonly norm: typeof Norm; readonly loss: typeof LossSums; readonly gradients: "address"; readonly count: "count" }
export interface ClipOperands { readonly gradients: "address"; readonly norm: typeof Norm; readonly limit: "address"; readonly count: "count" }
export interface LionOperands { readonly parameters: "address"; readonly gradients: "address"; readonly momentum: "address"; readonly settings: typeof LionSettings; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface NadamOperands { readonly parameters: "address"; readonly gradients: "address"; readonly firstMoments: "address"; readonly secondMoments: "address"; readonly scalars: typeof NadamScalars; readonly settings: typeof NadamSettings; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface RadamOperands { readonly parameters: "address"; readonly gradients: "address"; readonly firstMoments: "address"; readonly secondMoments: "address"; readonly scalars: typeof RadamScalars; readonly settings: typeof RadamSettings; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface RmspropOperands { readonly parameters: "address"; readonly gradients: "address"; readonly squares: "address"; readonly means: "address"; readonly velocity: "address"; readonly settings: typeof RmspropSettings; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface SgdOperands { readonly parameters: "address"; readonly gradients: "address"; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface MomentumOperands { readonly parameters: "address"; readonly gradients: "address"; readonly velocity: "address"; readonly scalars: typeof MomentumScalars; readonly settings: typeof MomentumSettings; readonly rates: "address"; readonly cursor: typeof Cursor; readonly scratch: "address"; readonly count: "count" }
export interface AccuracyOperands { readonly correct: "address"; readonly predictions: "address"; readonly targets: "address"; readonly rows: "count"; readonly width: "count" }
export interface HashOperands { readonly hash: typeof Hash; readonly values: "address"; readonly count: "count" }

/** The operands of each kernel. */
export interface KernelOperands {
  readonly gaussianDraw: DrawOperands;
  readonly uniformDraw: DrawOperands;
  readonly denseForward: DenseForward;
  readonly denseInputBackward: DenseInputBackward;
  readonly denseWeightBackward: DenseWeightBackward;
  readonly denseBiasBackward: DenseBiasBackward;
  readonly denseTangent: DenseTangent;
  readonly denseInputTangent: DenseInputTangent;
  readonly dropoutDraw: DropoutDraw;
  readonly dropoutApply: DropoutApply;
  readonly dropoutScale: DropoutScale;
  readonly gatherRows: GatherRows;
  readonly gatherClasses: GatherClasses;
  readonly gatherWeights: GatherWeights;
  readonly layerNormForward: LayerNormForward;
  readonly layerNormGainBackward: LayerNormGainBackward;
  readonly layerNormBackward: LayerNormBackward;
  readonly layerNormTangent: LayerNormTangent;
  readonly layerNormInputTangent: LayerNormInputTangent;
  readonly residualAdd: ResidualAdd;
  readonly residualCopy: ResidualCopy;
  readonly orderShuffle: ShuffleOperands;
  readonly basisProject: BasisProject;
  readonly basisCombine: BasisCombine;
  readonly vectorClear: VectorClear;
  readonly totalsAdd: TotalsAdd;
  readonly totalsRound: TotalsRound;
  readonly eluForward: ActivationForward;
  readonly eluBackward: ActivationBackward;
  readonly eluTangent: ActivationTangent;
  readonly geluForward: ActivationForward;
  readonly geluBackward: ActivationBackward;
  readonly geluTangent: ActivationTangent;
  readonly geluTanhForward: ActivationForward;
  readonly geluTanhBackward: ActivationBackward;
  readonly geluTanhTangent: ActivationTangent;
  readonly hardSigmoidForward: ActivationForward;
  readonly hardSigmoidBackward: ActivationBackward;
  readonly leakyReluForward: ActivationForward;
  readonly leakyReluBackward: ActivationBackward;
  readonly mishForward: ActivationForward;
  readonly mishBackward: ActivationBackward;
  readonly mishTangent: ActivationTangent;
  readonly reluForward: ActivationForward;
  readonly reluBackward: ActivationBackward;
  readonly seluForward: ActivationForward;
  readonly seluBackward: ActivationBackward;
  readonly seluTangent: ActivationTangent;
  readonly sigmoidForward: ActivationForward;
  readonly sigmoidBackward: ActivationBackward;
  readonly sigmoidTangent: ActivationTangent;
  readonly siluForward: ActivationForward;
  readonly siluBackward: ActivationBackward;
  readonly siluTangent: ActivationTangent;
  readonly softplusForward: ActivationForward;
  readonly softplusBackward: ActivationBackward;
  readonly softplusTangent: ActivationTangent;
  readonly softsignForward: ActivationForward;
  readonly softsignBackward: ActivationBackward;
  readonly softsignTangent: ActivationTangent;
  readonly tanhForward: ActivationForward;
  readonly tanhBackward: ActivationBackward;
  readonly tanhTangent: ActivationTangent;
  readonly logisticForward: Link;
  readonly binaryCrossEntropyForward: LossForward;
  readonly binaryCrossEntropyBackward: LossBackward;
  readonly binaryCrossEntropyTangent: LossTangent;
  readonly costNote: CostOperands;
  readonly hingeForward: LossForward;
  readonly hingeBackward: LossBackward;
  readonly huberForward: LossForward;
  readonly huberBackward: LossBackward;
  readonly huberTangent: LossTangent;
  readonly klDivergenceForward: LossForward;
  readonly meanAbsoluteErrorForward: LossForward;
  readonly meanAbsoluteErrorBackward: LossBackward;
  readonly meanSquaredErrorForward: LossForward;
  readonly meanSquaredErrorBackward: LossBackward;
  readonly meanSquaredErrorTangent: LossTangent;
  readonly softmaxForward: Link;
  readonly softmaxCrossEntropyForward: LossForward;
  readonly softmaxCrossEntropyBackward: LossBackward;
  readonly softmaxCrossEntropyTangent: LossTangent;
  readonly squaredHingeForward: LossForward;
  readonly squaredHingeBackward: LossBackward;
  readonly squaredHingeTangent: LossTangent;
  readonly penaltyForward: PenaltyForward;
  readonly penaltyBackward: PenaltyBackward;
  readonly penaltyTangent: PenaltyTangent;
  readonly adadeltaUpdate: AdadeltaOperands;
  readonly adagradUpdate: AdagradOperands;
  readonly adamUpdate: AdamOperands;
  readonly adamaxUpdate: AdamaxOperands;
  readonly gradientsClear: ClearOperands;
  readonly gradientsGuard: GuardOperands;
  readonly gradientsClip: ClipOperands;
  readonly lionUpdate: LionOperands;
  readonly nadamUpdate: NadamOperands;
  readonly radamUpdate: RadamOperands;
  readonly rmspropUpdate: RmspropOperands;
  readonly sgdUpdate: SgdOperands;
  readonly momentumUpdate: MomentumOperands;
  readonly accuracyForward: AccuracyOperands;
  readonly hashForward: HashOperands;
}

/** Kernels that take the same operands, a line: work per unit of the product of the counts; addresses; counts; their names. */
export const kernelLines = `
200;weights stream factor scratch cursor;count;gaussianDraw uniformDraw
1;outputs inputs weights biases scratch;rows inputWidth outputWidth;denseForward
1;inputGradients outputGradients weights scratch;rows inputWidth outputWidth;denseInputBackward
1;weightGradients outputGradients inputs scratch;rows inputWidth outputWidth;denseWeightBackward
1;biasGradients outputGradients;rows outputWidth;denseBiasBackward
1;outputTangents inputTangents weights scratch;rows inputWidth outputWidth;denseTangent
1;inputGradientTangents outputGradients directions scratch;rows inputWidth outputWidth;denseInputTangent
1;mask random settings scratch cursor;rows width;dropoutDraw
1;outputs inputs mask factor;count;dropoutApply
1;outputs inputs factor;count;dropoutScale
1;outputs table order cursor;rows width;gatherRows
1;targets table order levels cursor;rows width;gatherClasses
1;rowWeights table order classWeights cursor;rows;gatherWeights
24;outputs normalised scales inputs gains biases epsilon;rows width;layerNormForward
4;gainGradients outputGradients normalised;rows width;layerNormGainBackward
24;inputGradients outputGradients normalised scales gains;rows width;layerNormBackward
40;outputTangents normalisedTangents scaleTangents inputTangents normalised scales gains gainDirections biasDirections;rows width;layerNormTangent
96;gradientTangents outputGradients normalised normalisedTangents scales scaleTangents gains gainDirections products;rows width;layerNormInputTangent
1;outputs inputs shortcuts;count;residualAdd
1;outputs inputs;count;residualCopy
1;order stream scratch cursor;count;orderShuffle
1;coefficients basis vector;vectors count;basisProject
1;vector basis coefficients;vectors count;basisCombine
1;vector;count;vectorClear
1;totals vector;count;totalsAdd
1;vector totals;count;totalsRound
20;outputs inputs parameter;count;eluForward geluForward geluTanhForward hardSigmoidForward leakyReluForward mishForward reluForward seluForward sigmoidForward siluForward softplusForward softsignForward tanhForward
20;inputGradients outputGradients inputs outputs parameter;count;eluBackward geluBackward geluTanhBackward hardSigmoidBackward leakyReluBackward mishBackward reluBackward seluBackward sigmoidBackward siluBackward softplusBackward softsignBackward tanhBackward
20;gradientTangents outputGradients inputTangents inputs outputs parameter;count;eluTangent geluTangent geluTanhTangent mishTangent seluTangent sigmoidTangent siluTangent softplusTangent softsignTangent tanhTangent
40;probabilities logits;rows width;logisticForward softmaxForward
40;loss predictions targets rowWeights parameter;rows width;binaryCrossEntropyForward hingeForward huberForward klDivergenceForward meanAbsoluteErrorForward meanSquaredErrorForward softmaxCrossEntropyForward squaredHingeForward
40;gradients predictions probabilities targets rowWeights scale parameter;rows width;binaryCrossEntropyBackward hingeBackward huberBackward meanAbsoluteErrorBackward meanSquaredErrorBackward softmaxCrossEntropyBackward squaredHingeBackward
40;gradientTangents predictionTangents predictions probabilities targets rowWeights scale parameter;rows width;binaryCrossEntropyTangent huberTangent meanSquaredErrorTangent softmaxCrossEntropyTangent squaredHingeTangent
40;costs loss cursor;rows;costNote
4;loss weights lambdas;count;penaltyForward
4;gradients weights lambdas;count;penaltyBackward
4;products directions lambdas;count;penaltyTangent
16;parameters gradients squares deltas settings rates cursor scratch;count;adadeltaUpdate
16;parameters gradients squares scalars settings rates cursor scratch;count;adagradUpdate
16;parameters gradients firstMoments secondMoments maxima scalars settings rates cursor scratch;count;adamUpdate
16;parameters gradients firstMoments norms scalars settings rates cursor scratch;count;adamaxUpdate
16;gradients loss;count;gradientsClear
16;cursor norm loss gradients;count;gradientsGuard
16;gradients norm limit;count;gradientsClip
16;parameters gradients momentum settings rates cursor scratch;count;lionUpdate
16;parameters gradients firstMoments secondMoments scalars settings rates cursor scratch;count;nadamUpdate radamUpdate
16;parameters gradients squares means velocity settings rates cursor scratch;count;rmspropUpdate
16;parameters gradients rates cursor scratch;count;sgdUpdate
16;parameters gradients velocity scalars settings rates cursor scratch;count;momentumUpdate
4;correct predictions targets;rows width;accuracyForward
4;hash values;count;hashForward
`;

export const randomScratchBytes = 64;
export const denseScratchBytes = 430720;
export const tailScratchBytes = 384;
