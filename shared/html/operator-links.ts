import { isOffered, type Locale } from "../policy/locales.ts";
import type { OperatorLinks } from "../policy/operator-settings.ts";
import { html, type Html } from "./html.ts";

/** Where the operator's links stand in a page or mail. The view knows the language; the deployment knows the links. */
export const operatorPlace = (lang: Locale): Html => html`<!--operator ${lang}-->`;

const place = /(<br \/>)?<!--operator (\w\w)-->/;

/** A link of the operator in words. */
export interface OperatorLink {
  readonly href: string;
  readonly words: string;
}

/** Puts a deployment's links into a page or mail. Answers as well which they were, for a mail's text. */
export async function placeLinks(
  links: OperatorLinks,
  markup: string,
): Promise<{ readonly markup: string; readonly links: readonly OperatorLink[]; readonly lang: Locale | null }> {
  const [there = "", before = " · ", lang] = place.exec(markup) ?? [];
  if (!isOffered(lang)) return { markup, links: [], lang: null };
  // A file beside the bundle: what a cold start does not need is left out of it.
  const { default: words } = await import("../policy/operator-words.json", { with: { type: "json" } });
  const found = Object.entries(words[lang]).flatMap(([name, words]) => {
    const href = links[name as keyof OperatorLinks];
    return href === undefined ? [] : [{ href: name === "contact" ? `mailto:${href}` : href, words }];
  });
  const drawn = found.map(({ href, words }) => html`<a class="link" href="${href}">${words}</a>`.toString());
  const shown = drawn.length === 0 ? "" : before + drawn.join(" · ");
  return { markup: markup.replace(there, () => shown), links: found, lang };
}

/** Completes pages with the operator's links, given as the JSON that the stack tells. */
export const pageFinisher =
  (json: string) =>
  async (page: string): Promise<string> =>
    (await placeLinks(JSON.parse(json) as OperatorLinks, page)).markup;
