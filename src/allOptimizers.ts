// Every optimizer by its name, those that ask for curvature too. Knows no formula.
import { newton, saddleFreeNewton } from "./curvature/saddleFreeNewton.ts";
import { type OptimizerMaker, optimizers } from "./optimizers/registry.ts";

export const allOptimizers: Readonly<Record<string, OptimizerMaker>> = Object.freeze({
  ...optimizers,
  saddleFreeNewton: saddleFreeNewton as OptimizerMaker,
  newton: newton as OptimizerMaker,
});
