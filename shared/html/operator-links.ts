import { isOffered, type Locale } from "../policy/locales.ts";
import type { OperatorLinks } from "../policy/operator-settings.ts";
import { textsIn } from "../policy/texts-in.ts";
import { html, type Html } from "./html.ts";
import type { Texts } from "./texts/shape.ts";

const loadWords = textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }));

/** Where the operator's links stand in a page or mail. The view knows the language; the deployment knows the links. */
export const operatorPlace = (lang: Locale): Html => html`<!--operator ${lang}-->`;

/** Where the operator's privacy notice is linked from a sentence about what is kept. */
export const privacyPlace: Html = html`<!--privacy-->`;

const place = /(<br \/>)?<!--operator (\w\w)-->/;

const names = ["contact", "help", "privacy", "imprint"] as const satisfies (keyof OperatorLinks)[];

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
  const texts = await loadWords(lang);
  const found = names.flatMap((name) => {
    const href = links[name];
    return href === undefined ? [] : [{ href: name === "contact" ? `mailto:${href}` : href, words: texts[name] }];
  });
  const drawn = found.map(drawLink);
  const shown = drawn.length === 0 ? "" : before + drawn.join(" · ");
  return { markup: markup.replace(there, () => shown), links: found, lang };
}

const drawLink = ({ href, words }: OperatorLink): string =>
  html`<a class="link" href="${href}">${words}</a>`.toString();

/** Completes pages with the operator's links, given as the JSON that the stack tells. */
export const pageFinisher =
  (json: string) =>
  async (page: string): Promise<string> => {
    const settings = JSON.parse(json) as OperatorLinks;
    const { markup, links } = await placeLinks(settings, page);
    const privacy = links.find(({ href }) => href === settings.privacy);
    return markup.replace(privacyPlace.toString(), () => (privacy === undefined ? "" : drawLink(privacy)));
  };
