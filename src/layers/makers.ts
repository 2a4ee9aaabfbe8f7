// Made by scripts/core.mjs from the files beside it. Not edited by hand.

export { dense } from "./dense.ts";
export { dropout } from "./dropout.ts";
