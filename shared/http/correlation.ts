const wellFormed = /^[A-Za-z0-9_-]{1,64}$/;
const made = new WeakMap<object, string>();

/**
 * The request's correlation id: the caller's own, or a new one that stays the same for the request.
 * What is not a plain id is not taken over, for it goes into logs and events.
 */
export function correlationIdOf<Event extends { readonly headers: Record<string, string | undefined> }>(
  event: Event,
  makeNew: (event: Event) => string,
): string {
  const given = event.headers["x-correlation-id"];
  if (given !== undefined && wellFormed.test(given)) return given;
  const known = made.get(event);
  if (known !== undefined) return known;
  const correlationId = makeNew(event);
  made.set(event, correlationId);
  return correlationId;
}
