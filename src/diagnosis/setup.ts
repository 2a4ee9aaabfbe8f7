// What a network is set up with, of that which remedies would change: none proposes what is there, or takes away what is not.
import { everyLayer } from "../layers/chain.ts";
import type { Model } from "../network/model.ts";

export interface Setup {
  readonly dropout: boolean;
  readonly penalties: boolean;
  /** the largest λ₂ of a layer's weights; 0 where there is none */
  readonly l2: number;
  /** by layer: what its first weights begin from; absent where it has none */
  readonly initializers: Readonly<Record<number, string>>;
}

export function setupOf({ layers, placed }: Model): Setup {
  const penalties = placed.flatMap(({ variable: { penalty } }) => penalty ?? []);
  const begun = placed.flatMap(({ layer, variable: { initializer } }) =>
    initializer ? [[layer, initializer.name] as const] : [],
  );
  return {
    dropout: everyLayer(layers).some(({ layer: { masks = [] } }) => masks.length > 0),
    penalties: penalties.length > 0,
    l2: penalties.reduce((most, { l2 }) => Math.max(most, l2), 0),
    initializers: Object.fromEntries(begun.reverse()), // of several, the first stands
  };
}
