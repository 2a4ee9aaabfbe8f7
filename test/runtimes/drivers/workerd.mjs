// Runs the bundled program in workerd through miniflare. Prints one line of JSON.
import { readdirSync, readFileSync } from "node:fs";
import { Miniflare } from "miniflare";

const [given] = process.argv.slice(2);
const read = (path) => readFileSync(`workerd/${path}`);
const miniflare = new Miniflare({
  modules: [
    { type: "ESModule", path: "worker.js", contents: read("worker.js").toString() },
    ...readdirSync("workerd")
      .filter((path) => path.endsWith(".wasm"))
      .map((path) => ({ type: "CompiledWasm", path, contents: read(path) })),
  ],
  compatibilityDate: "2026-01-01",
});
const response = await miniflare.dispatchFetch("http://localhost/", {
  method: "POST",
  body: given ? readFileSync(given, "utf8") : "",
});
const text = await response.text();
await miniflare.dispose();
if (!response.ok) throw new Error(text);
console.log(text);
