// How far a training is: a bar on a terminal, a line every few seconds elsewhere.

import { figure, percent } from "../diagnosis/numberText.ts";
import { type SetName, setLabels } from "../report/series.ts";
import type { CurvePoint, SetFigures } from "../training/curve.ts";

const SECONDS = 5;
const WIDTH = 24;

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
  const left = clockText && `  at most ${clockText} left`;
  const epoch = `${Math.floor(point.epoch)}/${epochs}`;
  const bar = (width: number) => {
    const full = Math.round(width * Math.min(1, point.epoch / epochs));
    return `${"█".repeat(full)}${"░".repeat(width - full)}`;
  };
  return [
    `${bar(WIDTH)} epoch ${epoch}  cost ${named.join(" · ")}${speed}${left}`,
    `${bar(WIDTH / 2)} epoch ${epoch}  cost ${costs}${right}${speed}${left}`,
    `${bar(WIDTH / 4)} ${epoch}  cost ${costs}${right.replace("accuracy ", "")}${clockText && `  ${clockText}`}`,
    `${bar(WIDTH / 4)} ${epoch}  cost ${costs}${clockText && `  ${clockText}`}`,
    `${epoch}  cost ${costs}`,
    epoch,
  ];
}

export interface Progress {
  show(point: CurvePoint): void;
  /** Takes the bar away. */
  end(): void;
}

/** Progress on standard error. */
export function progress(epochs: number, quiet: boolean, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (quiet) return { show: () => {}, end: () => {} };
  let last = performance.now();
  let drawn = false;
  return {
    show(point) {
      const epoch = Math.floor(point.epoch);
      const now = performance.now();
      if (stream.isTTY) {
        if (now - last < 80 && epoch < epochs) return;
        last = now;
        const room = (stream.columns || 120) - 3; // the terminal's ^C has room behind it
        const lines = linesOf(point, epochs);
        stream.write(`\r\x1b[2K${lines.find((text) => text.length <= room) ?? lines[lines.length - 1]}`);
        drawn = true;
      } else if (now - last >= 1000 * SECONDS) {
        last = now;
        stream.write(`${linesOf(point, epochs)[0].replace(/^\S+ /, "")}\n`);
      }
    },
    end() {
      if (drawn) stream.write("\r\x1b[2K");
    },
  };
}

/** How many of several runs are done, on standard error. */
export function countedProgress(all: number, quiet: boolean, stream: NodeJS.WriteStream = process.stderr) {
  let last = performance.now();
  let drawn = false;
  return {
    show(done: number, doing: string): void {
      if (quiet) return;
      const text = `run ${done + 1} of ${all}: ${doing}`;
      if (stream.isTTY) {
        const full = Math.round((WIDTH / 2) * (done / all));
        const line = `${"█".repeat(full)}${"░".repeat(WIDTH / 2 - full)} ${text}`;
        stream.write(`\r\x1b[2K${line.slice(0, Math.max(16, (stream.columns || 120) - 3))}`);
        drawn = true;
      } else if (performance.now() - last >= 1000 * SECONDS) {
        last = performance.now();
        stream.write(`${text}\n`);
      }
    },
    end(): void {
      if (drawn) stream.write("\r\x1b[2K");
    },
  };
}
