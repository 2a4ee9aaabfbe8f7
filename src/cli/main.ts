// The binary `ravine`: its commands by name, and what a failure's exit code is. Knows no option of a command.
import { Command, CommanderError } from "commander";
import { checkCommand } from "./check.ts";
import { exitCodes } from "./exitCodes.ts";

const program = new Command("ravine")
  .description("Train neural networks, to the same bits everywhere.")
  .showHelpAfterError("Run with --help for every option.")
  .exitOverride();
program.addCommand(checkCommand());
for (const command of program.commands) command.copyInheritedSettings(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = exitCodes.failed;
  }
}
