// The options that optimizers share. Knows no optimizer.
import { belowOne, positive, type Rule, value } from "../core/options.ts";

/** α, per step; a schedule may change it. */
export const learningRate = (fallback: number): Rule<number> => positive(fallback);
/** The share of a running average that stays, per step. */
export const decay = (fallback: number): Rule<number> => belowOne(fallback);
/**
 * What keeps a quotient finite where no gradient has come yet. Below 1e-16 it would no longer do so in the core,
 * which reads |g| < 2⁻⁵⁷ ≈ 7e-18 as 0 where it is squared.
 */
export const epsilon = (fallback: number): Rule<number> =>
  value(fallback, "a number ≥ 1e-16", (v) => typeof v === "number" && v >= 1e-16 && v < Number.POSITIVE_INFINITY);
