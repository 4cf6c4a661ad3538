import * as z from "zod/mini";
import type { AnswerDescription, BodyDescription } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";

/** What pages of the portal send. */
export const form = "application/x-www-form-urlencoded";

const lang = described(z.optional(text), "Language of the page; without it the browser's.");

/** What the address of every page takes. */
export const query = z.object({ lang });

/** The same, for what is done with one permission or with all. */
export const permissionQuery = z.object({
  lang,
  permission: described(z.optional(text), "One permission; all of them where it is absent."),
});

/** A page as an answer. */
export const page = (description: string): AnswerDescription => ({
  description,
  type: "text/html",
  schema: described(text, "A page."),
});

/** What every route of a session says of it. */
export const sessionNote =
  "Needs the session's cookie; without it one is led to sign in. A form needs the session's `csrf` too.";

/** For who is not signed in. */
export const toSignIn: AnswerDescription = {
  description: "Not signed in: to the form that asks for a link.",
  headers: ["Location", "Referrer-Policy"],
};

/** Done, and on to the page that says so. */
export const back: AnswerDescription = {
  description: "Done; or not signed in, and on to the form that asks for a link.",
  headers: ["Location", "Referrer-Policy"],
};

/** Done, and the session begins or ends with it. */
export const toSession: AnswerDescription = {
  description: "Done, and on to the portal.",
  headers: ["Location", "Referrer-Policy", "Set-Cookie"],
};

const csrf = described(z.optional(text), "What the session's pages put into their forms.");

/** A form that posts such fields, and what shows that it is of this session. */
export const formOf = (
  fields: Readonly<Record<string, z.ZodMiniType>>,
  examples: BodyDescription["examples"],
): BodyDescription => ({ type: form, schema: z.strictObject({ csrf, ...fields }), optional: true, examples });

/** A form that says nothing but where it comes from. */
export const seen: BodyDescription = formOf({}, { button: { summary: "A button", value: { csrf: "…" } } });

const parameter = (description: string, example: string) =>
  z.string().register(documented, { description, examples: [example] });

/** The path of a mailed link. */
export const tokenIn = {
  token: parameter("From the mail. It works once, for fifteen minutes.", "01JD0000000000000000000005.1.1.vTq0"),
};

/** The path of a customer. */
export const customerIn = { id: parameter("A customer of the address.", "cus_01JD0000000000000000000004") };

/** The path of a relationship. */
export const relationshipIn = {
  id: parameter("A relationship of a customer of the address.", "rel_01JD0000000000000000000003"),
};

/** An invitation in the path of its relationship. */
export const invitationIn = {
  invitation: parameter("An invitation that was accepted for it.", "inv_01JD0000000000000000000001"),
};

/** The path of a partner. */
export const partnerIn = { partnerId: parameter("A partner.", "ptn_01JD0000000000000000000002") };

/** The path of an administrator. */
export const administratorIn = {
  administrator: parameter("An administrator, by what stands for the address.", "01JD0000000000000000000005"),
};
