import type { Locale } from "../policy/locales.ts";
import { madeOnce } from "../policy/made-once.ts";
import { loadSandboxTexts, type SandboxTexts } from "../policy/sandbox-texts.ts";
import { textsIn, type TextsOf } from "../policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** What the pages of all functions say alike, in one language. */
export type SharedTexts = TextsOf<Texts> & { readonly sandbox: SandboxTexts };

/** What the pages of one function say: its own sentences, and those of all pages where it has no other words. */
export type PageTextsOf<Own> = Own & SharedTexts;

const loadSharedTexts = textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }));

/** Adds what all pages say to a function's own sentences. */
export const pageTexts = <Own extends object>(
  loadOwn: (lang: Locale) => Promise<Own>,
): ((lang: Locale) => Promise<PageTextsOf<Own>>) =>
  madeOnce(async (lang) => {
    const [shared, sandbox, own] = await Promise.all([loadSharedTexts(lang), loadSandboxTexts(lang), loadOwn(lang)]);
    const { problems }: { readonly problems?: object } = own;
    return { ...shared, sandbox, ...own, problems: { ...shared.problems, ...problems } };
  });
