import { withCatalogue } from "../../policy/permission-texts.ts";
import { mailTextsIn } from "../../mail/mail-texts.ts";
import { loadMessageTexts } from "./messages.ts";
import type { Texts } from "./request-texts/shape.ts";

/** Texts of the mails about a request. */
export type RequestMailTexts = Awaited<ReturnType<typeof loadRequestMailTexts>>;

const loadTexts = /* @__PURE__ */ mailTextsIn<Texts>(
  (lang) => import(`./request-texts/${lang}.json`, { with: { type: "json" } }),
);

/** Reads it. Bundles that make no such mail leave it out. */
export const loadRequestMailTexts = /* @__PURE__ */ withCatalogue(async (lang) => ({
  ...(await loadTexts(lang)),
  message: await loadMessageTexts(lang),
}));
