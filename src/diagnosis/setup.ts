// What a network is set up with, of that which remedies would change: none proposes what is there, or takes away what is not.
import { everyLayer } from "../layers/chain.ts";
import type { Model } from "../network/model.ts";

/** Where a layer is: in the network, and inside that layer. */
export interface LayerLocation {
  readonly layer: number;
  readonly inside?: string;
}
/** "2", or "2.shortcut.0" */
export const locationOf = ({ layer, inside }: LayerLocation): string =>
  inside === undefined ? `${layer}` : `${layer}.${inside}`;

export interface Setup {
  readonly dropout: boolean;
  readonly penalties: boolean;
  /** the largest λ₂ of a layer's weights; 0 where there is none */
  readonly l2: number;
  /** by location: what a layer's weights begin from; absent where it has none */
  readonly initializers: Readonly<Record<string, string>>;
}

export function setupOf({ layers, placed }: Model): Setup {
  const penalties = placed.flatMap(({ variable: { penalty } }) => penalty ?? []);
  const begun = placed.flatMap(({ layer, name, variable: { initializer, name: last } }) =>
    initializer ? [[`${layer}.${name}`.slice(0, -last.length - 1), initializer.name] as const] : [],
  );
  return {
    dropout: everyLayer(layers).some(({ layer: { masks = [] } }) => masks.length > 0),
    penalties: penalties.length > 0,
    l2: penalties.reduce((most, { l2 }) => Math.max(most, l2), 0),
    initializers: Object.fromEntries(begun.reverse()), // of several, the first stands
  };
}
