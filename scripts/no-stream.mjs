// What papaparse gets for Node's streams in the bundle: nothing, since data comes as text, bytes or web streams.
export {};
