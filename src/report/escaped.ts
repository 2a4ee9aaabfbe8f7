// Text as HTML and SVG have it, between tags and in quoted attributes.
import { visible } from "../core/visible.ts";

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Markup stands as text, and what cannot be seen, or is not allowed in XML, as its escape; lines stay lines. */
export const escaped = (text: string): string =>
  text
    .split("\n")
    .map((line) => visible(line).replace(/[&<>"']/g, (mark) => marks[mark]))
    .join("\n");
