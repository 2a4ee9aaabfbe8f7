// The benchmark: everything in one process and one run, the machine's peak beside it. `--json`: one document; `--save`: also into bench/results/;
// `--quick`: a tenth of the time. Needs `npm run build` before.
import { sizes } from "../scripts/sizes.mjs";
import { compiled } from "./compile.mjs";
import { functions } from "./functions.mjs";
import { coreExports } from "./kernels.mjs";
import { machine, save, today } from "./machine.mjs";
import { interleaved, Peak } from "./measure.mjs";
import { optimizers } from "./optimizers.mjs";
import { predictions } from "./predictions.mjs";
import { printed } from "./print.mjs";
import { products } from "./products.mjs";
import { start } from "./start.mjs";
import { steps } from "./steps.mjs";

const flag = (name) => process.argv.includes(`--${name}`);
const only = process.argv
  .find((argument) => argument.startsWith("--only="))
  ?.slice(7)
  .split(",");
const wanted = (part) => only === undefined || only.includes(part);
const say = (text) => flag("json") || process.stderr.write(`${text} …\n`);
const rounds = flag("quick") ? 6 : 40;
const seconds = flag("quick") ? 0.6 : 5;

const ravine = await import("../build/index.js");
const [plain, relaxed] = [await compiled("peak"), await compiled("peakRelaxed", { relaxed: true })];
const peak = new Peak(plain, relaxed);
interleaved([], peak);
for (let i = 0; i < 200; i++) peak.tick();
const relaxedCore = relaxed && (await coreExports("build/core.relaxed.wasm").catch(() => null));

const part = async (name, measure, otherwise = []) => {
  if (!wanted(name)) return otherwise;
  say(name);
  return measure();
};
const figures = {
  products: await part("products", async () =>
    products(await coreExports("build/core.wasm"), peak, "plain", { rounds }),
  ),
  relaxedProducts: await part("relaxedProducts", () =>
    relaxedCore ? products(relaxedCore, peak, "relaxed", { rounds }) : [],
  ),
  steps: await part("steps", () => steps(ravine, peak, "plain", { seconds })),
  relaxedSteps: await part("relaxedSteps", () =>
    relaxedCore ? steps(ravine, peak, "relaxed", { seconds, names: ["A32", "A128", "B"], precision: "fast" }) : [],
  ),
  predictions: await part("predictions", () => predictions(ravine, peak, { rounds })),
  optimizers: await part("optimizers", async () =>
    optimizers(await coreExports("build/core.wasm"), ravine, peak, { rounds, milliseconds: 1 }),
  ),
  functions: await part("functions", () => functions(peak, { rounds })),
  start: await part("start", () => start(flag("quick") ? 4 : 15), {}),
  bytes: await part("bytes", () => sizes()),
};
const document = { date: today(), machine: machine(), peak: peak.report(), ...figures };
console.log(flag("json") ? JSON.stringify(document, null, 2) : printed(document));
if (flag("save")) save(document);
