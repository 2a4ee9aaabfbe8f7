// Made by scripts/core.mjs from the files beside it. Not edited by hand.

import { constantKind } from "./constant.ts";
import { cosineKind } from "./cosine.ts";
import { exponentialKind } from "./exponential.ts";
import { halveEveryKind } from "./halveEvery.ts";
import { inverseTimeKind } from "./inverseTime.ts";
import { linearKind } from "./linear.ts";
import { multiStepKind } from "./multiStep.ts";
import { oneCycleKind } from "./oneCycle.ts";
import { polynomialKind } from "./polynomial.ts";
import { productKind } from "./product.ts";
import { reduceOnPlateauKind } from "./reduceOnPlateau.ts";
import { stepKind } from "./step.ts";
import { warmRestartsKind } from "./warmRestarts.ts";
import { warmupKind } from "./warmup.ts";

export const scheduleKinds = {
  constant: constantKind,
  cosine: cosineKind,
  exponential: exponentialKind,
  halveEvery: halveEveryKind,
  inverseTime: inverseTimeKind,
  linear: linearKind,
  multiStep: multiStepKind,
  oneCycle: oneCycleKind,
  polynomial: polynomialKind,
  product: productKind,
  reduceOnPlateau: reduceOnPlateauKind,
  step: stepKind,
  warmRestarts: warmRestartsKind,
  warmup: warmupKind,
};
