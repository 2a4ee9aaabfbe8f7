// Makes networks, trains each a step, disposes of it, and prints the process's memory on the way. Started by the test.
//   node --expose-gc manyNetworks.mjs ENTRY dispose | keep      keep: neither disposes nor lets go
const [entry, what] = process.argv.slice(2);
const { dataset, dense, dropout, Network } = await import(entry);
const inputs = Float32Array.from({ length: 64 * 16 }, (_, i) => Math.sin(i));
const data = dataset({
  inputs,
  features: 16,
  targets: Array.from({ length: 64 }, (_, i) => i % 3),
  classes: ["a", "b", "c"],
});
const kept = [];
/** The process's memory; it is given back by another thread, as soon as that comes to it: collected again while it becomes less. */
const settled = async () => {
  for (let least = Number.POSITIVE_INFINITY, still = 0; ; ) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { rss, external, arrayBuffers, heapUsed } = process.memoryUsage();
    const now = rss + external + arrayBuffers + heapUsed;
    still = now < least ? 0 : still + 1;
    least = Math.min(least, now);
    if (still === 10) return { rss, external, arrayBuffers, heapUsed };
  }
};
const counts = what === "keep" ? [20, 100] : [200, 1000];
const sizes = [];
let made = 0;
for (const count of counts) {
  for (; made < count; made++) {
    const layers = [dense(64, { activation: "relu" }), dropout({ keep: 0.8 }), dense(3)];
    const network = await Network.create({ inputs: 16, layers, loss: "softmaxCrossEntropy", seed: made });
    const run = await network.fit(data, { steps: 1 });
    run.checkpoint();
    const opened = made % 8 === 0 ? [await Network.load(network.save())] : [];
    for (const one of opened) one.predict(data.inputs);
    if (what === "keep") kept.push(network, ...opened);
    else for (const one of [network, ...opened]) one.dispose();
  }
  sizes.push(await settled());
}
process.stdout.write(JSON.stringify({ sizes, kept: kept.length }));
