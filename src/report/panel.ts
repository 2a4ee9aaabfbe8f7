// One panel with its grid and axes, as Observable Plot draws it; what is shown in it, and where, the caller says.
import { axisX, axisY, gridX, gridY, type Markish, plot } from "@observablehq/plot";

export interface Axis {
  readonly label?: string;
  /** their number, or where they are */
  readonly ticks: number | number[];
  readonly text: (value: number) => string;
  readonly domain?: readonly [number, number];
  readonly logarithmic?: boolean;
}

export interface PanelOptions {
  readonly width: number;
  readonly height: number;
  readonly margins: { readonly left: number; readonly right: number; readonly top?: number; readonly bottom: number };
  readonly x: Axis;
  readonly y: Axis;
  /** over the grid, in this order */
  readonly marks: readonly Markish[];
}

/** Iterations are whole: no label between two. */
export const wholeTick = (value: number): string => (Number.isInteger(value) ? value.toLocaleString("en") : "");

/** A share as a tick of an axis: no digit that says nothing. */
export const percentTick = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

function scaleOf({ domain, logarithmic = false }: Axis) {
  return { label: null, type: logarithmic ? "log" : "linear", ...(domain && { domain, clamp: true }) } as const;
}

function axisOf({ label, ticks, text }: Axis) {
  const labelled =
    label === undefined ? { label: null } : ({ label, labelAnchor: "center", labelArrow: "none" } as const);
  return { ...labelled, tickSize: 0, className: "axis", ticks, tickFormat: text };
}

/** An SVG element; classes for the style sheet of the whole picture. */
export function panel(document: Document, { width, height, margins, x, y, marks }: PanelOptions): Element {
  const { left, right, top, bottom } = margins;
  return plot({
    document,
    width,
    height,
    marginLeft: left,
    marginRight: right,
    ...(top !== undefined && { marginTop: top }),
    marginBottom: bottom,
    className: "panel",
    style: { fontSize: "12px", background: "none" },
    x: scaleOf(x),
    y: scaleOf(y),
    marks: [
      gridY({ className: "grid", ticks: y.ticks }),
      gridX({ className: "grid", ticks: x.ticks }),
      axisX(axisOf(x)),
      axisY(axisOf(y)),
      ...marks,
    ],
  }) as unknown as Element;
}
