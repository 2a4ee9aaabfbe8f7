// Imported for what it does: errors that our scripts throw on purpose end the process with their message alone. Others keep their stack.
process.on("uncaughtException", (error) => {
  console.error(error.constructor === Error ? `\n${error.message}` : error);
  process.exit(1);
});
