// The learning-rate range test: one short run whose rate grows with each step.

import type { Network } from "../api/network.ts";
import { OptionError, StateError } from "../core/errors.ts";
import { checked, positive, seed as seedRule, whole } from "../core/options.ts";
import { allOptimizers } from "../curvature/allOptimizers.ts";
import { modelOf } from "../curvature/modelOf.ts";
import { requireWeights } from "../curvature/requireWeights.ts";
import type { Dataset } from "../data/dataset.ts";
import { log } from "../numbers/float64.ts";
import { pow } from "../numbers/powers.ts";
import { adam } from "../optimizers/adam.ts";
import { type Optimizer, optimizerRule } from "../optimizers/optimizer.ts";
import { optimizerFromJSON } from "../optimizers/optimizerFromJSON.ts";
import { exponential } from "../schedules/exponential.ts";
import type { Judge } from "../training/diagnosis.ts";
import { fitOccupied } from "../training/fit.ts";

export interface LearningRateRangeOptions {
  /** default adam(); its own rate is not used */
  readonly optimizer?: Optimizer;
  /** the first rate, > 0; default 1e-6 */
  readonly from?: number;
  /** the last rate; default 10 */
  readonly to?: number;
  /** how many steps; default 140, 20 for each factor of ten */
  readonly steps?: number;
  /** default 32 */
  readonly batchSize?: number;
  /** of the order of rows; default 1 */
  readonly seed?: number;
}

export interface LearningRateRange {
  /** the rate of each step, growing by the same factor */
  readonly rates: Float64Array;
  /** the cost of each step's batch before its update; shorter than asked for where the run diverged */
  readonly costs: Float32Array;
  /** the costs without the noise of batches: a running mean of weight 0.9, corrected for its start */
  readonly smoothed: Float64Array;
  /** the rate to begin with */
  readonly suggestion: number;
}

const rules = {
  optimizer: optimizerRule(),
  from: positive<number>(1e-6),
  to: positive<number>(10),
  steps: whole<number>(140, 10),
  batchSize: whole<number>(32),
  seed: seedRule(1),
};
const KEPT = 0.9;
const unjudged = async (): Promise<Judge> => async () => Object.freeze([]);

/** mᵢ ← 0.9·mᵢ₋₁ + 0.1·costᵢ, over 1 − 0.9ⁱ */
function smoothedOf(costs: ArrayLike<number>): Float64Array {
  let mean = 0;
  let weight = 1;
  return Float64Array.from(costs, (cost) => {
    mean = KEPT * mean + (1 - KEPT) * cost;
    weight *= KEPT;
    return mean / (1 - weight);
  });
}

/** How many rates apart two costs are compared: a factor of about 2. */
const reachOf = (rates: Float64Array) => Math.max(1, Math.round(log(2) / log(rates[1] / rates[0])));

/** @throws {StateError} where the run diverged before its costs could fall over a reach on both sides of a rate */
function requireCosts(costs: Float32Array, reach: number, rates: Float64Array): void {
  const count = costs.findIndex((cost) => !Number.isFinite(cost));
  const finite = count < 0 ? costs.length : count;
  const needed = Math.min(rates.length, 2 * reach + 1);
  if (finite >= needed) return;
  const where = "learningRateRange";
  if (finite === 0) {
    const hint = "Standardise the inputs, or make the weights smaller.";
    throw new StateError({
      where,
      expected: "weights at which the cost of the first batch and its gradient are finite",
      hint,
    });
  }
  const received = `${finite} finite ${finite === 1 ? "cost" : "costs"}`;
  const expected = `at least ${needed} before the run diverges, to suggest a rate from`;
  const hint = `It diverged at a rate of ${rates[finite - 1].toPrecision(3)}: begin lower with \`from\`, or standardise the inputs.`;
  throw new StateError({ where, received, expected, hint });
}

/** The rate at which the smoothed cost falls fastest over a factor of about 2, but at most a third of the rate at its lowest. */
function suggestionOf(rates: Float64Array, smoothed: Float64Array, reach: number): number {
  let low = 0;
  for (let i = 1; i < smoothed.length; i++) if (smoothed[i] < smoothed[low]) low = i;
  let steepest = 0;
  let fall = 0;
  for (let i = reach; i + reach <= low; i++) {
    const here = smoothed[i - reach] - smoothed[i + reach];
    if (here > fall) {
      fall = here;
      steepest = i;
    }
  }
  const most = rates[low] / 3;
  return Math.min(steepest === 0 ? most : rates[steepest], most);
}

/**
 * The learning-rate range test: trains for some steps with a rate that grows from `from` to `to`, and looks where the cost
 * falls fastest. Weights and class names of the network are restored.
 *
 * @param network            as it is to be trained
 * @param data               the training set
 * @param options.optimizer  whose rate is sought; default adam()
 * @param options.from, options.to, options.steps  rates from 1e-6 to 10 in 140 steps by default
 * @returns the rates, the batch costs at them, and a suggestion
 * @throws {OptionError} where `to` is not above `from`, on an unknown option, on no network or one without weights, and as `fit`
 * @throws {StateError} where the cost of the first batch is not finite, or too few costs are to suggest a rate from
 * @example const { suggestion } = await learningRateRange(network, train, { optimizer: sgd({ momentum: 0.9 }) });
 * @see Smith 2017, Cyclical learning rates for training neural networks, section 3.3, arXiv:1506.01186
 */
export async function learningRateRange(
  network: Network,
  data: Dataset,
  options: LearningRateRangeOptions = {},
): Promise<LearningRateRange> {
  const where = "learningRateRange";
  const { from, to, steps, batchSize, seed, optimizer: base = adam() } = checked(where, options, rules);
  if (!(to > from))
    throw new OptionError({ where: `${where}.to`, received: to, expected: `a rate above \`from\`, ${from}` });
  const optimizer = optimizerFromJSON(base.name, { ...base.options, learningRate: from }, allOptimizers);
  const schedule = exponential({ factor: pow(to / from, 1 / (steps - 1)) }, { per: "step" });
  const model = modelOf(where, network);
  requireWeights(where, model.theta.length);
  const before = model.snapshot();
  const { classes } = model;
  const asked = { optimizer, schedule, steps, batchSize, seed, evaluateEvery: false } as const;
  try {
    const { curve } = await fitOccupied(network, data, asked, unjudged, where);
    const costs = curve.batchCost;
    const rates = Float64Array.from(schedule.rates(from, steps));
    const reach = reachOf(rates);
    requireCosts(costs, reach, rates);
    const smoothed = smoothedOf(costs);
    return Object.freeze({
      rates: rates.slice(0, costs.length),
      costs,
      smoothed,
      suggestion: suggestionOf(rates, smoothed, reach),
    });
  } finally {
    model.restore(before);
    model.nameClasses(classes);
  }
}
