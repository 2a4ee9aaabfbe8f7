// Reads a table of so many megabytes, made while it is read, and prints what was kept and the most memory on the way.
//   node --expose-gc --max-old-space-size=48 longTable.mjs ENTRY MEGABYTES
const [entry, megabytes] = process.argv.slice(2);
const { csv } = await import(entry);

const remark = "words that say nothing, quoted since there is a comma; ".repeat(4);
const encoder = new TextEncoder();
let [sent, rows, most] = [0, 0, 0];
const used = () => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
globalThis.gc();
const before = used();
const source = new ReadableStream({
  pull(controller) {
    let text = rows === 0 ? "a,remark,b,y\n" : "";
    for (let i = 0; i < 500; i++, rows++)
      text += `${rows % 997}.${rows % 10},"${remark}${rows % 3}",${rows},${rows % 2}\n`;
    sent += text.length;
    controller.enqueue(encoder.encode(text));
    if (sent > megabytes * 1e6) controller.close();
    if (rows % 50_000 > 0) return;
    globalThis.gc();
    most = Math.max(most, used() - before);
  },
});
const { data } = await csv(source, { target: "y" });
globalThis.gc();
process.stdout.write(
  JSON.stringify({
    sent,
    rows: data.rows,
    kept: data.inputs.byteLength + data.targets.byteLength,
    most,
    after: used() - before,
  }),
);
