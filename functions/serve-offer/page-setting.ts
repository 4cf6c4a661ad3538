import { languagesAt, type PageSetting } from "../../shared/pages/page.ts";
import type { Locale } from "../../shared/policy/locales.ts";

/** What every page of a link needs. */
export interface LinkSetting extends PageSetting {
  readonly locale: Locale;
  /** The path segment of the link. */
  readonly link: string;
}

/** The address of a form, with the page's language, so that every answer stays in it. */
export const actionOf = ({ link, locale }: Pick<LinkSetting, "link" | "locale">, act: string): string =>
  `/i/${link}/${act}?lang=${locale}`;

/** The page of a link in its other languages. */
export const languagesOf = ({ link }: Pick<LinkSetting, "link">) => languagesAt(`/i/${link}`);
