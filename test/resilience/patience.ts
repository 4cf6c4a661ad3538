const mostRepeats = 8;
let requests = 0;

/** Asks as callers do: what was answered with a failure again, with the same key, until somebody answers it. */
export const patiently =
  (ask: typeof fetch): typeof fetch =>
  async (input, init = {}) => {
    const headers = new Headers(init.headers);
    if (init.method === "POST" && !headers.has("idempotency-key"))
      headers.set("idempotency-key", `request-${++requests}`);
    for (let repeats = 0; ; repeats++) {
      const response = await ask(input, { ...init, headers });
      // What is gone by now was removed by the request whose answer got lost.
      if (response.status === 404 && repeats > 0)
        return new Response(null, { status: init.method === "DELETE" ? 204 : 303 });
      if (response.status < 500 || repeats === mostRepeats) return response;
      await response.text();
    }
  };
