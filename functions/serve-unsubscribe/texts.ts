import { pageTexts } from "../../shared/pages/texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** The texts of the unsubscribe page in one language. */
export type UnsubscribeTexts = Awaited<ReturnType<typeof loadUnsubscribeTexts>>;

/** Loads them. */
export const loadUnsubscribeTexts = pageTexts(
  textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } })),
);
