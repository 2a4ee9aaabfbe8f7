// Made by scripts/core.mjs from the files beside it. Not edited by hand.

export { newton } from "./newton.ts";
export { saddleFreeNewton } from "./saddleFreeNewton.ts";
