import type { Locale } from "../policy/locales.ts";
import { textsIn, type TextsOf } from "../policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** The words that every mail has around its content. */
export type FrameTexts = TextsOf<Texts>;

/** Texts of a mail, with the words around it. */
export type MailTextsOf<Sentences> = TextsOf<Sentences> & { readonly frame: FrameTexts };

const loadFrame = /* @__PURE__ */ textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }));

/** The same as `textsIn`, for the texts of mails. */
export function mailTextsIn<Sentences extends object>(
  read: Parameters<typeof textsIn<Sentences>>[0],
): (lang: Locale) => Promise<MailTextsOf<Sentences>> {
  const load = textsIn<Sentences>(read);
  return async (lang) => ({ ...(await load(lang)), frame: await loadFrame(lang) });
}
