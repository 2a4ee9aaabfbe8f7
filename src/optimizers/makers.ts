// Made by scripts/core.mjs from the files beside it. Not edited by hand.

export { adadelta } from "./adadelta.ts";
export { adagrad } from "./adagrad.ts";
export { adam } from "./adam.ts";
export { adamax } from "./adamax.ts";
export { adamw } from "./adamw.ts";
export { lion } from "./lion.ts";
export { nadam } from "./nadam.ts";
export { radam } from "./radam.ts";
export { rmsprop } from "./rmsprop.ts";
export { sgd } from "./sgd.ts";
