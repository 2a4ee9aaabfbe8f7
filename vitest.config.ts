// How the tests run. Knows no test.
import { configDefaults, defineConfig } from "vitest/config";

/** test/long holds what takes minutes; it runs when it is asked for: npm test -- test/long */
const long = process.argv.some((argument) => argument.includes("test/long")) || process.env.RAVINE_LONG !== undefined;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "build/**", ...(long ? [] : ["test/long/**"])],
    testTimeout: long ? 600_000 : 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
    watch: false,
  },
});
