// Every optimizer by its name, those that ask for curvature too.
import { optimizerKinds } from "../optimizers/kinds.ts";
import type { OptimizerKind } from "../optimizers/optimizer.ts";
import { curvatureOptimizerKinds } from "./kinds.ts";

export const allOptimizers: Readonly<Record<string, OptimizerKind>> = { ...optimizerKinds, ...curvatureOptimizerKinds };
