// What a stream of random numbers is for. A number here is part of every trained network's bits: give a new purpose a new
// number, and leave 8 out: earlier bits were drawn with it.
export const INITIAL_WEIGHTS = 1; // index: the layer
export const EPOCH_ORDER = 2; // index: the epoch
export const SPLIT = 3; // index: the class, or 0
export { RANDOM_DROPOUT as DROPOUT } from "../../assembly/abi.ts"; // index: the epoch; the core draws these
export const DATASET = 5; // index: the data set's part
export const SEARCH = 6; // index: the trial
export const EIGENVECTORS = 7; // index: the restart
export const LOSS_SURFACE = 9; // index: the direction
export const PERTURBATION = 10; // index: the starting point
