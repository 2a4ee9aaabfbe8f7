// A function for AWS Lambda, or any host of single-file handlers: predicts with a saved model and trains one slice per call.
// The run travels with the caller as a checkpoint; nothing is kept between calls.
//   { "predict": [[…], …] }                                            → { "classes": […] }
//   { "learn": { "inputs", "targets" }, "checkpoint"?: base64 }        → { "checkpoint", "steps", "done", "fingerprint" }
import { adam, dataset, Network, resume } from "ravine";
import saved from "./model.safetensors";

const STEPS_PER_CALL = 40;
export const round = { epochs: 12, batchSize: 16, optimizer: adam({ learningRate: 0.002 }) };

/** Kept warm by the host between calls. */
const first = Network.load(saved);

async function learn({ inputs, targets }, checkpoint) {
  const data = dataset({ inputs, targets, classes: (await first).classes });
  const budget = { steps: STEPS_PER_CALL };
  const run = checkpoint
    ? await resume(Buffer.from(checkpoint, "base64"), data, { budget })
    : await (await Network.load(saved)).fit(data, { ...round, budget });
  const { network, steps, reason } = run;
  const answer = {
    checkpoint: Buffer.from(run.checkpoint()).toString("base64"),
    steps,
    done: reason !== "budget",
    fingerprint: network.fingerprint(),
  };
  network.dispose();
  return answer;
}

export async function handler(event) {
  const reply = (statusCode, body) => ({
    statusCode,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  try {
    const body = JSON.parse(event.body);
    const { predict, learn: rows, checkpoint } = body ?? {};
    if (checkpoint !== undefined && typeof checkpoint !== "string")
      return reply(400, { error: "checkpoint: expected the text that the last call answered with." });
    if (predict) return reply(200, { classes: (await first).classify(predict) });
    if (rows) return reply(200, await learn(rows, checkpoint));
    return reply(400, { error: "Give { predict } or { learn }." });
  } catch (error) {
    const callers = ["DataError", "FormatError", "OptionError", "ShapeError", "SyntaxError"];
    if (callers.includes(error.name)) return reply(400, { error: error.message });
    throw error;
  }
}
