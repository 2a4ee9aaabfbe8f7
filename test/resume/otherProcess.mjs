// Goes on with a run in a process of its own: reads the checkpoint from stdin, prints what the run leaves. Started by the test.
import { readFileSync } from "node:fs";

const [entry, data] = process.argv.slice(2);
const { dataset, resume } = await import(entry);
const { inputs, targets, classes } = JSON.parse(readFileSync(data, "utf8"));
const set = (name) => dataset({ inputs: inputs[name], features: 3, targets: targets[name], classes });
const run = await resume(readFileSync(0), set("train"), { validation: set("validation") });
const points = run.curve.points.map(({ rowsPerSecond: _, remainingSeconds: __, ...point }) => point);
const { network, reason, steps } = run;
const batchCost = [...run.curve.batchCost];
process.stdout.write(JSON.stringify({ fingerprint: network.fingerprint(), batchCost, points, reason, steps }));
