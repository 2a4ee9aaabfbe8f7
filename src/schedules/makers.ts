// Made by scripts/core.mjs from the files beside it. Not edited by hand.

export { constant } from "./constant.ts";
export { cosine } from "./cosine.ts";
export { exponential } from "./exponential.ts";
export { halveEvery } from "./halveEvery.ts";
export { inverseTime } from "./inverseTime.ts";
export { linear } from "./linear.ts";
export { multiStep } from "./multiStep.ts";
export { oneCycle } from "./oneCycle.ts";
export { polynomial } from "./polynomial.ts";
export { product } from "./product.ts";
export { reduceOnPlateau } from "./reduceOnPlateau.ts";
export { step } from "./step.ts";
export { warmRestarts } from "./warmRestarts.ts";
export { warmup } from "./warmup.ts";
