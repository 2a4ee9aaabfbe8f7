// A Cloudflare Worker that predicts with a saved model and learns from the rows that requests bring. Every NAME in its
// addresses is a model of its own, which begins as the saved one.
//   POST /NAME/predict  { "inputs": [[…], …] }                     → { "classes": […], "probabilities": [[…], …] }
//   POST /NAME/learn    { "inputs": [[…], …], "targets": [3, …] }  → { "round", "steps", "done", "loss", "accuracy", "fingerprint" }
//   GET  /NAME                                                     → { "round", "steps", "done", "fingerprint" }
export { Learner } from "./learner.js";

const methods = new Map([
  ["predict", "POST"],
  ["learn", "POST"],
  ["", "GET"],
]);

export default {
  async fetch(request, env) {
    const [, name, action = ""] = new URL(request.url).pathname.split("/");
    if (!/^[\w-]{1,64}$/.test(name ?? "")) return Response.json({ error: "Ask for /NAME/predict." }, { status: 404 });
    const wanted = methods.get(action);
    if (wanted === undefined) return Response.json({ error: `There is no /NAME/${action}.` }, { status: 404 });
    if (request.method !== wanted) {
      const error = `Use ${wanted} here.`;
      return Response.json({ error }, { status: 405, headers: { allow: wanted } });
    }
    return env.LEARNERS.get(env.LEARNERS.idFromName(name)).fetch(request);
  },
};
