// What saddle-free Newton and Newton share: their options, and the step that is loaded when it is first taken. Knows no network.
import { positive, value } from "../core/options.ts";
import type { CurvatureStep } from "../optimizers/optimizer.ts";
import type { KrylovStepOptions } from "./krylovStep.ts";

const KRYLOV = 20;

const isKrylov = (v: unknown) => v === "full" || (Number.isInteger(v) && (v as number) >= 1);
const isDamping = (v: unknown) => v === "search" || (Number.isFinite(v) && (v as number) >= 0);

export interface NewtonOptions {
  readonly krylov?: number | "full";
  readonly damping?: number | "search";
  readonly learningRate?: number;
}

/** The rules of the options that both have. */
export const newtonRules = (damping: number | "search") => ({
  krylov: value<number | "full">(KRYLOV, 'a whole number ≥ 1, or "full"', isKrylov),
  damping: value<number | "search">(damping, '"search" or a number ≥ 0', isDamping),
  learningRate: positive<number>(1),
});

/** Loads the step with these options. */
export const newtonStep = (options: KrylovStepOptions) => async (): Promise<CurvatureStep> =>
  (await import("./krylovStep.ts")).krylovStep(options, KRYLOV);
