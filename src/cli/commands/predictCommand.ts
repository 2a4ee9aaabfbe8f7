// `ravine predict`: a model's answers for a table, row by row, in constant memory. Knows no training.
import { Network } from "../../api/network.ts";
import { chosen } from "../../objective/evaluate.ts";
import { type Batch, batchesOf } from "../batchesOf.ts";
import { commandFlags } from "../commandFlags.ts";
import { exitCodes } from "../exitCodes.ts";
import { failureOf } from "../failure.ts";
import { type Answer, csvFormat, jsonFormat } from "../predictionFormat.ts";
import { PredictionScore } from "../predictionScore.ts";
import { readWhole } from "../readWhole.ts";
import { requireWritable } from "../requireWritable.ts";
import { readFlags } from "../settings.ts";
import { sourceOf } from "../source.ts";
import { sayDocument } from "../speaker.ts";
import { standardError } from "../standardStreams.ts";
import { textSink } from "../textSink.ts";

async function networkFrom(path: string): Promise<Network> {
  try {
    return await Network.load(await readWhole(path));
  } catch (error) {
    throw failureOf(error, { names: { csv: path, "Network.load": path }, running: false });
  }
}

/** Names of the classes; undefined for a regression. */
function classesOf({ model }: Network): readonly string[] | undefined {
  if (!model.classifies) return undefined;
  return model.classes ?? Array.from({ length: Math.max(2, model.spec.outputs) }, (_, i) => String(i));
}

/** The columns of the answers. */
function headOf({ model }: Network, classes: readonly string[] | undefined, probabilities: boolean): string[] {
  if (classes) return ["prediction", ...(probabilities ? classes.map((name) => `p(${name})`) : [])];
  const { outputs } = model.spec;
  return outputs === 1 ? ["prediction"] : Array.from({ length: outputs }, (_, i) => `prediction${i}`);
}

/** Rows for which the network gives no finite number. */
interface Unanswered {
  rows: number;
  /** from 1 */
  first: number;
}

/** The network's answers for a batch of rows, `from` of them before it; they are counted where the targets are known. */
function answersOf(
  network: Network,
  { inputs, rows, targets }: Batch,
  from: number,
  score: PredictionScore,
  unanswered: Unanswered,
): Answer[] {
  const width = network.model.spec.outputs;
  const classes = classesOf(network);
  const predicted = network.predict(inputs);
  const raw = classes && network.predict(inputs, { raw: true });
  return Array.from({ length: rows }, (_, row) => {
    const values = predicted.subarray(row * width, (row + 1) * width);
    const answered = values.every(Number.isFinite);
    if (!answered && unanswered.rows++ === 0) unanswered.first = from + row + 1;
    const label = raw && answered ? chosen(raw, row * width, width) : -1;
    const outputs = Array.from(values, (value) => Number(value.toPrecision(7)));
    if (targets.length > 0) score.add(targets[row], classes ? label : values[0]);
    return classes ? { class: classes[label] ?? null, outputs } : { outputs };
  });
}

/** A word to those who would take the rest for all. */
function sayUnanswered({ rows, first }: Unanswered, all: number): void {
  standardError.lines(
    `ravine: no finite prediction for ${rows} of ${all} rows, the first is row ${first}: there the network's numbers leave float32's range. They are empty (in JSON null).`,
  );
}

/** @returns the exit code */
export async function predictCommand(
  path: string,
  data: string,
  flags: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { json = false, probabilities = false, out } = readFlags(commandFlags.predict, flags);
  await requireWritable({ "--out": out }, { MODEL: path, DATA: data });
  const network = await networkFrom(path);
  const source = await sourceOf(data);
  const classes = classesOf(network);
  const alone = json && out === undefined; // one document holds the predictions too
  const format = alone ? jsonFormat : csvFormat(headOf(network, classes, probabilities), probabilities);
  const sink = await textSink(out);
  const score = new PredictionScore();
  const unanswered: Unanswered = { rows: 0, first: 0 };
  let rows = 0;
  try {
    for await (const batch of batchesOf(path, network, source)) {
      if (rows === 0) await sink.write(format.begin);
      await sink.write(format.rows(answersOf(network, batch, rows, score, unanswered), rows === 0));
      rows += batch.rows;
    }
    const scored = score.text(classes !== undefined);
    const document = {
      data: { rows, features: network.model.spec.inputs, ...(classes && { classes }) },
      ...(scored && { evaluation: scored.figures }),
      files: out === undefined ? {} : { predictions: out },
    };
    await sink.write(format.end(document));
    await sink.done();
    if (json && !alone) sayDocument({ command: "predict", ...document });
    const file = out === undefined ? "" : `, in ${out}`;
    if (!json)
      standardError.lines(`${rows.toLocaleString("en")} rows predicted${scored ? `; ${scored.words}` : ""}${file}`);
    if (unanswered.rows === 0) return exitCodes.done;
    sayUnanswered(unanswered, rows);
    return exitCodes.failed;
  } catch (error) {
    await sink.undo();
    throw failureOf(error, { names: { csv: source.name }, running: false });
  }
}
