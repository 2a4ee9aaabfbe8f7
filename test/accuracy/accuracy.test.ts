// Test accuracies of five seeds against PyTorch's, on five data sets with every optimizer of the table.
import { describe, expect, test } from "vitest";
import { compared, sampleOf } from "./agreement.ts";
import { type Figures, type Name, readSplit, type Setting, settings, splits, trained } from "./pytorch.ts";

const SEEDS = [1, 2, 3, 4, 5];

const sets = new Map<Name, ReturnType<typeof readSplit>>();
function setsOf(name: Name) {
  const known = sets.get(name) ?? readSplit(name);
  sets.set(name, known);
  return known;
}

async function fiveSeeds(setting: Setting, change: Partial<Setting["config"]> = {}): Promise<Figures[]> {
  const data = await setsOf(setting.dataset);
  const figures: Figures[] = [];
  for (const seed of SEEDS) figures.push(await trained(setting, data, seed, change));
  return figures;
}

/** The part of the allowed difference that is used; `more` stands beside the standard errors. */
function difference(ours: readonly Figures[], setting: Setting, figure: keyof Figures, more = 0) {
  const values = (runs: readonly Figures[]) => sampleOf(runs.map((run) => run[figure] ?? Number.NaN));
  return compared(values(ours), values(setting.runs), more);
}

describe("means of five seeds agree with PyTorch's", () => {
  test("the table has 62 settings: ten optimizers each on five data sets, and three with tanh on four", () => {
    expect(settings.length).toBe(62);
    const names = new Set(settings.map((setting) => JSON.stringify(setting.config.optimizer.name)));
    expect(names.size).toBe(8);
    expect(settings.every(({ runs }) => runs.length === 5)).toBe(true);
  });

  test.each([
    ["half the rate", (c: Setting["config"]) => ({ optimizer: { ...c.optimizer, lr: c.optimizer.lr / 2 } })],
    ["twice the batch", (c: Setting["config"]) => ({ batch: 2 * c.batch })],
  ])("the comparison is sharp enough to notice %s on the digits", async (_, change) => {
    const setting = settings.find(({ id }) => id === "digits_relu_Adam");
    if (setting === undefined) throw new Error("no such setting");
    const ours = await fiveSeeds(setting, change(setting.config));
    expect(difference(ours, setting, "train_loss").used).toBeGreaterThan(1);
  });

  test.each(settings.map((setting) => [setting.id, setting] as const))(
    "%s: test accuracy (or R²) within four standard errors and one row, losses within four",
    async (_, setting) => {
      const ours = await fiveSeeds(setting);
      const rows = splits[setting.dataset].n_test;
      const score = difference(ours, setting, ours[0].test_acc === undefined ? "test_r2" : "test_acc", 1 / rows);
      expect(score.used, score.text).toBeLessThanOrEqual(1);
      for (const figure of ["train_loss", "test_loss"] as const) {
        const { used, text } = difference(ours, setting, figure);
        expect(used, `${figure}: ${text}`).toBeLessThanOrEqual(1);
      }
    },
  );
});
