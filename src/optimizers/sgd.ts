// Gradient descent, plain and with momentum, as a description.

import { OptionError } from "../core/errors.ts";
import { MomentumScalars, MomentumSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked, flag, oneOf, value } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { decay, learningRate } from "./rules.ts";

const rules = () => ({
  learningRate: learningRate(0.01),
  momentum: decay(0),
  nesterov: flag(false),
  form: oneOf(["lecture", "pytorch"], "lecture"),
  dampening: value<number>(0, "a number in [0, 1]", (v) => typeof v === "number" && v >= 0 && v <= 1),
});

export const sgdKind: OptimizerKind = {
  make: sgd,
  rules,
  raceRate: ({ plain, withMomentum }, { momentum }) => (momentum === 0 ? plain : withMomentum),
};

/**
 * Gradient descent; on minibatches, stochastic gradient descent. With momentum, gradients that keep their sign add up and
 * those that change it cancel.
 *
 *   momentum 0:   θ ← θ − αg
 *   "lecture":    v ← γv + αg         θ ← θ − v,   Nesterov: θ ← θ − (γv + αg)
 *   "pytorch":    v ← γv + (1−d)g     θ ← θ − αv,  Nesterov: θ ← θ − α(γv + g);  first step: v ← g
 *
 * @param options.learningRate  α, > 0, per step; default 0.01
 * @param options.momentum      γ, in [0, 1); default 0
 * @param options.nesterov      step from where momentum will have led; needs momentum > 0; default false
 * @param options.form          "lecture": α inside v, so that what v holds keeps the rate it came with;
 *                              "pytorch": α outside, so that a new rate acts on all of v at once; default "lecture"
 * @param options.dampening     d, in [0, 1], in the form "pytorch" alone, with momentum and without Nesterov; default 0
 * @returns an optimizer; its state is one vector of θ's length with momentum, nothing without
 * @throws {OptionError} when an option is unknown or outside its range, or when two do not go together
 * @example await network.fit(train, { optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }) });
 * @see Polyak 1964; Nesterov: Sutskever, Martens, Dahl & Hinton 2013, On the importance of initialization and momentum in
 * deep learning, equations 3–4, in the form that keeps the parameters themselves, as in PyTorch
 * Differs: PyTorch has the form "pytorch" alone; the two part only when α changes.
 */
export function sgd(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("sgd", options, rules());
  const { momentum, nesterov, form, dampening } = values;
  const needs = (holds: boolean, option: "nesterov" | "dampening", expected: string, hint: string) => {
    if (!holds) throw new OptionError({ where: `sgd.${option}`, received: values[option], expected, hint });
  };
  const unused = momentum === 0 && "where momentum is 0";
  if (nesterov) needs(!unused, "nesterov", `false ${unused}`, "Give a momentum, such as 0.9.");
  if (dampening > 0) {
    needs(form === "pytorch", "dampening", 'a form "pytorch" with it', 'Give form: "pytorch", or leave dampening out.');
    needs(!unused, "dampening", `0 ${unused}`, "Give a momentum, such as 0.9.");
    needs(!nesterov, "dampening", "0 with nesterov", "Leave one of the two out.");
  }
  if (momentum === 0)
    return described("sgd", values, {
      emit: (program, { parameters, gradients, rates, cursor, scratch, count }) =>
        program.emit("sgdUpdate", { parameters, gradients, rates, cursor, scratch, count }),
    });
  return described("sgd", values, {
    vectors: ["velocity"],
    scalars: inOrder(MomentumScalars, { steps: 0 }),
    settings: inOrder(MomentumSettings, {
      momentum,
      dampening,
      nesterov: nesterov ? 1 : 0,
      torch: form === "pytorch" ? 1 : 0,
    }),
    emit: (program, { vectors: [velocity], ...rest }) => program.emit("momentumUpdate", { ...rest, velocity }),
  });
}
