// What the caller and the thread say to each other.
import type { ErrorFields } from "../core/errors.ts";

/** The key that marks an object which stands for something that cannot be cloned. */
export const MARK = "ravine:stands-for";

/** What stands for a function, a description with functions, an abort signal, a core, or an object that lives in the thread. */
export type Marked =
  | { readonly [MARK]: "function" | "held"; readonly number: number }
  | { readonly [MARK]: "signal"; readonly number: number; readonly aborted: boolean }
  | { readonly [MARK]: "optimizer" | "schedule" | "standardizer"; readonly json: unknown }
  | { readonly [MARK]: "core"; readonly kind: "wasm" | "relaxed"; readonly module: WebAssembly.Module };

/** An object that stays in the thread, as the caller sees it. */
export interface Held {
  readonly number: number;
  /** properties that never change, as they are */
  readonly values: Readonly<Record<string, unknown>>;
  /** properties that are asked for each time */
  readonly live: readonly string[];
  readonly methods: readonly string[];
  /** other held objects among the properties */
  readonly held: Readonly<Record<string, Held>>;
}

export type ToThread =
  /** `on` null: one of the thread's own functions; `args` null: a property */
  | {
      readonly what: "call";
      readonly id: number;
      readonly on: number | null;
      readonly name: string;
      readonly args: unknown;
    }
  /** the signal that was given to call `id` */
  | { readonly what: "abort"; readonly id: number }
  | { readonly what: "answer"; readonly id: number; readonly value?: unknown; readonly error?: WireError }
  | { readonly what: "free"; readonly number: number };

export type ToCaller =
  | { readonly what: "ready" }
  | {
      readonly what: "answer";
      readonly id: number;
      readonly value?: unknown;
      readonly held?: Held;
      readonly error?: WireError;
    }
  | { readonly what: "call"; readonly id: number; readonly function: number; readonly args: readonly unknown[] };

/** An error as it travels. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** of the library's own errors */
  readonly fields?: ErrorFields;
  /** where the caller's side keeps it, of what one of its functions threw */
  readonly thrown?: number;
}
