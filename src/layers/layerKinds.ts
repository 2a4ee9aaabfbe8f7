// The kinds of layers by name, for descriptions that come from JSON; loaded where one does.
import { denseKind } from "./dense.ts";
import { dropoutKind } from "./dropout.ts";
import type { LayerKind, LayerKinds } from "./layer.ts";

export const layerKinds: LayerKinds = {
  dense: denseKind as unknown as LayerKind,
  dropout: dropoutKind as unknown as LayerKind,
};
