// With what a training goes on: the checkpoint's settings under the flags given now. A checkpoint may be a stranger's.
import type { CommandRecord } from "./commandRecord.ts";
import { Failure } from "./failure.ts";
import { resumedFlags } from "./flags.ts";
import { requireBeside, requirePlainFile } from "./requireBeside.ts";
import { readFlags, type Settings } from "./settings.ts";

export interface ResumedSettings {
  readonly settings: Settings;
  /** where the data is */
  readonly data: string;
  /** what flags have changed */
  readonly changed: Partial<Settings>;
}

/** The output paths that settings name. */
const outputsOf = ({ out, report, svg, checkpoint }: Partial<Settings>) => ({ out, report, svg, checkpoint });

/** The flags that `ravine resume` needs for a checkpoint of this command, since what a file says is not trusted. */
export async function resumeFlags(path: string, { data, settings }: CommandRecord): Promise<string> {
  const again = data === "-" ? " --data FILE" : "";
  const trust = await requireBeside(path, outputsOf(settings)).then(
    () => "",
    () => " --trust-paths",
  );
  return `${again}${trust}`;
}

/**
 * @param path  of the checkpoint
 * @throws {Failure} where the checkpoint would write outside its folder, or read what is no plain file, and no flag says so
 */
export async function resumedSettings(
  path: string,
  record: CommandRecord,
  flags: Readonly<Record<string, unknown>>,
): Promise<ResumedSettings> {
  const changed: Partial<Settings> = readFlags(resumedFlags, flags);
  const kept = record.settings;
  const outputs = Object.fromEntries(Object.entries(outputsOf(kept)).filter(([name]) => !Object.hasOwn(changed, name)));
  const beside = flags.trustPaths === true ? outputs : await requireBeside(path, outputs);
  const data = typeof flags.data === "string" ? flags.data : record.data;
  if (data === "-" && flags.data === undefined)
    throw new Failure(`${path}: its data came from standard input. Give it again: --data FILE or --data -.`);
  if (flags.data === undefined) await requirePlainFile(path, "--data", data);
  if (changed.labels === undefined && kept.labels !== undefined) await requirePlainFile(path, "--labels", kept.labels);
  return { settings: { ...kept, ...beside, json: false, ...changed }, data, changed };
}
