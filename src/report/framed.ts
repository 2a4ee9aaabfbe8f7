// What all pictures share: a document to draw on, the outer SVG. Knows no data.
import { escaped } from "./escaped.ts";
import { themeStyle } from "./theme.ts";

const FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif";

/** A document without a browser, for Plot. */
export async function blankDocument(): Promise<Document> {
  const { parseHTML } = await import("linkedom");
  return parseHTML("<!doctype html><html><body></body></html>").document as unknown as Document;
}

/** A drawn panel as text, moved to (x, y), without Plot's own style and labels: the outer SVG says what is seen. */
export function placed(panel: Element, x: number, y: number): string {
  for (const style of [...panel.querySelectorAll("style")]) style.remove();
  for (const element of [...panel.querySelectorAll("[aria-label]")]) element.removeAttribute("aria-label");
  panel.setAttribute("x", String(x));
  panel.setAttribute("y", String(y));
  return panel.outerHTML;
}

export interface FrameOptions {
  readonly title: string;
  readonly subtitle: string;
  readonly description?: string;
  readonly width: number;
  readonly height: number;
  readonly theme?: "auto" | "light" | "dark";
  readonly style?: string;
}

/** What stands over a panel. */
export const heading = (text: string, x: number, y: number): string =>
  `<text class="text" x="${x}" y="${y}" font-size="13" font-weight="600">${text}</text>`;

/** The outer SVG with title, line below, ground, and on it the drawn elements. */
export function framed(options: FrameOptions, elements: readonly string[]): string {
  const { title, subtitle, description = subtitle, width, height, theme = "auto", style = "" } = options;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="ravine" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img" aria-label="${escaped(`${title}. ${description}`)}">`,
    `<title>${escaped(title)}</title><style>${themeStyle(theme)}${style}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    `<text class="text" x="20" y="32" font-size="20" font-weight="600">${escaped(title)}</text>`,
    `<text class="muted" x="20" y="52" font-size="13">${escaped(subtitle)}</text>`,
    ...elements,
    "</svg>\n",
  ].join("\n");
}
