// An optimizer as the command line has it: NAME or NAME:option=value,… Knows no data.
import { nearest } from "../core/options.ts";
import { allOptimizers } from "../curvature/allOptimizers.ts";
import type { Optimizer, OptimizerKind } from "../optimizers/optimizer.ts";
import { Failure } from "./failure.ts";
import { flagged } from "./flagged.ts";
import type { Settings } from "./settings.ts";

type Options = Optimizer["options"];

const readValue = (text: string): Options[string] =>
  text === "true" ? true : text === "false" ? false : Number.isNaN(Number(text)) ? text : Number(text);

/** The kind that a text names, and the options that stand behind it. @throws {Failure} on an unknown name */
export function optimizerKindOf(text: string): { readonly kind: OptimizerKind; readonly options: Options } {
  const [name, ...rest] = text.split(":");
  const names = Object.keys(allOptimizers);
  if (!Object.hasOwn(allOptimizers, name)) {
    const near = nearest(name, names);
    const hint = near ? ` Did you mean "${near}"?` : "";
    throw new Failure(`--optimizer: got "${name}", expected one of ${names.join(", ")}.${hint}`);
  }
  const pairs = rest.join(":").split(",").filter(Boolean);
  const options = pairs.map((pair) => {
    const [key, value = "true"] = pair.split("=");
    return [key.trim(), readValue(value)];
  });
  return { kind: allOptimizers[name], options: Object.fromEntries(options) };
}

/** --optimizer with --learning-rate and --momentum. @throws {Failure} naming the flag */
export function readOptimizer(settings: Settings, text = settings.optimizer): Optimizer {
  const { kind, options } = optimizerKindOf(text);
  const { learningRate = kind.suggestedRate, momentum } = settings;
  const takesMomentum = ({ rules }: OptimizerKind) => Object.hasOwn(rules(), "momentum");
  if (momentum !== undefined && !takesMomentum(kind)) {
    const others = Object.keys(allOptimizers).filter((name) => takesMomentum(allOptimizers[name]));
    const flags = others.map((name) => `--optimizer ${name}`).join(" or ");
    throw new Failure(`--momentum: ${text.split(":")[0]} takes none. Give it with ${flags}.`);
  }
  return flagged("--optimizer", () =>
    kind.make({
      ...(learningRate !== undefined && { learningRate }),
      ...(momentum !== undefined && { momentum }),
      ...options,
    }),
  );
}

/** The optimizers of a list: name:a=1,b=2 has commas of its own: a piece that begins no new name belongs to the one before it. */
export function optimizerTexts(list: string): string[] {
  const texts: string[] = [];
  for (const piece of list.split(",")) {
    const last = texts.length - 1;
    if (last >= 0 && texts[last].includes(":") && piece.includes("=") && !piece.includes(":"))
      texts[last] += `,${piece}`;
    else texts.push(piece.trim());
  }
  return texts;
}
