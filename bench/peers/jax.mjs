// jax-js on its WebAssembly device: the whole step, gradient and optimizer, in one jit.
import { Batches, parameters, versionOf } from "./work.mjs";

/** Keeps the arrays for another use: an operation uses up its operands. */
const keep = (arrays) => arrays.map((array) => array.ref);

/** The whole steps of the two optimizers, each compiled as one. */
function updates({ numpy: np, jit, valueAndGrad }, cost) {
  const gradient = valueAndGrad(cost);
  const adam = jit((p, m, v, x, y, rate, epsilon) => {
    const [value, g] = gradient(keep(p), x, y);
    const m2 = m.map((a, i) => a.mul(0.9).add(g[i].ref.mul(0.1)));
    const v2 = v.map((a, i) => a.mul(0.999).add(np.square(g[i]).mul(0.001)));
    const p2 = p.map((a, i) => a.sub(m2[i].ref.mul(rate.ref).div(np.sqrt(v2[i].ref).add(epsilon.ref))));
    rate.dispose();
    epsilon.dispose();
    return [value, p2, m2, v2];
  });
  const momentum = jit((p, m, x, y) => {
    const [value, g] = gradient(keep(p), x, y);
    const m2 = m.map((a, i) => a.mul(0.9).add(g[i]));
    return [value, p.map((a, i) => a.sub(m2[i].ref.mul(0.01))), m2];
  });
  return { adam, momentum };
}

export async function open(job) {
  const jax = await import("@jax-js/jax");
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  const { numpy: np, nn, jit } = jax;
  const batches = new Batches(job);
  const { width, outputs } = batches;
  const last = job.widths.length - 2;

  const forward = (p, input) => {
    let x = input;
    for (let l = 0; l <= last; l++) {
      x = np.matmul(x, p[2 * l]).add(p[2 * l + 1]);
      if (l < last) x = job.activation === "relu" ? nn.relu(x) : np.tanh(x);
    }
    return x;
  };
  const cost = (p, x, y) => {
    const z = forward(p, x);
    if (outputs === 1) return np.mean(nn.softplus(z.ref).sub(z.mul(y)));
    return np.sum(nn.logSoftmax(z).mul(y)).mul(-1 / job.batch);
  };
  const { adam, momentum } = updates(jax, cost);

  const first = parameters(job);
  let p = first.flatMap(({ inputs, units, weights, biases }) => [
    np.array(weights).reshape([inputs, units]),
    np.array(biases),
  ]);
  const zeros = () => first.flatMap(({ inputs, units }) => [np.zeros([inputs, units]), np.zeros([units])]);
  let [m, v] = [zeros(), zeros()];
  const version = versionOf("@jax-js/jax");
  if (job.predicts) {
    const call = jit((weights, x) => nn.softmax(forward(weights, x)));
    const run = (times) => {
      for (let i = 0; i < times; i++)
        call(keep(p), np.array(Float32Array.from(batches.row(0))).reshape([1, width])).dataSync();
    };
    return { version, unit: 1, run };
  }
  let step = 0;
  const run = (steps) => {
    for (let i = 0; i < steps; i++) {
      const batch = batches.gather();
      const x = np.array(batch.x).reshape([job.batch, width]);
      const y = np.array(batch.y).reshape([job.batch, outputs]);
      let value;
      if (job.optimizer === "adam") {
        const root = Math.sqrt(1 - 0.999 ** ++step);
        const scalar = (number) => np.array(new Float32Array([number]));
        [value, p, m, v] = adam(p, m, v, x, y, scalar((0.001 * root) / (1 - 0.9 ** step)), scalar(1e-8 * root));
      } else [value, p, m] = momentum(p, m, x, y);
      value.dataSync(); // else what is pending grows, and with it the cost of each step
    }
  };
  return { version, unit: job.batch, run };
}
