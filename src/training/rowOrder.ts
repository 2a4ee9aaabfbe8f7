// The row order of an epoch: as rows stand, shuffled by the core, or the caller's.
import type { Tensor } from "../core/core.ts";
import type { Pace } from "../core/pace.ts";
import { PassList } from "../core/passes.ts";
import { writeProgram } from "../core/program.ts";
import type { Model } from "../network/model.ts";
import { EPOCH_ORDER } from "../numbers/purposes.ts";
import type { Order } from "./fitOptions.ts";

/** Rows shuffled between two rests. */
const PIECE_ROWS = 1 << 16;

/** Row numbers 0 … rows − 1. */
function ascending(rows: number): Uint32Array {
  const order = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) order[row] = row; // `from` with a function takes 10 ns more per row
  return order;
}

/** The order in which a run takes its rows, in the core's memory. */
export class RowOrder {
  readonly tensor: Tensor;
  readonly #model: Model;
  readonly #shuffle: boolean | Order;
  readonly #seed: number;
  readonly #ascending: Uint32Array;
  readonly #stream: Tensor;
  readonly #shuffling: PassList;

  constructor(model: Model, rows: number, options: { readonly shuffle: boolean | Order; readonly seed: number }) {
    const { arena, fitSpace } = model;
    this.#model = model;
    this.#shuffle = options.shuffle;
    this.#seed = options.seed;
    this.#ascending = ascending(rows);
    this.tensor = arena.take("order", "uint32", rows, { zeroed: false });
    this.#stream = arena.take("order.stream", "uint32", 8);
    const { cursor } = fitSpace;
    const { scratch } = model.shared;
    const shuffle = writeProgram(arena, "order.program", (p) =>
      p.emit("orderShuffle", { order: this.tensor, stream: this.#stream, scratch, cursor, count: PIECE_ROWS }),
    );
    this.#shuffling = new PassList(arena, cursor, "order.passes");
    for (let row = 0; row < rows; row += PIECE_ROWS) this.#shuffling.add(shuffle, row);
    this.#shuffling.write();
  }

  /** Writes the order of epoch `epoch`. @throws {ShapeError | DataError} on a bad order of the caller's */
  async write(epoch: number, pace: Pace): Promise<void> {
    const { core } = this.#model;
    const rows = this.tensor.length;
    if (typeof this.#shuffle !== "boolean") {
      const { callersOrder } = await import("./callersOrder.ts");
      core.write(this.tensor, await callersOrder(this.#shuffle, epoch, rows));
      return;
    }
    core.write(this.tensor, this.#ascending);
    if (!this.#shuffle) return;
    const seed = [this.#seed % 2 ** 32, Math.floor(this.#seed / 2 ** 32)];
    core.write(this.#stream, [...seed, EPOCH_ORDER, epoch, 0, 0, rows]);
    await this.#shuffling.walk(pace);
  }
}
