// The optimizers' twins: each update in float64, from its paper.
import { type Cells, numbersIn, type TwinsOf } from "./twin.ts";

/** α of the step at which the run is. */
const rateOf = (m: Float64Array, { rates, cursor }: Pick<Cells<"sgdUpdate">, "rates" | "cursor">) =>
  m[rates + 2 * m[cursor.step]];
/** A power βᵗ that the scalars keep, taken one step on. */
const next = (m: Float64Array, cell: number, beta: number) => {
  m[cell] *= beta;
  return m[cell];
};

export const optimizerTwins: TwinsOf<
  | "sgdUpdate"
  | "momentumUpdate"
  | "adagradUpdate"
  | "adadeltaUpdate"
  | "rmspropUpdate"
  | "adamUpdate"
  | "adamaxUpdate"
  | "nadamUpdate"
  | "radamUpdate"
  | "lionUpdate"
> = {
  sgdUpdate(m, c) {
    const rate = rateOf(m, c);
    for (let i = 0; i < c.count; i++) m[c.parameters + i] -= rate * m[c.gradients + i];
  },

  // the lecture's form with α inside v, torch.optim.SGD's with α outside, whose first step is v ← g
  momentumUpdate(m, c) {
    const { momentum: gamma, dampening, nesterov, torch } = numbersIn(m, c.settings);
    const rate = rateOf(m, c);
    const first = m[c.scalars.steps] === 0;
    m[c.scalars.steps] += 1;
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      const share = !torch ? rate : first ? 1 : 1 - dampening;
      m[c.velocity + i] = gamma * m[c.velocity + i] + share * g;
      const v = m[c.velocity + i];
      const step = nesterov ? gamma * v + (torch ? g : rate * g) : v;
      m[c.parameters + i] -= torch ? rate * step : step;
    }
  },

  // Duchi, Hazan & Singer 2011, Figure 1; the decay is torch.optim.Adagrad's
  adagradUpdate(m, c) {
    const { epsilon, rateDecay } = numbersIn(m, c.settings);
    const rate = rateOf(m, c) / (1 + rateDecay * m[c.scalars.steps]);
    m[c.scalars.steps] += 1;
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.squares + i] += g * g;
      m[c.parameters + i] -= (rate * g) / (Math.sqrt(m[c.squares + i]) + epsilon);
    }
  },

  // Zeiler 2012, Algorithm 1
  adadeltaUpdate(m, c) {
    const { rho, epsilon } = numbersIn(m, c.settings);
    const rootMeanSquare = (meanSquare: number) => Math.sqrt(meanSquare + epsilon);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.squares + i] = rho * m[c.squares + i] + (1 - rho) * g * g;
      const delta = (rootMeanSquare(m[c.deltas + i]) / rootMeanSquare(m[c.squares + i])) * g;
      m[c.deltas + i] = rho * m[c.deltas + i] + (1 - rho) * delta * delta;
      m[c.parameters + i] -= rateOf(m, c) * delta;
    }
  },

  // Hinton 2012, lecture 6e; centered: v + ḡ² is the running average of g², from which v is told here by subtraction
  rmspropUpdate(m, c) {
    const { rho, epsilon, momentum: gamma } = numbersIn(m, c.settings);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      const mean = c.means < 0 ? 0 : m[c.means + i];
      const newMean = c.means < 0 ? 0 : rho * mean + (1 - rho) * g;
      const meanSquare = rho * (m[c.squares + i] + mean * mean) + (1 - rho) * g * g;
      m[c.squares + i] = Math.max(0, meanSquare - newMean * newMean);
      if (c.means >= 0) m[c.means + i] = newMean;
      let step = g / (Math.sqrt(m[c.squares + i]) + epsilon);
      if (c.velocity >= 0) {
        step += gamma * m[c.velocity + i];
        m[c.velocity + i] = step;
      }
      m[c.parameters + i] -= rateOf(m, c) * step;
    }
  },

  // Kingma & Ba 2015, Algorithm 1; with maxima, Reddi, Kale & Kumar 2018; the decay after Loshchilov & Hutter 2019, Algorithm 2
  adamUpdate(m, c) {
    const { beta1, beta2, epsilon, decay } = numbersIn(m, c.settings);
    const power1 = next(m, c.scalars.power1, beta1);
    const power2 = next(m, c.scalars.power2, beta2);
    const rate = rateOf(m, c);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.firstMoments + i] = beta1 * m[c.firstMoments + i] + (1 - beta1) * g;
      m[c.secondMoments + i] = beta2 * m[c.secondMoments + i] + (1 - beta2) * g * g;
      let v = m[c.secondMoments + i];
      if (c.maxima >= 0) {
        v = Math.max(v, m[c.maxima + i]);
        m[c.maxima + i] = v;
      }
      const mHat = m[c.firstMoments + i] / (1 - power1);
      const vHat = v / (1 - power2);
      m[c.parameters + i] *= 1 - rate * decay;
      m[c.parameters + i] -= (rate * mHat) / (Math.sqrt(vHat) + epsilon);
    }
  },

  // Kingma & Ba 2015, Algorithm 2
  adamaxUpdate(m, c) {
    const { beta1, beta2, epsilon } = numbersIn(m, c.settings);
    const power = next(m, c.scalars.power1, beta1);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.firstMoments + i] = beta1 * m[c.firstMoments + i] + (1 - beta1) * g;
      m[c.norms + i] = Math.max(beta2 * m[c.norms + i], Math.abs(g) + epsilon);
      m[c.parameters + i] -= ((rateOf(m, c) / (1 - power)) * m[c.firstMoments + i]) / m[c.norms + i];
    }
  },

  // Dozat 2016, with torch.optim.NAdam's momentum decay
  nadamUpdate(m, c) {
    const { beta1, beta2, epsilon, warmUp } = numbersIn(m, c.settings);
    const power = next(m, c.scalars.warmUpPower, warmUp);
    const mu = beta1 * (1 - 0.5 * power);
    const muNext = beta1 * (1 - 0.5 * power * warmUp);
    const product = next(m, c.scalars.product, mu);
    const power2 = next(m, c.scalars.power2, beta2);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.firstMoments + i] = beta1 * m[c.firstMoments + i] + (1 - beta1) * g;
      m[c.secondMoments + i] = beta2 * m[c.secondMoments + i] + (1 - beta2) * g * g;
      const mHat = (muNext * m[c.firstMoments + i]) / (1 - product * muNext) + ((1 - mu) * g) / (1 - product);
      const vHat = m[c.secondMoments + i] / (1 - power2);
      m[c.parameters + i] -= (rateOf(m, c) * mHat) / (Math.sqrt(vHat) + epsilon);
    }
  },

  // Liu et al. 2020, Algorithm 2, with torch.optim.RAdam's bound of 5 and place of ε
  radamUpdate(m, c) {
    const { beta1, beta2, epsilon } = numbersIn(m, c.settings);
    const power1 = next(m, c.scalars.power1, beta1);
    const power2 = next(m, c.scalars.power2, beta2);
    m[c.scalars.steps] += 1;
    const limit = 2 / (1 - beta2) - 1;
    const rho = limit - (2 * m[c.scalars.steps] * power2) / (1 - power2);
    const r = Math.sqrt(((rho - 4) * (rho - 2) * limit) / ((limit - 4) * (limit - 2) * rho));
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      m[c.firstMoments + i] = beta1 * m[c.firstMoments + i] + (1 - beta1) * g;
      m[c.secondMoments + i] = beta2 * m[c.secondMoments + i] + (1 - beta2) * g * g;
      const mHat = m[c.firstMoments + i] / (1 - power1);
      const adapted = (r * Math.sqrt(1 - power2)) / (Math.sqrt(m[c.secondMoments + i]) + epsilon);
      m[c.parameters + i] -= rateOf(m, c) * mHat * (rho > 5 ? adapted : 1);
    }
  },

  // Chen et al. 2023, Algorithm 2
  lionUpdate(m, c) {
    const { beta1, beta2, decay } = numbersIn(m, c.settings);
    const rate = rateOf(m, c);
    for (let i = 0; i < c.count; i++) {
      const g = m[c.gradients + i];
      const sign = Math.sign(beta1 * m[c.momentum + i] + (1 - beta1) * g);
      m[c.parameters + i] -= rate * (sign + decay * m[c.parameters + i]);
      m[c.momentum + i] = beta2 * m[c.momentum + i] + (1 - beta2) * g;
    }
  },
};
