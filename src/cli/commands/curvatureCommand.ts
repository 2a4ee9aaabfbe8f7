// `ravine curvature`: the Hessian's spectrum at a model's weights. Knows no training.
import { Network } from "../../api/network.ts";
import { applyRows } from "../../data/applyColumns.ts";
import { builtin } from "../../data/builtin.ts";
import type { Dataset } from "../../data/dataset.ts";
import { figure, percent } from "../../diagnosis/figure.ts";
import { spectrum } from "../../onDemand.ts";
import { commandFlags } from "../commandFlags.ts";
import { Failure, failureOf } from "../failure.ts";
import { labelledImages } from "../images.ts";
import { readWhole } from "../readWhole.ts";
import { readFlags } from "../settings.ts";
import { sourceOf, type TableSource } from "../source.ts";
import { sayDocument } from "../speaker.ts";
import { standardOutput } from "../standardStreams.ts";
import { tableText } from "../tableText.ts";

/** What each kind of point means to a reader. */
const meanings: Readonly<Record<string, string>> = {
  minimum: "the gradient is about 0, and no direction goes down",
  saddle: "the gradient is about 0, and some directions go up while others go down",
  plateau: "the gradient is about 0, and hardly any direction is curved",
  "not critical": "the gradient is not 0: the cost can still be lowered by going downhill",
};

async function dataFor(path: string, network: Network, source: TableSource): Promise<Dataset> {
  if (source.kind === "builtin") return builtin(source.name);
  if (source.kind === "idx") return labelledImages(source.path, undefined);
  if (!network.model.columns)
    throw new Failure(
      `${path}: this model does not know its columns, so tables cannot be read for it. Train it from a table.`,
    );
  const { data } = await applyRows(network.model.columns, source.open(), { targets: true });
  if (data) return data;
  throw new Failure(`${path}: this model does not know its target, without which there is no cost.`);
}

/** @returns the exit code */
export async function curvatureCommand(
  path: string,
  dataName: string,
  flags: Readonly<Record<string, unknown>>,
): Promise<number> {
  let table: string | undefined = path;
  let running = false;
  try {
    const { vectors } = readFlags(commandFlags.curvature, flags) as { vectors?: number };
    const network = await Network.load(await readWhole(path));
    const source = await sourceOf(dataName);
    table = source.name;
    const data = await dataFor(path, network, source);
    const found = await spectrum(network, data, vectors === undefined ? {} : { vectors });
    running = true;
    if (flags.json) {
      const { eigenvalues, ...rest } = found;
      const { rows, features, classes } = data;
      sayDocument({
        command: "curvature",
        data: { rows, features, ...(classes && { classes }) },
        ...rest,
        eigenvalues: [...eigenvalues],
        fingerprint: network.fingerprint(),
      });
      return 0;
    }
    const { kind, evidence, negative, zero, positive, index, smallest, largest, gradientNorm, cost, exact } = found;
    const rows = [
      ["kind of point", `${kind}: ${meanings[kind]}`],
      ["cost", figure(cost)],
      ["gradient norm", figure(gradientNorm)],
      ["smallest eigenvalue", figure(smallest)],
      ["largest eigenvalue", figure(largest)],
      ["negative, zero, positive", `${negative}, ${zero}, ${positive}${exact ? "" : " (estimated)"}`],
      ["index (share of negative ones)", percent(index)],
    ];
    standardOutput.lines(...tableText(rows, [false, false]), "", evidence);
    return 0;
  } catch (error) {
    throw failureOf(error, { names: { csv: table, "Network.load": path }, running });
  }
}
