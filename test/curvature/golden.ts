// PyTorch's second-order reference data as networks, data sets and optimizers of ours.
import {
  type Dataset,
  dataset,
  dense,
  Network,
  newton,
  type Optimizer,
  saddleFreeNewton,
  sgd,
} from "../../src/index.ts";
import { compiled, norm } from "./support.ts";

export interface Problem {
  readonly sizes: readonly number[];
  readonly activation: string;
  readonly loss: string;
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[] | readonly (readonly number[])[];
  readonly theta0: readonly number[];
}
export interface HessianCase {
  readonly id: string;
  readonly problem: Problem;
  readonly gradient: readonly number[];
  readonly eigenvalues: readonly number[];
  readonly n_negative: number;
  readonly hvp_vectors: readonly (readonly number[])[];
  readonly hvp: readonly (readonly number[])[];
}
export interface PathCase {
  readonly id: string;
  readonly problem: string;
  readonly method: string;
  readonly params: { readonly lr: number; readonly damping: number; readonly momentum: number; readonly k: number };
  readonly theta: readonly (readonly number[])[];
  readonly amplification: readonly number[];
  readonly compare_up_to_step: number;
}
export interface SecondOrder {
  readonly problems: Readonly<Record<string, Problem>>;
  readonly hessian_cases: readonly HessianCase[];
  readonly cases: readonly PathCase[];
}

export async function goldenNetwork({ sizes, activation, loss }: Problem, theta: readonly number[]): Promise<Network> {
  const layers = sizes.slice(1).map((n, i) => dense(n, i < sizes.length - 2 ? { activation } : {}));
  const name = loss === "mse" ? "meanSquaredError" : "softmaxCrossEntropy";
  const network = await Network.create({ inputs: sizes[0], layers, loss: name, core: compiled });
  network.setParameters(theta);
  return network;
}

export function goldenData({ sizes, loss, x, y }: Problem): Dataset {
  const classes = Array.from({ length: sizes[sizes.length - 1] }, (_, i) => String(i));
  const targets = Float32Array.from((y as readonly number[]).flat());
  return dataset({ inputs: x as number[][], targets, ...(loss === "mse" ? {} : { classes }) });
}

/** Methods of the data that are ours too; `krylov` is "full" for functions, the number of weights for networks. */
export const goldenOptimizers: Readonly<Record<string, (p: PathCase["params"], krylov: number | "full") => Optimizer>> =
  {
    sgd: ({ lr }) => sgd({ learningRate: lr }),
    momentum: ({ lr, momentum }) => sgd({ learningRate: lr, momentum }),
    newton: () => newton({ damping: 0 }),
    damped_newton: ({ damping }) => newton({ damping }),
    sfn: ({ damping, lr }, krylov) => saddleFreeNewton({ krylov, damping, learningRate: lr }),
    krylov_sfn: ({ k, damping, lr }) => saddleFreeNewton({ krylov: k, damping, learningRate: lr }),
    sfn_grid: (_, krylov) => saddleFreeNewton({ krylov, damping: "search" }),
  };

/** The error of a point in units of 1e-5 of its size (float32 storage), times how far a disturbance of the start has grown. */
export function errorAt(point: ArrayLike<number>, { theta, amplification }: PathCase, step: number): number {
  const truth = theta[step];
  const allowed = 1e-5 * (1 + norm(truth)) * Math.max(1, ...amplification.slice(0, step + 1));
  return norm(truth.map((v, i) => point[i] - v)) / allowed;
}

/** The last step that float32 can follow: where a disturbance has grown by at most `most`. */
export const lastStep = ({ compare_up_to_step, theta, amplification }: PathCase, most: number): number =>
  Math.min(
    compare_up_to_step,
    theta.length - 1,
    ...amplification.map((a, k) => (a > most ? k - 1 : Number.POSITIVE_INFINITY)),
  );
