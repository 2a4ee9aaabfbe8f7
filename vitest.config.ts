// How the tests run.
import { configDefaults, defineConfig } from "vitest/config";

/** test/long holds what takes minutes; it runs when it is asked for: npm test -- test/long */
const long = process.argv.some((argument) => argument.includes("test/long")) || process.env.RAVINE_LONG !== undefined;

/** Ends what hangs. No test is measured by it: on a busy machine each may take ten times as long as alone. */
const HANGING_MILLISECONDS = 600_000;

/**
 * What `npm run test:quick` leaves out: more than half of the time, mostly processes of their own and whole trainings; and what replaces
 * a module, since its files share their modules.
 */
const slow = [
  "test/accuracy/accuracy.test.ts",
  "test/activations/particular.test.ts",
  "test/cli/{badInput,check,columnarFiles,commands,damaged,endings,files,hostileText,largeFiles,moments,numpy}.test.ts",
  "test/curvature/{experiment,newton,products}.test.ts",
  "test/data/{headers,longTable}.test.ts",
  "test/diagnosis/healthy.test.ts",
  "test/formats/{damage,models}.test.ts",
  "test/house/{adding,docs,sizes,start}.test.ts",
  "test/layers/state.test.ts",
  "test/lecture/**",
  "test/network/{gradient,initializers}.test.ts",
  "test/package/**",
  "test/report/{anyCurve,escaped}.test.ts",
  "test/resume/{cuts,memory}.test.ts",
  "test/training/{garbage,reference,reproducible}.test.ts",
];

export default defineConfig(({ mode }) => ({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [
      ...configDefaults.exclude,
      "build/**",
      ...(long ? [] : ["test/long/**"]),
      ...(mode === "quick" ? slow : []),
    ],
    testTimeout: HANGING_MILLISECONDS,
    hookTimeout: HANGING_MILLISECONDS,
    coverage: { include: ["src/**/*.ts"], reporter: ["text-summary", "html"] },
    allowOnly: false,
    watch: false,
  },
}));
