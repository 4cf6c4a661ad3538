import { Refusal } from "../../shared/domain/refusal.ts";
import type { HttpRequest } from "../../shared/http/request.ts";

/** Longer than anything that anybody types into a field of the portal. */
const longest = 2_000;

/** A field of a posted form, trimmed; empty where it was not sent, or is no text. */
export function fieldOf({ body }: HttpRequest, name: string): string {
  const fields = typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const value = Object.hasOwn(fields, name) ? fields[name] : "";
  return typeof value === "string" ? value.trim().slice(0, longest).toWellFormed() : "";
}

/**
 * Refuses fields that a form does not have, and those that were sent several times: what somebody meant by them must not
 * pass for nothing.
 */
export function assertKnown(fields: unknown, known: readonly string[]): void {
  const entries = Object.entries((fields ?? {}) as Readonly<Record<string, unknown>>);
  const odd = entries.filter(([name, value]) => !known.includes(name) || typeof value !== "string");
  if (odd.length === 0) return;
  const faults = odd.map(([name]) => ({
    pointer: `/${name}`,
    code: "field-unknown" as const,
    message: "There is no such field, or only one.",
  }));
  throw new Refusal("validation", "The form is not that of the page.", { faults });
}
