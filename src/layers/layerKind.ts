// The kind of a layer's description. What all networks have (dense) brings its kind along; others, and what is read from JSON, only
// name it: then kinds.ts is loaded.
import { OptionError } from "../core/errors.ts";
import { unknownName } from "../core/options.ts";
import type { LayerDescription, LayerKind, LayerKinds } from "./layer.ts";

// known to all copies of this file
const KIND = /* @__PURE__ */ Symbol.for("ravine.layerKind");

type Described = LayerDescription & { readonly [KIND]?: LayerKind };

/** The description, frozen, with its kind where neither JSON nor a comparison sees it. */
export const describedAs = <D extends LayerDescription>(kind: LayerKind<D>, description: D): D =>
  Object.freeze(Object.defineProperty(description, KIND, { value: kind }));

/** Whether one of these names a kind that it does not bring along. */
export const nameKinds = (layers: unknown): boolean =>
  Array.isArray(layers) && layers.some((layer: Described | null) => typeof layer?.kind === "string" && !layer[KIND]);

/** @throws {OptionError} on what is no layer's description */
export function requireLayer(where: string, description: unknown): asserts description is LayerDescription {
  if (typeof (description as LayerDescription | null)?.kind === "string") return;
  throw new OptionError({ where, received: description, expected: "a layer, such as dense(64)" });
}

/** The kind of a description. @throws {OptionError} where it is none */
export function layerKind(where: string, description: LayerDescription, kinds: LayerKinds): LayerKind {
  requireLayer(where, description);
  const { [KIND]: kind, kind: name } = description as Described;
  if (kind) return kind;
  if (!Object.hasOwn(kinds, name)) throw unknownName(`${where}.kind`, name, Object.keys(kinds));
  return kinds[name];
}
