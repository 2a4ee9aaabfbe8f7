// Every optimizer by its name, those that ask for curvature too. Knows no formula.

import { type OptimizerMaker, optimizers } from "../optimizers/registry.ts";
import { newton, saddleFreeNewton } from "./saddleFreeNewton.ts";

export const allOptimizers: Readonly<Record<string, OptimizerMaker>> = Object.freeze({
  ...optimizers,
  saddleFreeNewton: saddleFreeNewton as OptimizerMaker,
  newton: newton as OptimizerMaker,
});
