import { consoleTexts } from "../../shared/console/texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** The texts of these pages in one language. */
export type OwnTexts = Awaited<ReturnType<typeof loadOwnTexts>>;

/** Loads them. */
export const loadOwnTexts = consoleTexts(
  textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } })),
);
