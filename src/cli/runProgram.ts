// The binary's program: help and parsing made of the tables of commands and flags, and what is said when it ends badly.
import { Command, CommanderError, Option } from "commander";
import { type CommandRow, commandTable } from "./commandTable.ts";
import { exitCodes } from "./exitCodes.ts";
import { Failure, failureOf } from "./failure.ts";
import { type Flag, flagName } from "./flag.ts";
import { shellQuoted } from "./shellQuoted.ts";
import { standardError, standardOutput } from "./standardStreams.ts";

const defaultText = (fallback: unknown): string | undefined =>
  fallback === undefined || fallback === false ? undefined : String(fallback);

/** The flag, and the one that takes it back. */
function optionsOf(name: string, { argument, rule, help, shown, without }: Flag): Option[] {
  const words = argument === undefined ? flagName(name) : `${flagName(name)} ${argument}`;
  const fallback = shown ?? defaultText(rule.fallback);
  const option = new Option(words, fallback === undefined ? help : `${help} (default: ${fallback})`);
  return without === undefined ? [option] : [option, new Option(`--no-${name}`, without)];
}

function commandOf(
  { name, takes, description, flags, after, run }: CommandRow,
  line: string,
  end: (code: number) => void,
) {
  const command = new Command(name).description(description);
  for (const [operand, help] of Object.entries(takes)) command.argument(`<${operand}>`, help);
  for (const option of Object.entries(flags).flatMap((entry) => optionsOf(...entry))) command.addOption(option);
  if (after !== undefined) command.addHelpText("after", after);
  return command.action(async (...received: unknown[]) => {
    const operands = received.slice(0, Object.keys(takes).length) as string[];
    end(await run(operands, received[operands.length] as Readonly<Record<string, unknown>>, line));
  });
}

/** Help, which commander ends with a newline. */
const linesOf = (text: string) => text.replace(/\n$/, "").split("\n");

/** A fault that commander found; what was typed is quoted in it, and stays in its line. */
function errorLines(text: string): string[] {
  const [, fault, ...suggestion] = /^(?:error: )?(.*?)(?:\n(\(Did you mean [^\n]*\?\)))?\n?$/s.exec(text) ?? ["", text];
  return [`ravine: ${fault}`, ...suggestion.filter((line) => line !== undefined)];
}

/** Every command; `end` gets the exit code. */
function programOf(version: string, words: readonly string[], end: (code: number) => void): Command {
  const program = new Command("ravine")
    .description("Trains neural networks on tables: to the same bits on every machine, with a judgement of each run.")
    .version(version, "-V, --version", "say the version")
    .showHelpAfterError("(ravine --help, and ravine COMMAND --help, say more)")
    .addHelpText(
      "after",
      `
Examples:
  ravine train iris.csv --target species
  ravine predict model.safetensors new.csv --out predictions.csv
  ravine compare iris --optimizers sgd,sgd:momentum=0.9,adam --seeds 5
  ravine race beale

Exit codes: 0 done, 1 failed while running (or diverged), 2 bad usage or bad input, 130 interrupted (it says whether there is a checkpoint).`,
    );
  const line = `ravine ${words.map(shellQuoted).join(" ")}`;
  for (const row of commandTable) program.addCommand(commandOf(row, line, end));
  for (const command of [program, ...program.commands]) {
    command
      .copyInheritedSettings(program)
      .exitOverride()
      .configureOutput({
        writeOut: (text) => standardOutput.lines(...linesOf(text)),
        writeErr: (text) => standardError.lines(...linesOf(text)),
        outputError: (text) => standardError.lines(...errorLines(text)),
      });
  }
  return program;
}

/** Says what went wrong, on standard error, without a stack. @returns the exit code */
function sayFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage; // commander has said it
  const failure = error instanceof Failure ? error : failureOf(error, { running: false });
  standardError.lines(...failure.lines.map((line) => `ravine: ${line}`));
  return failure.code;
}

/** Runs the command that the words name. @returns the exit code; nothing is thrown */
export async function runProgram(words: readonly string[], version: string): Promise<number> {
  let code: number = exitCodes.done;
  const program = programOf(version, words, (ended) => {
    code = ended;
  });
  try {
    if (words.length === 0) {
      program.outputHelp({ error: true });
      return exitCodes.usage;
    }
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (error) {
    return sayFailure(error);
  }
}
