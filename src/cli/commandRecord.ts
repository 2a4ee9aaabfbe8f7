// What a checkpoint of the command line says beside the run: where the data was, and the settings. Knows no training.
import { readTensors } from "../formats/readTensors.ts";
import { writeTensors } from "../formats/writeTensors.ts";
import { Failure } from "./failure.ts";
import type { Settings } from "./settings.ts";
import { shellQuoted } from "./shellQuoted.ts";

const KEY = "ravine-command";

/** The command of a training. */
export interface CommandRecord {
  readonly data: string;
  readonly settings: Settings;
  readonly command: string;
}

/** The checkpoint with the command in it. */
export function withCommandRecord(checkpoint: Uint8Array, record: CommandRecord): Uint8Array {
  const file = readTensors("checkpoint", checkpoint);
  return writeTensors({ tensors: file.tensors, metadata: { ...file.metadata, [KEY]: JSON.stringify(record) } });
}

/** @throws {FormatError | Failure} on bytes that are no checkpoint of the command line */
export function readCommandRecord(path: string, checkpoint: Uint8Array): CommandRecord {
  const { metadata } = readTensors(path, checkpoint);
  if (metadata.format === "ravine-model")
    throw new Failure(
      `${path}: this is a model, not a checkpoint. Predict with it: ravine predict ${shellQuoted(path)} DATA.`,
    );
  try {
    const record = JSON.parse(metadata[KEY]) as CommandRecord;
    if (typeof record.data === "string" && typeof record.settings === "object") return record;
  } catch {
    // said below
  }
  throw new Failure(
    `${path}: it does not say what data it was trained on. Resume it in JavaScript: await resume(bytes, train).`,
  );
}
