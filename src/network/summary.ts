// A network's layers, shapes and parameters as text.
import { shapeText } from "../core/shape.ts";
import type { Model } from "./model.ts";

/** One line a layer, then the totals. */
export function summary(model: Model): string {
  const { spec, layers, placed, theta } = model;
  const rows = layers.map((layer, i) => {
    const variables = placed.filter((part) => part.layer === i);
    const shapes = variables.map(({ name, variable }) => `${name} [${variable.shape.join(", ")}]`).join(", ");
    return [`${i}`, layer.title, shapes || "–", String(variables.reduce((sum, { length }) => sum + length, 0))];
  });
  const table = [["", "layer", "parameters", "count"], ...rows];
  const widths = table[0].map((_, c) => Math.max(...table.map((row) => row[c].length)));
  const lines = table.map((row) =>
    row.map((cell, c) => (c === 3 ? cell.padStart(widths[c]) : cell.padEnd(widths[c]))).join("  "),
  );
  const loss = !spec.loss.parameter ? spec.loss.name : `${spec.loss.name} (${spec.loss.parameter})`;
  const scaled = model.standardizer ? ", standardised" : "";
  return [
    ...lines,
    `${shapeText(spec.shape)} inputs${scaled} → ${spec.outputs} outputs, loss ${loss}`,
    `${theta.length} parameters, ${theta.length * 4} bytes, seed ${spec.seed}, ${model.core.kind} core`,
  ].join("\n");
}
