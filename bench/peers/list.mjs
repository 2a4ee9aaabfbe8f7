// The peers, how each is started, and what Ravine is to reach beside them. Measures nothing.
import { fileURLToPath } from "node:url";
import { data } from "../jobs.mjs";
import { jobOf, parameters } from "./work.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
/** Node 20 knows relaxed SIMD behind a flag, which later versions do not take. */
const relaxed = process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [];

const node =
  (adapter, { option = [], flags = [] } = {}) =>
  (job) => ({
    command: process.execPath,
    args: [...flags, "child.mjs", adapter, job, ...option],
    folder,
    env: process.env,
  });

const base64 = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");

/** Python is given the job, its table and the first weights as a line of JSON, arrays of float32 as base64. */
function python(adapter) {
  const env = { ...process.env };
  for (const name of ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]) delete env[name];
  for (const name of ["OPENBLAS", "OMP", "MKL"]) env[`${name}_NUM_THREADS`] = "1";
  return (name) => {
    const job = jobOf(name);
    const { inputs, targets } = data(job);
    const layers = parameters(job).map(({ weights, ...sizes }) => ({ ...sizes, weights: base64(weights) }));
    const first = JSON.stringify({ ...job, inputs: base64(inputs), targets: base64(targets), layers });
    return { command: process.env.PYTHON || "python3", args: ["-B", "child.py", adapter], folder, env, first };
  };
}

/** `goals`: Ravine's samples per second ÷ the peer's, [must, goal] per job; `relaxedGoals` the same of the relaxed build. */
export const peers = {
  ravine: { title: "Ravine", start: node("ravine.mjs") },
  fast: { title: "Ravine, relaxed", start: node("ravine.mjs", { option: ["fast"], flags: relaxed }) },
  torch: {
    title: "PyTorch",
    start: python("torch"),
    goals: { A32: [1.7, 2.5], A128: [0.8, 1.05], B: [0.33, 0.42], C: [100, 200], D: [12, 30] },
    relaxedGoals: { A32: [2.3, 3.5], A128: [1.3, 1.9], B: [0.55, 0.78] },
  },
  numpy: { title: "NumPy", start: python("numpy"), goals: { predict: [2, 3] } },
  jax: {
    title: "jax-js, wasm",
    start: node("jax.mjs"),
    goals: { A32: [2.8, 4], A128: [2.2, 2.8], B: [1.7, 2.1], C: [100, 200], D: [15, 30] },
  },
  tfjs: {
    title: "TensorFlow.js, wasm",
    start: node("tfjs.mjs"),
    goals: { A32: [6, 8], A128: [3.5, 4.5], B: [2.2, 2.8], C: [120, 250], D: [20, 40] },
  },
  convnet: { title: "ConvNetJS", start: node("convnet.mjs") },
  brain: { title: "brain.js", start: node("brain.mjs") },
  synaptic: { title: "synaptic", start: node("synaptic.mjs"), goals: { C: [6, 14] } },
};

/** A Node process that does nothing but answer. */
export const emptyProcess = () => ({
  command: process.execPath,
  args: ["-e", "console.log('{\"ready\":{}}')"],
  folder,
  env: process.env,
});
