import { withCatalogue } from "../../policy/permission-texts.ts";
import { textsIn } from "../../policy/texts-in.ts";
import { loadMessageTexts } from "./messages.ts";
import type { Texts } from "./request-texts/shape.ts";

/** Texts of the mails about a request. */
export type RequestMailTexts = Awaited<ReturnType<typeof loadRequestMailTexts>>;

const loadTexts = textsIn<Texts>((lang) => import(`./request-texts/${lang}.json`, { with: { type: "json" } }));

/** Reads it. */
export const loadRequestMailTexts = withCatalogue(async (lang) => ({
  ...(await loadTexts(lang)),
  message: await loadMessageTexts(lang),
}));
