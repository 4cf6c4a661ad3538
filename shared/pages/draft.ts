import * as z from "zod/mini";
import type { HttpAnswer, HttpRequest } from "../http/request.ts";
import { forgottenCookie, hostCookie, hostCookieIn } from "./cookies.ts";
import { parseForm, type FormFields, type FormValues } from "./form.ts";

/**
 * What was typed into a form whose session had ended. It waits in a cookie of the browser, because the way through signing in
 * must not carry it, and fills in the form of the same page only. Nothing is sent until the reader presses its button.
 */
const draft = z.object({ path: z.string(), typed: z.record(z.string(), z.string()) });

const cookieName = "rapport-draft";

/** Long enough to sign in. */
const seconds = 3_600;

/** Browsers drop a cookie of more than 4,096 bytes. The longest text that a form accepts fits in. */
const maxLength = 3_800;

/** Removes the draft from the browser. */
export const forgottenDraft = forgottenCookie(cookieName);

/** The cookie that keeps the fields of a posted form; none if nothing was typed. */
export function draftCookies({ path, body }: HttpRequest, fields: FormFields): string[] {
  const { values } = parseForm(fields, body);
  const typed = Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "string" && value));
  const value = Buffer.from(JSON.stringify({ path, typed })).toString("base64url");
  return Object.keys(typed).length === 0 || value.length > maxLength ? [] : [hostCookie(cookieName, value, seconds)];
}

/** The draft of the page's form; null if there is none. */
export function draftIn<Fields extends FormFields>(request: HttpRequest, fields: Fields): FormValues<Fields> | null {
  const found = draft.safeParse(decoded(hostCookieIn(request.cookies, cookieName) ?? ""));
  return found.success && found.data.path === request.path ? parseForm(fields, found.data.typed).values : null;
}

/** The answer to a form that was carried out: its draft is done with. */
export const withoutDraft = (answer: HttpAnswer, { cookies }: HttpRequest): HttpAnswer =>
  hostCookieIn(cookies, cookieName) === null
    ? answer
    : { ...answer, cookies: [...(answer.cookies ?? []), forgottenDraft] };

function decoded(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, "base64url").toString());
  } catch {
    return null;
  }
}
