// exp, tanh, log and sigmoid in nanoseconds per element, beside the host's own.
import { compiled } from "./compile.mjs";
import { interleaved } from "./measure.mjs";

const COUNT = 4096;
const hosts = { exp: Math.exp, tanh: Math.tanh, log: Math.log };

export async function functions(peak, options) {
  const core = await compiled("functions");
  const inputs = new Float32Array(core.memory.buffer, 65536, COUNT);
  for (let i = 0; i < COUNT; i++) inputs[i] = 8 * (((i * 7919) % 1009) / 1009) + 0.01;
  const outputs = new Float32Array(COUNT);
  const names = ["exp", "tanh", "log", "sigmoid"];
  const tasks = names.map((name) => ({ run: () => core[`${name}All`](131072, 65536, COUNT) }));
  for (const host of Object.values(hosts))
    tasks.push({
      run: () => {
        for (let i = 0; i < COUNT; i++) outputs[i] = host(inputs[i]);
      },
    });
  const times = interleaved(tasks, peak, options);
  const each = ({ fastest }) => (1e9 * fastest) / COUNT;
  return names.map((name, i) => {
    const host = Object.keys(hosts).indexOf(name);
    return {
      function: name,
      nanoseconds: each(times[i]),
      host: host < 0 ? null : each(times[names.length + host]),
      spread: times[i].spread,
    };
  });
}
