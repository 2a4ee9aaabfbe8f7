// How far a training is: a bar on a terminal, a line every few seconds elsewhere. Knows no training.
import type { CurvePoint, SetFigures } from "../training/curve.ts";
import { figure, percent } from "../training/numberText.ts";

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
const figures = (name: string, set: SetFigures | undefined) =>
  set === undefined
    ? ""
    : ` ${name} ${figure(set.cost)}${set.accuracy === undefined ? "" : ` (${percent(set.accuracy)})`}`;

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
  const line = (point: CurvePoint) => {
    const { train, validation, test, rowsPerSecond, remainingSeconds } = point;
    const left = clock(remainingSeconds);
    const sets = [figures("training", train), figures("validation", validation), figures("test", test)].filter(Boolean);
    return `cost${sets.join(" ·")}  ${Math.round(rowsPerSecond).toLocaleString("en")} rows/s${left ? `  at most ${left} left` : ""}`;
  };
  return {
    show(point) {
      const epoch = Math.floor(point.epoch);
      const now = performance.now();
      if (stream.isTTY) {
        if (now - last < 80 && epoch < epochs) return;
        last = now;
        const part = Math.min(1, point.epoch / epochs);
        const full = Math.round(WIDTH * part);
        const text = `${"█".repeat(full)}${"░".repeat(WIDTH - full)} epoch ${epoch}/${epochs}  ${line(point)}`;
        stream.write(`\r\x1b[2K${text.slice(0, Math.max(20, (stream.columns ?? 120) - 1))}`);
        drawn = true;
      } else if (now - last >= 1000 * SECONDS) {
        last = now;
        stream.write(`epoch ${epoch}/${epochs}  ${line(point)}\n`);
      }
    },
    end() {
      if (drawn) stream.write("\r\x1b[2K");
    },
  };
}
