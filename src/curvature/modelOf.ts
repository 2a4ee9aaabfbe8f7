// The model of a network that a function of curvature is given.
import { OptionError } from "../core/errors.ts";
import type { Model } from "../network/model.ts";

/** Something with a model: a network. */
export interface HasModel {
  readonly model: Model;
}

/** The model of a network. @throws {OptionError} on anything else, such as a network that lives in another thread */
export function modelOf(where: string, network: HasModel): Model {
  if (typeof network?.model?.requireFree === "function") return network.model;
  const expected = 'a network of this thread, from Network.create of "ravine"';
  throw new OptionError({ where: `${where}: network`, received: network, expected });
}
