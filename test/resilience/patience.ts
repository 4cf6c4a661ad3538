const mostRepeats = 8;
let requests = 0;

/** Repeats a failed request with the same idempotency key, as callers do. */
export const patiently =
  (ask: typeof fetch): typeof fetch =>
  async (input, init = {}) => {
    const headers = new Headers(init.headers);
    if (init.method === "POST" && !headers.has("idempotency-key"))
      headers.set("idempotency-key", `request-${++requests}`);
    for (let repeats = 0; ; repeats++) {
      const response = await ask(input, { ...init, headers });
      // A removal, or the form of a link that works once, was done by the request whose answer was lost.
      const isUsedUp = init.method === "POST" && !new Request(input).url.includes("/v1/");
      if (response.status === 404 && repeats > 0 && (isUsedUp || init.method === "DELETE"))
        return new Response(null, { status: isUsedUp ? 303 : 204 });
      if (response.status < 500 || repeats === mostRepeats) return response;
      await response.text();
    }
  };
