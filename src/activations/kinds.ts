// Made by scripts/core.mjs from the files beside it. Not edited by hand.

import { eluKind } from "./elu.ts";
import { geluKind } from "./gelu.ts";
import { geluTanhKind } from "./geluTanh.ts";
import { hardSigmoidKind } from "./hardSigmoid.ts";
import { leakyReluKind } from "./leakyRelu.ts";
import { mishKind } from "./mish.ts";
import { reluKind } from "./relu.ts";
import { seluKind } from "./selu.ts";
import { sigmoidKind } from "./sigmoid.ts";
import { siluKind } from "./silu.ts";
import { softplusKind } from "./softplus.ts";
import { softsignKind } from "./softsign.ts";
import { tanhKind } from "./tanh.ts";

export const activationKinds = {
  elu: eluKind,
  gelu: geluKind,
  geluTanh: geluTanhKind,
  hardSigmoid: hardSigmoidKind,
  leakyRelu: leakyReluKind,
  mish: mishKind,
  relu: reluKind,
  selu: seluKind,
  sigmoid: sigmoidKind,
  silu: siluKind,
  softplus: softplusKind,
  softsign: softsignKind,
  tanh: tanhKind,
};
