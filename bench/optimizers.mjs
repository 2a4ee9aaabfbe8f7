// Each optimizer's update in nanoseconds per parameter, on normal numbers and where everything it keeps has become subnormal.
import { kernelCall } from "./kernels.mjs";
import { interleaved } from "./measure.mjs";

const COUNT = 4096; // all vectors stay in the first two caches
const SUBNORMAL = 1e-40;

const made = (ravine) => ({
  sgd: ravine.sgd({ learningRate: 1e-9 }),
  momentum: ravine.sgd({ learningRate: 1e-9, momentum: 0.9 }),
  nesterov: ravine.sgd({ learningRate: 1e-9, momentum: 0.9, nesterov: true }),
  ...Object.fromEntries(
    ["adam", "adamw", "adamax", "nadam", "radam", "rmsprop", "adagrad", "adadelta", "lion"].map((name) => [
      name,
      ravine[name](name === "adadelta" ? {} : { learningRate: 1e-9 }),
    ]),
  ),
  amsgrad: ravine.adam({ learningRate: 1e-9, amsgrad: true }),
});

/** Writes an optimizer's records beside its numbers, and returns a function that makes one update. */
function update(core, optimizer, at, small) {
  let next = at;
  const take = (bytes) => {
    const address = next;
    next += Math.ceil(bytes / 64) * 64;
    return { address };
  };
  const parameters = take(4 * COUNT);
  const gradients = take(4 * COUNT);
  const vectors = optimizer.vectors.map(() => take(4 * COUNT));
  const scalars = take(64);
  const settings = take(128);
  const rates = take(64);
  const cursor = take(64);
  const scratch = take(core.tailScratchBytes.value);
  const calls = [];
  const program = {
    emit(kernel, operands) {
      const words = Object.entries(operands).map(([name, value]) => [name, value?.address ?? value ?? 0]);
      calls.push(kernelCall(core, kernel, Object.fromEntries(words), take(128).address));
    },
  };
  optimizer.emit(program, { parameters, gradients, vectors, scalars, settings, rates, cursor, scratch, count: COUNT });
  const floats = ({ address }, length) => new Float32Array(core.memory.buffer, address, length);
  const doubles = ({ address }, length) => new Float64Array(core.memory.buffer, address, length);
  const prepare = () => {
    for (let i = 0; i < COUNT; i++) {
      const value = ((i * 7919) % 1009) / 1009 - 0.5;
      floats(parameters, COUNT)[i] = value;
      floats(gradients, COUNT)[i] = small ? SUBNORMAL * value : value;
      for (const vector of vectors) floats(vector, COUNT)[i] = small ? SUBNORMAL * Math.abs(value) : Math.abs(value);
    }
    doubles(scalars, optimizer.scalars.length).set(optimizer.scalars);
    doubles(settings, optimizer.settings.length).set(optimizer.settings);
    doubles(rates, 1)[0] = 1e-9;
  };
  const run =
    calls.length === 1
      ? calls[0]
      : () => {
          for (const call of calls) call();
        };
  return { prepare, run, end: next };
}

/** Nanoseconds of each optimizer. */
export function optimizers(core, ravine, peak, options) {
  const all = made(ravine);
  const tasks = [];
  let at = Math.ceil(core.firstFreeByte() / 64) * 64;
  core.memory.grow(Math.ceil((Object.keys(all).length * 2 * 8 * 4 * COUNT) / 65536));
  for (const [name, optimizer] of Object.entries(all)) {
    for (const small of [false, true]) {
      const task = update(core, optimizer, at, small);
      at = task.end;
      tasks.push({ name, small, ...task });
    }
  }
  const times = interleaved(tasks, peak, options);
  const nanoseconds = (i) => (1e9 * times[i].fastest) / COUNT;
  return Object.keys(all).map((optimizer, i) => ({
    optimizer,
    nanoseconds: nanoseconds(2 * i),
    subnormal: nanoseconds(2 * i + 1),
    ratio: times[2 * i + 1].fastest / times[2 * i].fastest,
    spread: times[2 * i].spread,
  }));
}
