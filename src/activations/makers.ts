// Made by scripts/core.mjs from the files beside it. Not edited by hand.

export { elu } from "./elu.ts";
export { leakyRelu } from "./leakyRelu.ts";
export { softplus } from "./softplus.ts";
