// Made by scripts/core.mjs from the files beside it. Not edited by hand.

export { huber } from "./huber.ts";
export { softmaxCrossEntropy } from "./softmaxCrossEntropy.ts";
