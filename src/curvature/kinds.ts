// Made by scripts/core.mjs from the files beside it. Not edited by hand.

import { newtonKind } from "./newton.ts";
import { saddleFreeNewtonKind } from "./saddleFreeNewton.ts";

export const curvatureOptimizerKinds = {
  newton: newtonKind,
  saddleFreeNewton: saddleFreeNewtonKind,
};
