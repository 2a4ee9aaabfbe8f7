// A small program written against the package's types, as a user would; it is only type-checked.
import { adam, builtin, check, dense, dropout, type FitOptions, halveEvery, Network, resume, split } from "ravine";
import { compareCores, type Tolerance } from "ravine/reference";
import * as worker from "ravine/worker";

const data = await builtin("digits");
const { train, validation } = split(data, { validation: 0.15, test: 0.15 });
const options: FitOptions = { validation, optimizer: adam({ learningRate: 0.003 }), schedule: halveEvery(10) };
const layers = [dense(64, { activation: "relu" }), dropout({ keep: 0.8 }), dense(10)];

const network: Network = await Network.create({ inputs: 64, layers, loss: "softmaxCrossEntropy" });
const run = await network.fit(train, options);
const outputs: Float32Array = network.predict(train.inputs);
const further: string = (await run.continue({ epochs: 1 })).reason;
const resumed: Network = (await resume(run.checkpoint(), train, { validation })).network;
// @ts-expect-error a method that does not exist
network.train;

const far: worker.Network = await worker.Network.create({ inputs: 64, layers, loss: "softmaxCrossEntropy" });
const farRun: worker.Run = await far.fit(train, options);
const farOutputs: Float32Array = await far.predict(train.inputs);
const names: readonly string[] | undefined = await far.classes;
const bytes: Uint8Array = await farRun.checkpoint();
const points: number = farRun.curve.points.length;
const same: worker.Network = (await farRun.continue({ steps: 1 })).network;
far.terminate();
// @ts-expect-error what is computed in another thread is a promise
const now: string = far.fingerprint();

const results: { name: string; ok: boolean }[] = await check();
export const used = { outputs, further, resumed, farOutputs, names, bytes, points, same, now, results, compareCores };
export type Used = Tolerance;
