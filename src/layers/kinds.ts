// Made by scripts/core.mjs from the files beside it. Not edited by hand.

import { denseKind } from "./dense.ts";
import { dropoutKind } from "./dropout.ts";

export const layerKinds = {
  dense: denseKind,
  dropout: dropoutKind,
};
