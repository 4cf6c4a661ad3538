import type { Locale } from "../../shared/policy/locales.ts";

/** What every page behind a link knows. */
export interface PageSetting {
  readonly locale: Locale;
  readonly operatorName: string;
  /** The acceptance portal whose page this is; Rapport's own without one. */
  readonly portalName?: string | undefined;
  /** The link's path segment, as it came. */
  readonly link: string;
  /** Whether the request is a test. */
  readonly sandbox?: boolean;
}

/** Where a form of a page is posted to, with the page's language: whatever answers, a problem too, stays in it. */
export const actionOf = ({ link, locale }: Pick<PageSetting, "link" | "locale">, act: string): string =>
  `/i/${link}/${act}?lang=${locale}`;
