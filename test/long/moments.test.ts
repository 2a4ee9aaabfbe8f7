// Sixty moments at which a training is ended; as in test/cli/moments.test.ts.
import { test } from "vitest";
import { endAtMoments } from "../cli/moments.ts";
import { workshop } from "../cli/support.ts";

const here = workshop();

test("killed, interrupted, hung up or without a reader at 60 moments, it goes on from its checkpoint to the unbroken fingerprint", () =>
  endAtMoments(60, 2, here));
