// Hands out a core's memory from low to high, and takes back all above a mark.
import { ALIGNMENT_BYTES } from "../../assembly/abi.ts";
import { bytesOf, type CellType, type Core, type Tensor } from "./core.ts";
import { StateError } from "./errors.ts";

const align = (address: number) => Math.ceil(address / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;

export class Arena {
  #core: Core | undefined;
  #next: number;
  #highest: number;

  constructor(core: Core) {
    this.#core = core;
    this.#next = align(core.firstFreeByte);
    this.#highest = this.#next;
  }

  /** The core whose memory this is. @throws {StateError} after `close` */
  get core(): Core {
    if (this.#core === undefined) throw new StateError({ where: "arena", expected: "memory that has not been closed" });
    return this.#core;
  }

  /** Lets go of the core, so that its memory can be given back. */
  close(): void {
    this.#core = undefined;
  }

  /**
   * A new tensor of zeros; with `zeroed: false` of whatever stands there, for what will be written whole.
   * @throws {MemoryError} when it does not fit
   */
  take(name: string, type: CellType, length: number, options: { zeroed?: boolean } = {}): Tensor {
    const address = this.#next;
    const end = align(address + length * bytesOf[type]);
    this.core.reserve(end);
    const tensor = { name, type, address, length };
    // memory that was never handed out is still zero
    if (options.zeroed !== false && address < this.#highest) this.core.fill(tensor, 0);
    this.#next = end;
    this.#highest = Math.max(this.#highest, end);
    return tensor;
  }

  /** A place to `release` to. */
  mark(): number {
    return this.#next;
  }

  /** Takes back every tensor handed out since `mark`. */
  release(mark: number): void {
    this.#next = mark;
  }
}
