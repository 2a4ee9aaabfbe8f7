// Residuals inside residuals: what is emitted for them is in proportion to their number.
import { describe, expect, test, vi } from "vitest";
import { Program } from "../../src/core/program.ts";
import { dataset, dense, type LayerDescription, Network, residual } from "../../src/index.ts";
import { compiled } from "../curvature/support.ts";
import { noise } from "../support/numbers.ts";

const ROWS = 3;
const inputs = noise(ROWS * 4, 3);
const targets = noise(ROWS * 2, 4);
const data = dataset({ inputs, targets, features: 4, outputs: 2 });

/** Each residual is the first layer of the next, or the first of its shortcut. */
const forms: Readonly<Record<string, (inner: LayerDescription) => LayerDescription>> = {
  "in the layers": (inner) => residual([inner, dense(4)]),
  "in the layers, with shortcuts": (inner) => residual([inner, dense(4)], { shortcut: [dense(4)] }),
  "in the shortcut": (inner) => residual([dense(4)], { shortcut: [inner] }),
};
function nested(form: (inner: LayerDescription) => LayerDescription, depth: number) {
  let layer: LayerDescription = dense(4);
  for (let i = 0; i < depth; i++) layer = form(layer);
  return Network.create({ inputs: 4, layers: [layer, dense(2)], loss: "meanSquaredError", core: compiled });
}

/** How many records are emitted for `call`, whether they are run or not. */
function emitted(call: () => unknown): number {
  const emit = vi.spyOn(Program.prototype, "emit");
  try {
    call();
    return emit.mock.calls.length;
  } finally {
    emit.mockRestore();
  }
}

describe.each(Object.keys(forms))("residuals %s", (name) => {
  const calls: Readonly<Record<string, (network: Network) => unknown>> = {
    gradient: (network) => network.gradient(inputs, targets),
    hessianVectorProduct: (network) => network.hessianVectorProduct(inputs, targets, network.parameters),
    plan: (network) => network.plan(),
    inspect: (network) => network.inspect(data),
  };
  test.each(Object.keys(calls))("%s emits as many records more for each level", async (call) => {
    const counts: number[] = [];
    for (const depth of [4, 8, 16]) {
      const network = await nested(forms[name], depth);
      counts.push(emitted(() => calls[call](network)));
      network.dispose();
    }
    const [few, more, most] = counts;
    expect(most - more).toBe(2 * (more - few));
  });
});
