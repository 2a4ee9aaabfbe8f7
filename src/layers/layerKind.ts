// The kinds of layers by name. Knows none of them from inside.
import { OptionError } from "../core/errors.ts";
import { unknownName } from "../core/options.ts";
import { denseKind } from "./dense.ts";
import { dropoutKind } from "./dropout.ts";
import type { LayerDescription, LayerKind } from "./layer.ts";

const layerKinds: Readonly<Record<string, LayerKind>> = {
  dense: denseKind as unknown as LayerKind,
  dropout: dropoutKind as unknown as LayerKind,
};

/** The kind of a description. @throws {OptionError} where it is none */
export function layerKind(where: string, given: LayerDescription): LayerKind {
  if (typeof given?.kind !== "string") {
    throw new OptionError({ where, received: given, expected: "a layer, such as dense(64)" });
  }
  if (!Object.hasOwn(layerKinds, given.kind)) throw unknownName(where, given.kind, Object.keys(layerKinds));
  return layerKinds[given.kind];
}
