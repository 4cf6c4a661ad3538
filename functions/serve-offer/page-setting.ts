import { languagesAt, type PageSetting } from "../../shared/pages/page.ts";
import type { Locale } from "../../shared/policy/locales.ts";

/** What every page behind a link knows. */
export interface LinkSetting extends PageSetting {
  readonly locale: Locale;
  /** The link's path segment, as it came. */
  readonly link: string;
}

/** Where a form of a page is posted to, with the page's language: whatever answers, a problem too, stays in it. */
export const actionOf = ({ link, locale }: Pick<LinkSetting, "link" | "locale">, act: string): string =>
  `/i/${link}/${act}?lang=${locale}`;

/** The page of a link in its other languages. */
export const languagesOf = ({ link }: Pick<LinkSetting, "link">) => languagesAt(`/i/${link}`);
