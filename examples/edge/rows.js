// Reads the rows that a request brings, and refuses with a reason what cannot be used.
import { dataset } from "ravine";

const MOST_BYTES = 2 ** 20;
const MOST_ROWS = 1000;

/** A request that cannot be served, and why; `status` is a 4xx. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The body as JSON, read no further than it may be long. */
export async function readBody(request) {
  const pieces = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.byteLength;
    if (length > MOST_BYTES) throw new Refusal(413, `The body is longer than ${MOST_BYTES} bytes.`);
    pieces.push(part);
  }
  try {
    const body = JSON.parse(await new Blob(pieces).text());
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  } catch {}
  throw new Refusal(400, 'The body is not a JSON object such as { "inputs": [[…], …] }.');
}

/** `inputs` as rows of the network's width. */
export function rowsOf(inputs, network) {
  if (!Array.isArray(inputs) || inputs.length === 0) throw new Refusal(400, "inputs: expected at least one row.");
  if (inputs.length > MOST_ROWS)
    throw new Refusal(413, `inputs: got ${inputs.length} rows, expected at most ${MOST_ROWS}.`);
  refusing(() => network.predict(inputs.slice(0, 1)));
  const targets = Array.from(inputs, () => 0);
  refusing(() => dataset({ inputs, targets, features: inputs[0].length }));
  return inputs;
}

/** The request's rows as training data, and a hash by which the same rows are known again. */
export async function tableOf({ inputs, targets }, network) {
  rowsOf(inputs, network);
  if (!Array.isArray(targets)) throw new Refusal(400, "targets: expected one class number per row.");
  const data = refusing(() => dataset({ inputs, targets, classes: network.classes }));
  const bytes = await new Blob([data.inputs, data.targets]).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { data, hash: [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}

/** What Ravine says of data that it cannot use names row and column: that is the caller's reason. */
function refusing(read) {
  try {
    return read();
  } catch (error) {
    if (/^(Data|Shape|Option)Error$/.test(error.name)) throw new Refusal(422, error.message);
    throw error;
  }
}
