// Made by scripts/core.mjs from the kernels of assembly/ and the classes of their operands. Not edited by hand.

const RandomStream = { seedLow: "uint32", seedHigh: "uint32", purpose: "uint32", index: "uint32" } as const;
const Cursor = { pass: "int32", record: "int32", row: "int32", step: "int32", halt: "int32" } as const;
const MaskKey = { seedLow: "uint32", seedHigh: "uint32", epoch: "uint32" } as const;
const MaskSettings = { keep: "uint32", layer: "uint32" } as const;
const Levels = { off: "float32", on: "float32" } as const;
const ShuffleStream = { seedLow: "uint32", seedHigh: "uint32", purpose: "uint32", index: "uint32", taken: "uint64", rows: "uint32" } as const;
const LossSums = { sum: "float64", squares: "float64", penalty: "float64" } as const;
const Lambdas = { l1: "float64", l2: "float64" } as const;
const AdadeltaSettings = { rho: "float64", epsilon: "float64" } as const;
const AdagradScalars = { steps: "float64" } as const;
const AdagradSettings = { epsilon: "float64", rateDecay: "float64" } as const;
const AdamScalars = { power1: "float64", power2: "float64" } as const;
const AdamSettings = { beta1: "float64", beta2: "float64", epsilon: "float64", decay: "float64" } as const;
const AdamaxScalars = { power1: "float64" } as const;
const AdamaxSettings = { beta1: "float64", beta2: "float64", epsilon: "float64" } as const;
const Norm = { squares: "float64", threshold: "float64" } as const;
const LionSettings = { beta1: "float64", beta2: "float64", decay: "float64" } as const;
const NadamScalars = { warmUpPower: "float64", product: "float64", power2: "float64" } as const;
const NadamSettings = { beta1: "float64", beta2: "float64", epsilon: "float64", warmUp: "float64" } as const;
const RadamScalars = { power1: "float64", power2: "float64", steps: "float64" } as const;
const RadamSettings = { beta1: "float64", beta2: "float64", epsilon: "float64" } as const;
const RmspropSettings = { rho: "float64", epsilon: "float64", momentum: "float64" } as const;
const MomentumScalars = { steps: "float64" } as const;
const MomentumSettings = { momentum: "float64", dampening: "float64", nesterov: "float64", torch: "float64" } as const;
const Hash = { low: "uint32", high: "uint32", notFinite: "uint32" } as const;

/** What lies at the addresses of which operands, where it is more than one kind of number. */
export const kernelStructs = {
  gaussianDraw: { stream: RandomStream, cursor: Cursor },
  uniformDraw: { stream: RandomStream, cursor: Cursor },
  dropoutDraw: { random: MaskKey, settings: MaskSettings, cursor: Cursor },
  gatherRows: { cursor: Cursor },
  gatherClasses: { levels: Levels, cursor: Cursor },
  gatherWeights: { cursor: Cursor },
  orderShuffle: { stream: ShuffleStream, cursor: Cursor },
  binaryCrossEntropyForward: { loss: LossSums },
  costNote: { loss: LossSums, cursor: Cursor },
  hingeForward: { loss: LossSums },
  huberForward: { loss: LossSums },
  klDivergenceForward: { loss: LossSums },
  meanAbsoluteErrorForward: { loss: LossSums },
  meanSquaredErrorForward: { loss: LossSums },
  softmaxCrossEntropyForward: { loss: LossSums },
  squaredHingeForward: { loss: LossSums },
  penaltyForward: { loss: LossSums, lambdas: Lambdas },
  penaltyBackward: { lambdas: Lambdas },
  penaltyTangent: { lambdas: Lambdas },
  adadeltaUpdate: { settings: AdadeltaSettings, cursor: Cursor },
  adagradUpdate: { scalars: AdagradScalars, settings: AdagradSettings, cursor: Cursor },
  adamUpdate: { scalars: AdamScalars, settings: AdamSettings, cursor: Cursor },
  adamaxUpdate: { scalars: AdamaxScalars, settings: AdamaxSettings, cursor: Cursor },
  gradientsClear: { loss: LossSums },
  gradientsGuard: { cursor: Cursor, norm: Norm, loss: LossSums },
  gradientsClip: { norm: Norm },
  lionUpdate: { settings: LionSettings, cursor: Cursor },
  nadamUpdate: { scalars: NadamScalars, settings: NadamSettings, cursor: Cursor },
  radamUpdate: { scalars: RadamScalars, settings: RadamSettings, cursor: Cursor },
  rmspropUpdate: { settings: RmspropSettings, cursor: Cursor },
  sgdUpdate: { cursor: Cursor },
  momentumUpdate: { scalars: MomentumScalars, settings: MomentumSettings, cursor: Cursor },
  hashForward: { hash: Hash },
} as const;
