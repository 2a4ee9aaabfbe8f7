// A network's whole data set in the core's memory, and its curvature at any θ. Knows no algorithm.
import type { Tensor } from "../core/core.ts";
import { OptionError } from "../core/errors.ts";
import { Pace } from "../core/pace.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Model } from "../network/model.ts";
import { requireFits } from "../objective/evaluate.ts";
import { HessianWalk } from "../objective/hessianWalk.ts";
import { requireSets, takeTables } from "../objective/tables.ts";

/** What is asked of a network at θ over all rows, in evaluation mode. */
export interface Landscape {
  readonly count: number;
  readonly direction: Tensor;
  readonly product: Tensor;
  readonly gradients: Tensor;
  readonly theta: Tensor;
  readonly pace: Pace;
  /** the cost, its gradient in `gradients`; products are at this θ */
  values(): Promise<number>;
  /** product ← H·direction */
  multiply(): Promise<void>;
  /** the cost alone */
  cost(): Promise<number>;
  /** ‖∂cost/∂θ‖ after `values` */
  gradientNorm(): number;
}

/** Something with a model: a network. */
export interface HasModel {
  readonly model: Model;
}

/** The model of a network. @throws {OptionError} on anything else, such as a network that lives in another thread */
export function modelOf(where: string, network: HasModel): Model {
  if (network?.model?.theta !== undefined) return network.model;
  const expected = 'a network of this thread, from Network.create of "ravine"';
  throw new OptionError({ where: `${where}: network`, received: network, expected });
}

/**
 * Puts the data into memory, runs `body`, and takes the memory back. θ is as it was afterwards.
 * @param options.products  false where no product will be asked for: blocks then share one workspace
 */
export async function onLandscape<T>(
  where: string,
  network: HasModel,
  data: Dataset,
  body: (l: Landscape) => Promise<T>,
  options: { readonly products?: boolean } = {},
): Promise<T> {
  const model = modelOf(where, network);
  model.requireFree(where);
  requireFits(`${where}: data`, model, data);
  return model.occupied(where, async () => {
    const pace = new Pace();
    const { core, theta, gradients, shared } = model;
    const form = requireSets(model, { train: data, where });
    const tables = await takeTables(model, { train: data, where }, form, pace);
    const levels = form === "classes" ? shared.levels : null;
    const source = {
      inputs: tables.inputs,
      targets: { table: tables.targets, levels, classWeights: null },
      order: null,
    };
    const walk = new HessianWalk(model, source, data.rows, {
      mode: "evaluation",
      ...(options.products === false && { mostKept: 0 }),
    });
    const before = core.read(theta);
    const { direction, product } = walk;
    try {
      return await body({
        count: theta.length,
        direction,
        product,
        gradients,
        theta,
        pace,
        values: () => walk.values(pace),
        multiply: () => walk.multiply(pace),
        cost: () => walk.cost(pace),
        gradientNorm() {
          let squares = 0;
          for (const g of core.read(gradients)) squares += g * g;
          return Math.sqrt(squares);
        },
      });
    } finally {
      core.write(theta, before);
    }
  });
}
