// How far a training is: a bar on a terminal, a line every few seconds elsewhere.

import { visible } from "../core/visible.ts";
import { figure, percent } from "../diagnosis/figure.ts";
import type { SetFigures } from "../objective/setFigures.ts";
import { type SetName, setLabels } from "../report/series.ts";
import type { CurvePoint } from "../training/curve.ts";
import { type StandardStream, standardError } from "./standardStreams.ts";

const SECONDS = 5;
const WIDTH = 24;
const BLINK_MILLISECONDS = 80;

const clock = (seconds: number) => {
  if (!Number.isFinite(seconds)) return "";
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  return minutes >= 60
    ? `${Math.floor(minutes / 60)} h ${minutes % 60} min`
    : minutes > 0
      ? `${minutes} min ${whole % 60} s`
      : `${whole} s`;
};
const setNames = Object.keys(setLabels) as SetName[];

/** What is said of a point, the longest first: each is shorter than the one before it. */
function linesOf(point: CurvePoint, epochs: number): string[] {
  const sets = setNames.flatMap((name) => (point[name] ? [[setLabels[name], point[name] as SetFigures] as const] : []));
  const named = sets.map(
    ([name, { cost, accuracy }]) => `${name} ${figure(cost)}${accuracy === undefined ? "" : ` (${percent(accuracy)})`}`,
  );
  const costs = sets.map(([, { cost }]) => figure(cost)).join(" · ");
  const accuracies = sets.flatMap(([, { accuracy }]) => (accuracy === undefined ? [] : [(100 * accuracy).toFixed(1)]));
  const right = accuracies.length > 0 ? `  accuracy ${accuracies.join(" · ")} %` : "";
  const speed = `  ${Math.round(point.rowsPerSecond).toLocaleString("en")} rows/s`;
  const clockText = clock(point.remainingSeconds);
  const remaining = clockText && `  at most ${clockText} left`;
  const epoch = `${Math.floor(point.epoch)}/${epochs}`;
  const share = point.epoch / epochs;
  return [
    `${bar(WIDTH, share)} epoch ${epoch}  cost ${named.join(" · ")}${speed}${remaining}`,
    `${bar(WIDTH / 2, share)} epoch ${epoch}  cost ${costs}${right}${speed}${remaining}`,
    `${bar(WIDTH / 4, share)} ${epoch}  cost ${costs}${right.replace("accuracy ", "")}${clockText && `  ${clockText}`}`,
    `${bar(WIDTH / 4, share)} ${epoch}  cost ${costs}${clockText && `  ${clockText}`}`,
    `${epoch}  cost ${costs}`,
    epoch,
  ];
}

/** Filled up to a share. */
const bar = (width: number, share: number) => {
  const full = Math.round(width * Math.min(1, Math.max(0, share || 0)));
  return `${"█".repeat(full)}${"░".repeat(width - full)}`;
};

/** One line that is drawn over and over on a terminal; elsewhere lines, one every few seconds at most. */
class StatusLine {
  readonly #stream: StandardStream;
  #last = performance.now();
  #drawn = false;

  constructor(stream: StandardStream) {
    this.#stream = stream;
  }

  /**
   * Shows one of several wordings, the longest first: on a terminal the first that has room, elsewhere `plain`.
   * @param restless  whether it may be left out, since another follows soon
   */
  show(wordings: () => readonly string[], plain: () => string, restless: boolean): void {
    const stream = this.#stream;
    const since = performance.now() - this.#last;
    if (stream.isTerminal ? restless && since < BLINK_MILLISECONDS : since < 1000 * SECONDS) return;
    this.#last += since;
    if (!stream.isTerminal) {
      stream.lines(plain());
      return;
    }
    const room = (stream.columns || 120) - 3; // the terminal's ^C has room behind it
    const lines = wordings().map((text) => visible(text));
    const line = lines.find((text) => text.length <= room) ?? lines[lines.length - 1].slice(0, Math.max(16, room));
    stream.status(line);
    this.#drawn = true;
  }

  /** Takes the line away. */
  end(): void {
    if (this.#drawn) this.#stream.status();
  }
}

/** Progress of one training, on standard error. */
export function progress(epochs: number, quiet: boolean, stream: StandardStream = standardError) {
  const line = new StatusLine(stream);
  return {
    show(point: CurvePoint): void {
      if (quiet) return;
      const plain = () => linesOf(point, epochs)[0].replace(/^\S+ /, "");
      line.show(() => linesOf(point, epochs), plain, Math.floor(point.epoch) < epochs);
    },
    end: () => line.end(),
  };
}

/** How many of several runs are done, on standard error. */
export function countedProgress(all: number, quiet: boolean, stream: StandardStream = standardError) {
  const line = new StatusLine(stream);
  return {
    show(done: number, doing: string): void {
      if (quiet) return;
      const text = `run ${done + 1} of ${all}: ${doing}`;
      line.show(
        () => [`${bar(WIDTH / 2, done / all)} ${text}`],
        () => text,
        false,
      );
    },
    end: () => line.end(),
  };
}
