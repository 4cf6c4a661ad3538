import { html as template } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { plainText } from "./plain-text.ts";

/** Markup that is safe to send. Only `html` makes it, so a plain string can never pass for it. */
export type Html = HtmlEscapedString;

/** What may stand in a template: text is escaped, `false`, `null` and `undefined` leave nothing, lists are joined. */
export type HtmlValue = string | number | Html | false | null | undefined | readonly HtmlValue[];

const plain = (value: HtmlValue): HtmlValue => {
  if (typeof value === "string") return plainText(value);
  return Array.isArray(value) ? value.map(plain) : value;
};

/**
 * Tagged template for HTML that escapes every value and takes out control characters and direction marks.
 * hono's own also takes promises and `any`; this one takes neither, so a page is drawn at once and an object
 * never ends up as `[object Object]`.
 */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  template(strings, ...values.map(plain)) as Html;
