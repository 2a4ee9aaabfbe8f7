// A small program that is bundled into one file for Node; the worker's script is not beside it. It disposes of nothing: an idle
// thread keeps no process alive.
import { dense, Network } from "ravine";
import { Network as Far } from "ravine/worker";

const spec = { inputs: 2, layers: [dense(3)], loss: "meanSquaredError" };
const here = await Network.create(spec);
const there = await Far.create(spec);
console.log(JSON.stringify({ here: here.fingerprint(), there: await there.fingerprint() }));
