// A chain inside a layer: its layers' memory is the layer's, under names that tell them apart.
import type { Tensor } from "../core/core.ts";
import { Program } from "../core/program.ts";
import {
  type Chain,
  type ChainDirection,
  type ChainGradients,
  type ChainOutputs,
  emitBackward,
  emitForward,
  emitTangentForward,
  sendsGradients,
  shareMasks,
} from "./chain.ts";
import type { Layer, LayerTensors, Mode, TangentTensors, Variable } from "./layer.ts";

export type ByName<T> = Readonly<Record<string, T>>;
const named = <T>(values: ByName<T>, prefix: string): Record<string, T> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
const unnamed = <T>(values: ByName<T>, prefix: string): Record<string, T> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );

/** What layer 0 of a chain calls weights, the layer around it calls "0.weights", or with a prefix "shortcut.0.weights". */
export class Branch {
  readonly layers: readonly Layer[];
  readonly #prefix: string;
  /** the masks of the residual before its own */
  readonly #firstMask: number;

  constructor(layers: readonly Layer[], prefix: string, firstMask: number) {
    this.layers = layers;
    this.#prefix = prefix;
    this.#firstMask = firstMask;
  }

  get masks(): number[] {
    return this.layers.flatMap(({ masks = [] }) => masks);
  }

  get variables(): Variable[] {
    return this.layers.flatMap(({ variables }, i) =>
      variables.map((variable) => ({ ...variable, name: `${this.#prefix}${i}.${variable.name}` })),
    );
  }

  /** What layers say of themselves, under the residual's names. */
  all<T>(of: (layer: Layer) => ByName<T>): Record<string, T> {
    return Object.assign({}, ...this.layers.map((layer, i) => named(of(layer), `${this.#prefix}${i}.`)));
  }

  /** Each layer's share of what the residual has. */
  share<T>(values: ByName<T>): Record<string, T>[] {
    return this.layers.map((_, i) => unnamed(values, `${this.#prefix}${i}.`));
  }

  chain(t: LayerTensors): Chain {
    const [variables, gradients, buffers, constants] = [t.variables, t.gradients, t.buffers, t.constants].map((all) =>
      this.share<Tensor>(all),
    );
    const masks = shareMasks(this.layers, t.maskTables.slice(this.#firstMask));
    const tensors = this.layers.map((_, i) => ({
      ...t,
      variables: variables[i],
      gradients: gradients[i],
      buffers: buffers[i],
      constants: constants[i],
      outputs: buffers[i].outputs,
      inputGradients: sendsGradients(this.layers, i, t.inputGradients !== null)
        ? (buffers[i].inputGradients ?? null)
        : null,
      maskTables: masks[i],
    }));
    return { layers: this.layers, tensors };
  }

  direction({ directions, products, crossProducts }: TangentTensors): ChainDirection {
    return {
      directions: this.share(directions),
      products: this.share(products),
      crossProducts: this.share(crossProducts),
    };
  }

  /** What the passes say of where numbers stand, without a record of theirs being run once more. */
  values(t: LayerTensors, rows: number, mode: Mode): ChainOutputs {
    return emitForward(new Program(), this.chain(t), t.inputs, rows, mode);
  }

  backward(program: Program, t: LayerTensors, from: Tensor, rows: number, mode: Mode): ChainGradients {
    return emitBackward(program, this.chain(t), this.values(t, rows, mode), from, rows, mode);
  }

  /** @param from  ∂cost/∂outputs of the branch */
  tangents(program: Program, t: TangentTensors, from: Tensor, rows: number, mode: Mode) {
    const { outputGradients } = this.backward(new Program(), t, from, rows, mode);
    const values = { ...this.values(t, rows, mode), outputGradients };
    return emitTangentForward(program, this.chain(t), values, this.direction(t), t.inputTangents, rows, mode);
  }
}
