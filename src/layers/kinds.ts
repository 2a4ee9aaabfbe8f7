// Made by scripts/core.mjs from the files beside it. Not edited by hand.

import { activationKind } from "./activation.ts";
import { denseKind } from "./dense.ts";
import { dropoutKind } from "./dropout.ts";
import { layerNormKind } from "./layerNorm.ts";
import { residualKind } from "./residual.ts";

export const layerKinds = {
  activation: activationKind,
  dense: denseKind,
  dropout: dropoutKind,
  layerNorm: layerNormKind,
  residual: residualKind,
};
