// Confusion matrix and per-class figures as tables. Knows no network.
import { nameText } from "../data/namesText.ts";
import { percent } from "../diagnosis/figure.ts";
import { escaped } from "./escaped.ts";
import { tableHtml } from "./tableHtml.ts";

type Confusion = readonly (readonly number[])[];

/** More classes than these make no readable matrix. */
const MOST_CLASSES = 30;
/** More rows than these are not read. */
const MOST_ROWS = 200;

/** Rows are true classes, columns predicted ones; the deeper, the larger the share of the true class. */
function confusionTable(confusion: Confusion, classes: readonly string[], set: string): string {
  if (classes.length > MOST_CLASSES) return `<p>The matrix of ${classes.length} classes is too large to show.</p>`;
  const head = classes.map((name) => `<th scope="col">${escaped(nameText(name))}</th>`).join("");
  const body = confusion
    .map((row, truth) => {
      const all = row.reduce((sum, count) => sum + count, 0);
      const cells = row.map((count, predicted) => {
        const share = all === 0 ? 0 : count / all;
        const weight = truth === predicted ? "font-weight:700" : "";
        return `<td style="background:rgba(var(--heat),${(0.55 * share).toFixed(3)});${weight}">${count === 0 ? "·" : count}</td>`;
      });
      return `<tr><th scope="row">${escaped(nameText(classes[truth]))}</th>${cells.join("")}</tr>`;
    })
    .join("");
  return `<div class="scroll" role="group" tabindex="0" aria-label="Confusion matrix"><table class="confusion"><caption>Rows of the ${set} set by true class (down) and predicted class (across)</caption><thead><tr><td></td>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Precision, recall and F₁ of each class; of very many classes, of those with the most rows. */
function classTable(confusion: Confusion, classes: readonly string[], set: string): string {
  const truths = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const largest = [...classes.keys()].sort((a, b) => truths[b] - truths[a]).slice(0, MOST_ROWS);
  const rows = largest
    .sort((a, b) => a - b)
    .map((c) => {
      const name = classes[c];
      const right = confusion[c][c];
      const truth = truths[c];
      const predicted = confusion.reduce((sum, row) => sum + row[c], 0);
      const precision = predicted === 0 ? Number.NaN : right / predicted;
      const recall = truth === 0 ? Number.NaN : right / truth;
      const f1 = right === 0 ? 0 : (2 * right) / (truth + predicted);
      const cell = (share: number) => `<td>${Number.isNaN(share) ? "–" : percent(share)}</td>`;
      return `<tr><th scope="row">${escaped(nameText(name))}</th><td>${truth}</td>${cell(precision)}${cell(recall)}${cell(f1)}</tr>`;
    });
  const of = rows.length < classes.length ? `, the ${MOST_ROWS} largest of ${classes.length} classes` : "";
  const caption = `Of the ${set} set${of}. Precision: of the rows said to be of the class, the share that is; recall: of the rows that are, the share that was found; F₁: their harmonic mean`;
  return tableHtml(caption, ["class", "rows", "precision", "recall", "F₁"], rows.join(""));
}

/** The confusion matrix, and the figures of each class. */
export const classTables = (confusion: Confusion, classes: readonly string[], set: string): string =>
  `${confusionTable(confusion, classes, set)}<h3>Per class</h3>${classTable(confusion, classes, set)}`;
