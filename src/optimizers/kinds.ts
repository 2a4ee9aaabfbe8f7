// Made by scripts/core.mjs from the files beside it. Not edited by hand.

import { adadeltaKind } from "./adadelta.ts";
import { adagradKind } from "./adagrad.ts";
import { adamKind } from "./adam.ts";
import { adamaxKind } from "./adamax.ts";
import { adamwKind } from "./adamw.ts";
import { lionKind } from "./lion.ts";
import { nadamKind } from "./nadam.ts";
import { radamKind } from "./radam.ts";
import { rmspropKind } from "./rmsprop.ts";
import { sgdKind } from "./sgd.ts";

export const optimizerKinds = {
  adadelta: adadeltaKind,
  adagrad: adagradKind,
  adam: adamKind,
  adamax: adamaxKind,
  adamw: adamwKind,
  lion: lionKind,
  nadam: nadamKind,
  radam: radamKind,
  rmsprop: rmspropKind,
  sgd: sgdKind,
};
