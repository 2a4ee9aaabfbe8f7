// Made by scripts/core.mjs from the files beside it. Not edited by hand.

import { binaryCrossEntropyKind } from "./binaryCrossEntropy.ts";
import { hingeKind } from "./hinge.ts";
import { huberKind } from "./huber.ts";
import { klDivergenceKind } from "./klDivergence.ts";
import { meanAbsoluteErrorKind } from "./meanAbsoluteError.ts";
import { meanSquaredErrorKind } from "./meanSquaredError.ts";
import { softmaxCrossEntropyKind } from "./softmaxCrossEntropy.ts";
import { squaredHingeKind } from "./squaredHinge.ts";

export const lossKinds = {
  binaryCrossEntropy: binaryCrossEntropyKind,
  hinge: hingeKind,
  huber: huberKind,
  klDivergence: klDivergenceKind,
  meanAbsoluteError: meanAbsoluteErrorKind,
  meanSquaredError: meanSquaredErrorKind,
  softmaxCrossEntropy: softmaxCrossEntropyKind,
  squaredHinge: squaredHingeKind,
};
