import type { HttpRequest } from "../../shared/http/request.ts";

/** Longer than anything that anybody types into a field of the portal. */
const longest = 2_000;

/**
 * A field of a posted form, trimmed; empty where it was not sent, or came several times. Nothing is refused for its
 * shape: a person's browser sends it.
 */
export function fieldOf({ body }: HttpRequest, name: string): string {
  const fields = typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const value = Object.hasOwn(fields, name) ? fields[name] : "";
  return typeof value === "string" ? value.trim().slice(0, longest).toWellFormed() : "";
}
