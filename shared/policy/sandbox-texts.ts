import type { Texts } from "./sandbox-texts/shape.ts";
import { textsIn, type TextsOf } from "./texts-in.ts";

/** The texts that mark test data: above its page or mail, and in brackets before a subject or beside a name. */
export type SandboxTexts = TextsOf<Texts>;

/** Loads them. */
export const loadSandboxTexts = textsIn<Texts>(
  (lang) => import(`./sandbox-texts/${lang}.json`, { with: { type: "json" } }),
);
