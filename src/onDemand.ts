// Functions whose code is a chunk of its own, loaded when they are first called: none is needed to train or to predict.
// What each does is said where it is written.

import type * as going from "./api/resume.ts";
import type * as checks from "./check/check.ts";
import type * as criticalPoint from "./curvature/criticalPoint.ts";
import type * as surface from "./curvature/lossSurface.ts";
import { type HasModel, modelOf } from "./curvature/modelOf.ts";
import type * as spectra from "./curvature/spectrum.ts";
import type * as applying from "./data/applyColumns.ts";
import type * as tables from "./data/csv.ts";
import type * as images from "./data/idx.ts";
import type * as comparing from "./experiments/compare.ts";
import type * as range from "./experiments/learningRateRange.ts";
import type * as searching from "./experiments/search.ts";
import type * as pictures from "./report/learningCurveSvg.ts";
import type * as texts from "./report/learningCurveText.ts";
import type * as walking from "./surfaces/minimize.ts";

/** Calls the function over a network that `load` brings. The network is occupied from the call on, until that ends in whatever way. */
const occupying = async <A extends readonly [HasModel, ...unknown[]], T>(
  where: string,
  args: A,
  load: () => Promise<(...args: A) => Promise<T>>,
): Promise<T> => modelOf(where, args[0]).occupied(where, async () => (await load())(...args));

/** Reads a table with a header line into a data set; see src/data/csv.ts. */
export const csv: typeof tables.csv = async (...args) => (await import("./data/csv.ts")).csv(...args);

/** Reads images and labels in MNIST's format; see src/data/idx.ts. */
export const idx: typeof images.idx = async (...args) => (await import("./data/idx.ts")).idx(...args);

/** Reads another table as `csv` read the training table; see src/data/applyColumns.ts. */
export const applyColumns: typeof applying.applyColumns = async (...args) =>
  (await import("./data/applyColumns.ts")).applyColumns(...args);

/** Goes on with a run from its checkpoint; see src/api/resume.ts. */
export const resume: typeof going.resume = async (...args) => (await import("./api/resume.ts")).resume(...args);

/** The learning curve as a picture; see src/report/learningCurveSvg.ts. */
export const learningCurveSvg: typeof pictures.learningCurveSvg = async (...args) =>
  (await import("./report/learningCurveSvg.ts")).learningCurveSvg(...args);

/** The learning curve in characters; see src/report/learningCurveText.ts. */
export const learningCurveText: typeof texts.learningCurveText = async (...args) =>
  (await import("./report/learningCurveText.ts")).learningCurveText(...args);

/** An optimizer's path over a function; see src/surfaces/minimize.ts. */
export const minimize: typeof walking.minimize = async (...args) =>
  (await import("./surfaces/minimize.ts")).minimize(...args);

/** Does this engine give the published bits? See src/check/check.ts. */
export const check: typeof checks.check = async (...args) => (await import("./check/check.ts")).check(...args);

/** One run per optimizer and seed, from the same weights on the same batches; see src/experiments/compare.ts. */
export const compare: typeof comparing.compare = async (...args) =>
  (await import("./experiments/compare.ts")).compare(...args);

/** Architectures by their validation loss; see src/experiments/search.ts. */
export const search: typeof searching.search = async (...args) =>
  (await import("./experiments/search.ts")).search(...args);

/** Costs at rising learning rates, and a suggestion; see src/experiments/learningRateRange.ts. */
export const learningRateRange: typeof range.learningRateRange = (...args) =>
  occupying(
    "learningRateRange",
    args,
    async () => (await import("./experiments/learningRateRange.ts")).learningRateRange,
  );

/** The Hessian's spectrum at a network's weights; see src/curvature/spectrum.ts. */
export const spectrum: typeof spectra.spectrum = (...args) =>
  occupying("spectrum", args, async () => (await import("./curvature/spectrum.ts")).spectrum);

/** The nearest point without gradient; see src/curvature/criticalPoint.ts. */
export const findCriticalPoint: typeof criticalPoint.findCriticalPoint = (...args) =>
  occupying("findCriticalPoint", args, async () => (await import("./curvature/criticalPoint.ts")).findCriticalPoint);

/** Critical points from several starts; see src/curvature/criticalPoint.ts. */
export const criticalPoints: typeof criticalPoint.criticalPoints = (...args) =>
  occupying("criticalPoints", args, async () => (await import("./curvature/criticalPoint.ts")).criticalPoints);

/** The network's cost over two directions; see src/curvature/lossSurface.ts. */
export const lossSurface: typeof surface.lossSurface = (...args) =>
  occupying("lossSurface", args, async () => (await import("./curvature/lossSurface.ts")).lossSurface);
