// How the Worker learns.
import { adam } from "ravine";

/** One request trains so many steps at most: a deployed Worker's clock stands still while it computes, so steps are counted. */
export const STEPS_PER_REQUEST = 40;

/** One round over the same rows, spread over as many requests as it takes. */
export const round = {
  epochs: 20,
  batchSize: 16,
  seed: 1,
  evaluateEvery: { epochs: 4 },
  optimizer: adam({ learningRate: 0.002 }),
};
