// Writes model.safetensors, the model that the Worker begins with: the digits, trained a little.
//   node makeModel.js [file]
import { writeFile } from "node:fs/promises";
import { builtin, dense, Network, split, standardizer } from "ravine";

const { train, validation } = split(await builtin("digits"), { validation: 0.5, test: 0 });
const layers = [dense(32, { activation: "relu" }), dense(10)];
const network = await Network.create({
  inputs: 64,
  layers,
  loss: "softmaxCrossEntropy",
  standardizer: standardizer(train),
});
await network.fit(train, { epochs: 5 });
await writeFile(process.argv[2] ?? "model.safetensors", network.save());
console.log(`accuracy on rows it has not seen: ${network.evaluate(validation).accuracy}`);
