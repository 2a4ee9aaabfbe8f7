// A Durable Object that holds one model: its weights, and the checkpoint of the run that it is in.
import { Network, resume } from "ravine";
import saved from "./model.safetensors";
import { round, STEPS_PER_REQUEST } from "./round.js";
import { Refusal, readBody, rowsOf, tableOf } from "./rows.js";

export class Learner {
  #storage;
  #network;
  #turn = Promise.resolve();

  constructor(state) {
    this.#storage = state.storage;
  }

  async fetch(request) {
    const action = new URL(request.url).pathname.split("/")[2] ?? "";
    try {
      if (action === "predict") return Response.json(await this.#predict(await readBody(request)));
      if (action === "learn") {
        const body = await readBody(request);
        // one after the other: two at once would both go on from the same checkpoint
        const turn = this.#turn.then(() => this.#learn(body));
        this.#turn = turn.catch(() => {});
        return Response.json(await turn);
      }
      return Response.json(await this.#standing());
    } catch (error) {
      if (error instanceof Refusal) return Response.json({ error: error.message }, { status: error.status });
      throw error;
    }
  }

  async #current() {
    if (this.#network) return this.#network;
    const loaded = await Network.load((await this.#storage.get("model")) ?? new Uint8Array(saved));
    // a request that came at the same time may have been faster, and have trained since
    this.#network ??= loaded;
    return this.#network;
  }

  async #predict(body) {
    const network = await this.#current();
    const inputs = rowsOf(body.inputs, network);
    const flat = network.predict(inputs);
    const width = flat.length / inputs.length;
    return {
      classes: network.classify(inputs),
      probabilities: inputs.map((_, row) => [...flat.subarray(row * width, (row + 1) * width)]),
    };
  }

  /** Trains one slice. What is kept changes in one write at its end, so that a crash loses this slice and nothing else. */
  async #learn(body) {
    const network = await this.#current();
    const table = await tableOf(body, network);
    const kept = await this.#storage.get(["checkpoint", "rows", "round"]);
    const budget = { steps: STEPS_PER_REQUEST };
    const goesOn = kept.get("rows") === table.hash;
    // other rows than last time begin a new round, from the weights as they are
    const run = goesOn
      ? await resume(kept.get("checkpoint"), table.data, { budget })
      : await (await Network.load(network.save())).fit(table.data, { ...round, budget });
    const standing = {
      round: (kept.get("round") ?? 0) + (goesOn ? 0 : 1),
      steps: run.steps,
      done: run.reason !== "budget",
    };
    await this.#storage.put({
      model: run.network.save(),
      checkpoint: run.checkpoint(),
      rows: table.hash,
      round: standing.round,
      standing,
    });
    this.#network = run.network;
    network.dispose();
    const { loss, accuracy } = run.network.evaluate(table.data);
    return { ...standing, loss, accuracy, fingerprint: run.network.fingerprint() };
  }

  async #standing() {
    const standing = (await this.#storage.get("standing")) ?? { round: 0, steps: 0, done: true };
    return { ...standing, fingerprint: (await this.#current()).fingerprint() };
  }
}
