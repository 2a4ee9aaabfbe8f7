// Ended at ten moments, a training leaves what goes on to its unbroken end; test/long/moments.test.ts tries sixty.
import { test } from "vitest";
import { endAtMoments } from "./moments.ts";
import { workshop } from "./support.ts";

const here = workshop();

test("killed, interrupted, hung up or without a reader at 10 moments, it goes on from its checkpoint to the unbroken fingerprint", () =>
  endAtMoments(10, 1, here));
