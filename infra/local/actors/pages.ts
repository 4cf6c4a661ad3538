import { load } from "cheerio";
import type { Fault } from "./answers.ts";

/** Values of a form's fields by name; several of one name are a list, and null takes the field away. */
export type Fields = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** A form as a browser would send it. */
export interface FilledForm {
  readonly url: string;
  readonly fields: URLSearchParams;
}

/** These fields as a form sends them. */
export const formOf = (fields: Fields): URLSearchParams =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one])),
  );

const isSameOrEmpty = (own: URLSearchParams, [name, value]: readonly [string, unknown]): boolean =>
  !own.has(name) || typeof value !== "string" || own.get(name) === value;

/** Puts what a person types and chooses in the place of what stands in the form. */
const type = (own: URLSearchParams, typed: Fields): URLSearchParams => {
  const fields = new URLSearchParams(own);
  for (const [name, value] of Object.entries(typed)) {
    if (value === undefined) continue;
    fields.delete(name);
    for (const one of [value ?? []].flat()) fields.append(name, one);
  }
  return fields;
};

/**
 * The form of a page that posts to a path with this ending, filled in: hidden fields, ticked boxes and chosen options as
 * they stand, and what is typed. A button with its own `formaction` sends the form it is in. Where several forms post
 * there, the one whose hidden fields say the same as what is typed. `undefined` where the page has no such form.
 */
export const fillIn = (html: string, pageUrl: string, ending: string, typed: Fields = {}): FilledForm | undefined => {
  const $ = load(html);
  const found = $("form[action], [formaction]")
    .toArray()
    .map((element) => {
      const button = $(element);
      const url = new URL(button.attr("formaction") ?? button.attr("action") ?? "", pageUrl);
      const form = button.closest("form");
      const own = form.serializeArray().map(({ name, value }): [string, string] => [name, value]);
      const hidden = form.find("input[type=hidden]").serializeArray();
      const marks = new URLSearchParams(hidden.map(({ name, value }): [string, string] => [name, value]));
      return { url, own: new URLSearchParams(own), marks };
    })
    .filter(({ url }) => url.pathname.endsWith(ending));
  const entries = Object.entries(typed);
  const chosen = found.find(({ marks }) => entries.every((entry) => isSameOrEmpty(marks, entry))) ?? found[0];
  return chosen && { url: chosen.url.href, fields: type(chosen.own, typed) };
};

/** The main heading of a page. */
export const headingOf = (html: string): string => load(html)("h1").first().text().trim().replaceAll(/\s+/g, " ");

/** The value of the first field of that name anywhere on a page. */
export const fieldOn = (html: string, name: string): string | undefined =>
  load(html)(`[name="${name}"]`).first().attr("value");

/** Every value that a page offers for a field, in its order. */
export const choicesOf = (html: string, name: string): string[] => {
  const $ = load(html);
  const values = $(`[name="${name}"]`)
    .toArray()
    .map((field) => $(field).attr("value") ?? "");
  return [...new Set(values)];
};

/** The faults that a page lists at its top, each by the field it leads to. */
export const faultsOn = (html: string): Fault[] => {
  const $ = load(html);
  return $('[role="alert"] a[href^="#"]')
    .toArray()
    .map((link) => ({ field: ($(link).attr("href") ?? "#").slice(1), message: $(link).text().trim() }));
};
