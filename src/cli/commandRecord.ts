// What a checkpoint of the command line says beside the run: where the data was, and the settings. Knows no training.
import { shown } from "../core/errors.ts";
import { readTensors } from "../formats/readTensors.ts";
import { type TensorFile, writeTensors } from "../formats/writeTensors.ts";
import { Failure } from "./failure.ts";
import { path as filePath } from "./flag.ts";
import { flags } from "./flags.ts";
import { requireSameRun } from "./requireSameRun.ts";
import { checkedValues, defaults, type Settings } from "./settings.ts";
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

const MOST_LETTERS = 2 ** 20;
/** A command line as the binary writes it down: plain words and quoted ones, which a shell takes for nothing else. */
const plainCommand = /^ravine train(?: (?:[\w./:=,@%+-]|'[^']*'|\\'|\$'(?:[^'\\]|\\.)*')+)*$/;

/**
 * The command of a checkpoint's training, and the checkpoint as a file of tensors.
 * @throws {FormatError | Failure} on bytes that are no checkpoint of the command line, and on a record that it could not have written
 */
export function readCommandRecord(path: string, checkpoint: Uint8Array): CommandRecord & { readonly file: TensorFile } {
  const file = readTensors(path, checkpoint);
  const { metadata } = file;
  if (metadata.format === "ravine-model")
    throw new Failure(
      `${path}: this is a model, not a checkpoint. Predict with it: ravine predict ${shellQuoted(path)} DATA.`,
    );
  if (metadata[KEY] === undefined)
    throw new Failure(
      `${path}: it does not say what data it was trained on. Resume it in JavaScript: await resume(bytes, train).`,
    );
  let record: Partial<Record<keyof CommandRecord, unknown>> | null;
  try {
    record = JSON.parse(metadata[KEY]);
  } catch {
    record = null;
  }
  const { data, command, settings } = record ?? {};
  const wrong = (name: string, received: unknown, expected: string) =>
    new Failure(`${path}: ${name}: got ${shown(received)}, expected ${expected}. The file is damaged, or was altered.`);
  if (!filePath.accepts(data)) throw wrong("data", data, "a path, - or the name of a built-in set");
  if (typeof command !== "string" || command.length > MOST_LETTERS || !plainCommand.test(command))
    throw wrong("command", command, "the command line that began the training");
  const checked = { ...defaults, ...checkedValues(flags, settings, (name) => name, `${path}: settings: `) };
  requireSameRun(path, file, checked);
  return { data: data as string, command, settings: checked, file };
}
