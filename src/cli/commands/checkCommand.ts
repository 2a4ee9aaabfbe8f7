// `ravine check`: this engine's fingerprints beside the published ones.
import { type CheckResult, check } from "../../check/check.ts";
import { exitCodes } from "../exitCodes.ts";
import { sayDocument } from "../speaker.ts";
import { standardOutput } from "../standardStreams.ts";

const words = (result: CheckResult) =>
  result.published === undefined ? "not published" : result.ok ? "same" : "DIFFERS";

/** One line per run, and one that sums up. */
export function checkText(results: readonly CheckResult[], engine: string): string[] {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.map((result) =>
    [result.name.padEnd(width), result.fingerprint, (result.published ?? "–").padEnd(16), words(result)].join("  "),
  );
  const count = (wanted: string) => results.filter((result) => words(result) === wanted).length;
  const verdicts = ["same", "DIFFERS", "not published"].filter((word) => count(word) > 0);
  const sum = verdicts.map((word) => `${count(word)} ${word.toLowerCase()}`).join(", ");
  const head = ["run".padEnd(width), "this engine".padEnd(16), "published".padEnd(16)].join("  ");
  return [head, ...lines, "", `${engine}: ${results.length} runs, ${sum}.`];
}

/** Computes, prints. @returns the exit code: 1 where a fingerprint differs */
export async function checkCommand({ json }: { readonly json?: boolean }): Promise<number> {
  const results = await check();
  const { name, version } = engineOf(process.versions);
  const ok = results.every((result) => result.ok);
  if (json) sayDocument({ command: "check", engine: { name, version }, ok, results });
  else standardOutput.lines(...checkText(results, `${name} ${version}`));
  return ok ? exitCodes.done : exitCodes.failed;
}

/** The runtime's own name first: Bun and Deno also say which Node they stand for. */
function engineOf(versions: Readonly<Record<string, string | undefined>>): { name: string; version: string } {
  const name = ["bun", "deno", "node"].find((runtime) => versions[runtime] !== undefined) ?? "node";
  return { name, version: versions[name] ?? "" };
}
