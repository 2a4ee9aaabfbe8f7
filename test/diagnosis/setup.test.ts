// What a diagnosis knows of a network's setup, also inside residuals.
import { expect, test } from "vitest";
import { setupOf } from "../../src/diagnosis/setup.ts";
import { dense, dropout, initializers, type LayerDescription, Network, residual } from "../../src/index.ts";

const setup = async (layers: readonly LayerDescription[], penalties: { l1?: number; l2?: number } = {}) =>
  setupOf((await Network.create({ inputs: 4, layers, loss: "meanSquaredError", ...penalties })).model);

test("a plain network has neither penalties nor dropout; its layers begin as they say", async () => {
  const layers = [dense(4, { activation: "relu" }), dense(2, { initializer: initializers.constant({ value: 1 }) })];
  expect(await setup(layers)).toEqual({
    dropout: false,
    penalties: false,
    l2: 0,
    initializers: { 0: "he", 1: "constant" },
  });
});

test("dropout and penalties are seen inside residuals, and a network's beside a layer's", async () => {
  const hidden = residual([dropout({ keep: 0.5 }), dense(4, { l2: 0.1, activation: "relu" })]);
  expect(await setup([hidden, dense(2)])).toEqual({
    dropout: true,
    penalties: true,
    l2: 0.1,
    initializers: { "0.1": "he", 1: "xavier" },
  });
  expect(await setup([dense(2)], { l1: 0.1 })).toMatchObject({ penalties: true, l2: 0 });
  expect(await setup([hidden, dense(2)], { l2: 0.5 })).toMatchObject({ l2: 0.5 });
});
