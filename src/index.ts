// The package's entry: everything public.

export type { Activation } from "./activations/activations.ts";
export * from "./activations/makers.ts";
export { Network } from "./api/network.ts";
export type { ResumeOptions } from "./api/resume.ts";
export type { CheckResult } from "./check/check.ts";
export type { CompiledCore } from "./core/core.ts";
export { DataError, FormatError, MemoryError, OptionError, ShapeError, StateError } from "./core/errors.ts";
export type { CriticalPoint, CriticalPointOptions, CriticalPointsOptions } from "./curvature/criticalPoint.ts";
export type { LossSurface, LossSurfaceOptions, ProjectedPath } from "./curvature/lossSurface.ts";
export * from "./curvature/makers.ts";
export type { NewtonOptions } from "./curvature/newtonStep.ts";
export type { SurfaceDirections, WeightIndex } from "./curvature/plane.ts";
export { type RecordedPath, recordPath } from "./curvature/recordPath.ts";
export type { SaddleFreeNewtonOptions } from "./curvature/saddleFreeNewton.ts";
export type { Spectrum, SpectrumOptions } from "./curvature/spectrum.ts";
export { type BuiltinName, builtin } from "./data/builtin.ts";
export type { Column } from "./data/columns.ts";
export type { CsvSource } from "./data/csvRows.ts";
export { type Dataset, type DatasetOptions, dataset } from "./data/dataset.ts";
export type { Standardizer } from "./data/isStandardizer.ts";
export type { CsvOptions } from "./data/readRows.ts";
export { type Sets, type Split, type SplitOptions, split } from "./data/split.ts";
export { standardizer, standardizerFromJSON } from "./data/standardizer.ts";
export { subset } from "./data/subset.ts";
export type { CompareOptions, Comparison } from "./experiments/compare.ts";
export type { LearningRateRange, LearningRateRangeOptions } from "./experiments/learningRateRange.ts";
export type { VariantRun } from "./experiments/runVariants.ts";
export type { SearchOptions, SearchResult, Trial } from "./experiments/search.ts";
export type { Spread, VariantSummary } from "./experiments/summariesOf.ts";
export type { ActivationLayer } from "./layers/activation.ts";
export type { Dense, DenseOptions } from "./layers/dense.ts";
export type { Dropout, DropoutOptions } from "./layers/dropout.ts";
export { type Initializer, initializers } from "./layers/initializers.ts";
export type { LayerDescription } from "./layers/layer.ts";
export type { LayerNorm, LayerNormOptions } from "./layers/layerNorm.ts";
export * from "./layers/makers.ts";
export type { Residual, ResidualOptions } from "./layers/residual.ts";
export type { Loss } from "./losses/losses.ts";
export * from "./losses/makers.ts";
export { type CoreOptions, loadCore } from "./network/loadCore.ts";
export type { NetworkOptions } from "./network/spec.ts";
export type { Evaluation } from "./objective/evaluate.ts";
export type { LayerInspection } from "./objective/inspect.ts";
export type { SetFigures } from "./objective/setFigures.ts";
export {
  applyColumns,
  check,
  compare,
  criticalPoints,
  csv,
  findCriticalPoint,
  idx,
  learningCurveSvg,
  learningCurveText,
  learningRateRange,
  lossSurface,
  minimize,
  resume,
  search,
  spectrum,
} from "./onDemand.ts";
export * from "./optimizers/makers.ts";
export type { Optimizer } from "./optimizers/optimizer.ts";
export type { LearningCurveSvgOptions } from "./report/learningCurveSvg.ts";
export type { LearningCurveTextOptions } from "./report/learningCurveText.ts";
export * from "./schedules/makers.ts";
export type { AnySchedule, Schedule } from "./schedules/schedule.ts";
export type { Surface } from "./surfaces/surface.ts";
export { surfaces } from "./surfaces/surfaces.ts";
export type { ContinueOptions } from "./training/continueRun.ts";
export type { Curve, CurvePoint } from "./training/curve.ts";
export type { Diagnosis } from "./training/diagnosis.ts";
export type { DiagnosisKind, FindingFigures } from "./training/finding.ts";
export type { CheckpointEvery, EarlyStopping, FailedCheckpoint, FitOptions, Order } from "./training/fitOptions.ts";
export type { Run } from "./training/run.ts";
export type { Reason } from "./training/runState.ts";
