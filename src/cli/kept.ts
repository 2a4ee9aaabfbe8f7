// What the command line keeps in a checkpoint beside the run: where the data was, and the settings. Knows no training.
import { readTensors } from "../formats/readSafetensors.ts";
import { writeTensors } from "../formats/safetensors.ts";
import { Failure } from "./failure.ts";
import type { Settings } from "./settings.ts";

const KEY = "ravine-command";

/** A training's command. */
export interface Kept {
  readonly data: string;
  readonly settings: Settings;
  readonly command: string;
}

/** The checkpoint with the command in it. */
export function withCommand(checkpoint: Uint8Array, kept: Kept): Uint8Array {
  const file = readTensors("checkpoint", checkpoint);
  return writeTensors({ tensors: file.tensors, metadata: { ...file.metadata, [KEY]: JSON.stringify(kept) } });
}

/** @throws {FormatError | Failure} on bytes that are no checkpoint of the command line */
export function commandOf(path: string, checkpoint: Uint8Array): Kept {
  const { metadata } = readTensors(path, checkpoint);
  if (metadata.format === "ravine-model")
    throw new Failure(`${path}: this is a model, not a checkpoint. Predict with it: ravine predict ${path} DATA.`);
  try {
    const kept = JSON.parse(metadata[KEY]) as Kept;
    if (typeof kept.data === "string" && typeof kept.settings === "object") return kept;
  } catch {
    // told below
  }
  throw new Failure(
    `${path}: it does not say what data it was trained on. Resume it in JavaScript: await resume(bytes, train).`,
  );
}
