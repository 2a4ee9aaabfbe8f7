// The entry `ravine/reference`: the JavaScript core, its twins, and the comparison of two cores.

export { compareCores, type Parting, type Tolerance, type Walk } from "./compare.ts";
export { ReferenceCore, referenceCore } from "./core.ts";
export type { Cells, Twin, Twins, TwinsOf } from "./twin.ts";
export { twins } from "./twins.ts";
