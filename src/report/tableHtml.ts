// A table of the report as HTML.
import { escaped } from "./escaped.ts";

/** A table that scrolls in itself where the page is narrow, by keyboard too. */
export function tableHtml(caption: string, head: readonly string[], body: string, kind = ""): string {
  const cells = head.map((name, i) => `<th scope="col"${kind && i > 0 ? ` class="${kind}"` : ""}>${name}</th>`);
  return `<div class="scroll" role="group" tabindex="0" aria-label="${escaped(caption.split(".")[0])}"><table><caption>${caption}</caption><thead><tr>${cells.join("")}</tr></thead><tbody>${body}</tbody></table></div>`;
}
