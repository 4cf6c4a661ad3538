import { pageTexts } from "../../shared/pages/texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** Everything that the page on which reminders and requests are stopped says in one language. */
export type UnsubscribeTexts = Awaited<ReturnType<typeof loadUnsubscribeTexts>>;

/** Reads it. */
export const loadUnsubscribeTexts = pageTexts(
  textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } })),
);
