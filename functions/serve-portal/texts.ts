import { pageTexts } from "../../shared/pages/texts.ts";
import { withCatalogue } from "../../shared/policy/permission-texts.ts";
import { textsIn } from "../../shared/policy/texts-in.ts";
import type { Texts } from "./texts/shape.ts";

/** Everything that the portal says in one language. */
export type PortalTexts = Awaited<ReturnType<typeof loadPortalTexts>>;

/** Reads it. */
export const loadPortalTexts = pageTexts(
  withCatalogue(textsIn<Texts>((lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }))),
);
