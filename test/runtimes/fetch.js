// Runs the conformance program as an edge function: the request's body is the checkpoint that is given.
import * as ravine from "ravine";
import * as worker from "ravine/worker";
import { conformance } from "./conformance.js";

export async function answer(request) {
  try {
    return Response.json(await conformance({ ravine, worker, given: await request.text() }));
  } catch (error) {
    return new Response(error.stack, { status: 500 });
  }
}
export default { fetch: answer };
