// Every kernel's twin, by the kernel's name; one that is missing is a compile error.
import type { KernelName } from "../core/kernelsByName.ts";
import { activationTwins } from "./activations.ts";
import { costTwins } from "./cost.ts";
import { dropoutTwins } from "./dropout.ts";
import { gradientTwins } from "./gradients.ts";
import { initializerTwins } from "./initializers.ts";
import { layerNormTwins } from "./layerNorm.ts";
import { layerTwins } from "./layers.ts";
import { lossTwins } from "./losses.ts";
import { metricTwins } from "./metrics.ts";
import { optimizerTwins } from "./optimizers.ts";
import { penaltyTwins } from "./penalties.ts";
import { residualTwins } from "./residual.ts";
import { tangentTwins } from "./tangents.ts";
import type { Twin } from "./twin.ts";

/** One twin per kernel. */
export type Twins = { readonly [K in KernelName]: Twin<K> };

export const twins: Twins = {
  ...initializerTwins,
  ...layerTwins,
  ...layerNormTwins,
  ...residualTwins,
  ...dropoutTwins,
  ...activationTwins,
  ...lossTwins,
  ...costTwins,
  ...penaltyTwins,
  ...gradientTwins,
  ...optimizerTwins,
  ...metricTwins,
  ...tangentTwins,
};
