// The dropout layer, in the lecture's form and the inverted one.
import type { Tensor } from "../core/core.ts";
import { checked, oneOf, share } from "../core/options.ts";
import { sizeOf } from "../core/shape.ts";
import type { Layer, LayerContext, LayerDescription, LayerKind } from "./layer.ts";

export interface DropoutOptions {
  readonly keep?: number;
  readonly scaleAt?: "test" | "training";
}

export interface Dropout extends LayerDescription {
  readonly kind: "dropout";
  readonly keep: number;
  readonly scaleAt: "test" | "training";
}

const rules = () => ({ keep: share(0.5), scaleAt: oneOf(["training", "test"], "training") });

const describe = (where: string, options: DropoutOptions): Dropout =>
  Object.freeze({ kind: "dropout", ...checked(where, options, rules()) });

/**
 * Dropout: in training each input is kept with probability `keep`, else set to 0; every row has a mask of its own.
 *
 *   scaleAt "training" (inverted):   training x·mask/keep   evaluation x
 *   scaleAt "test" (the lecture's):  training x·mask        evaluation x·keep
 *
 * Both have the same expectation. It may stand first, over the inputs.
 *
 * @param options.keep     the probability to KEEP, in (0, 1]; default 0.5
 * @param options.scaleAt  when to scale; default "training"
 * @returns a frozen description
 * @throws {OptionError} when keep lies outside (0, 1], or an option is unknown
 * @example const layers = [dense(64, { activation: "relu" }), dropout({ keep: 0.8 }), dense(10)];
 * @see Srivastava et al. 2014, Dropout, section 4
 * Differs: PyTorch and Keras take the probability to DROP.
 */
export function dropout(options: DropoutOptions = {}): Dropout {
  return describe("dropout", options);
}

/** The forward and backward passes over rows of `width` numbers. */
function passes({ keep, scaleAt }: Dropout, width: number): Pick<Layer, "forward" | "backward"> {
  const scales = scaleAt === "test" && keep < 1;
  return {
    forward(program, t, rows, mode) {
      const { inputs, outputs, cursor, scratch } = t;
      const { mask } = t.buffers;
      const count = rows * width;
      if (mode === "evaluation") {
        if (!scales) return inputs;
        program.emit("dropoutScale", { outputs, inputs, factor: t.constants.evaluation, count });
        return outputs;
      }
      if (typeof mode === "object") {
        const [table] = mode.get(this) as readonly Tensor[];
        program.emit("gatherRows", { outputs: mask, table, order: null, cursor, rows, width });
      } else if (keep === 1) {
        return inputs;
      } else {
        program.emit("dropoutDraw", {
          mask,
          random: t.random,
          settings: t.constants.draw,
          scratch,
          cursor,
          rows,
          width,
        });
      }
      program.emit("dropoutApply", { outputs, inputs, mask, factor: t.constants.training, count });
      return outputs;
    },
    backward(program, t, outputGradients, rows, mode) {
      const inPlace = { outputs: outputGradients, inputs: outputGradients, count: rows * width };
      if (mode === "evaluation") {
        if (scales) program.emit("dropoutScale", { ...inPlace, factor: t.constants.evaluation });
      } else if (typeof mode === "object" || keep < 1) {
        program.emit("dropoutApply", { ...inPlace, mask: t.buffers.mask, factor: t.constants.training });
      }
      return outputGradients;
    },
  };
}

function build(description: Dropout, { input, stream }: LayerContext): Layer {
  const { keep, scaleAt } = description;
  const width = sizeOf(input);
  const scales = scaleAt === "test" && keep < 1;
  return {
    description,
    title: `dropout, keep ${keep}, scaled at ${scaleAt}`,
    input,
    output: input,
    variables: [],
    buffers: { mask: width },
    tangentBuffers: { outputTangents: width },
    constants: {
      draw: { type: "uint32", values: [Math.min(2 ** 32 - 1, Math.floor(keep * 2 ** 32)), stream] },
      training: { type: "float32", values: [scaleAt === "training" ? 1 / keep : 1] },
      evaluation: { type: "float32", values: [keep] },
    },
    masks: [width],
    workPerRow: width,
    ...passes(description, width),
    tangentForward(program, t, rows, mode) {
      if (t.inputTangents === null) return null;
      const { outputTangents } = t.buffers;
      const operands = { outputs: outputTangents, inputs: t.inputTangents, count: rows * width };
      if (mode === "evaluation") {
        if (!scales) return t.inputTangents;
        program.emit("dropoutScale", { ...operands, factor: t.constants.evaluation });
      } else if (mode === "training" && keep === 1) {
        return t.inputTangents;
      } else {
        program.emit("dropoutApply", { ...operands, mask: t.buffers.mask, factor: t.constants.training });
      }
      return outputTangents;
    },
    // linear in the gradients, so their tangents go back as they do
    tangentBackward(program, t, gradientTangents, rows, mode) {
      return this.backward(program, t, gradientTangents, rows, mode);
    },
  };
}

export const dropoutKind: LayerKind<Dropout> = {
  describe: (where, { kind: _, ...options }) => describe(where, options),
  build,
};
