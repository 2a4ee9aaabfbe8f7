// Made by scripts/core.mjs from the files beside it. Not edited by hand.

export { activation } from "./activation.ts";
export { dense } from "./dense.ts";
export { dropout } from "./dropout.ts";
export { layerNorm } from "./layerNorm.ts";
export { residual } from "./residual.ts";
