// Runs the bundled program in Vercel's edge-runtime. Prints one line of JSON.
import { readdirSync, readFileSync } from "node:fs";
import { EdgeRuntime } from "edge-runtime";

const [given] = process.argv.slice(2);
const names = readdirSync("edge-light").filter((name) => name.endsWith(".wasm"));
const wasmModules = Object.fromEntries(
  names.map((name) => [name, new WebAssembly.Module(readFileSync(`edge-light/${name}`))]),
);
const runtime = new EdgeRuntime({
  initialCode: readFileSync("edge-light/edge.js", "utf8"),
  extend: (context) => Object.assign(context, { wasmModules }),
});
const response = await runtime.dispatchFetch("http://localhost/", {
  method: "POST",
  body: given ? readFileSync(given, "utf8") : "",
});
const text = await response.text();
if (!response.ok) throw new Error(text);
console.log(text);
process.exit(0);
