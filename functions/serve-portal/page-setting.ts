import type { Locale } from "../../shared/policy/locales.ts";

/** What every page of the portal knows. */
export interface PageSetting {
  readonly locale: Locale;
  readonly operatorName: string;
  /** Where the page is, for its other languages. */
  readonly path: string;
}

/** What every page of a session knows. */
export interface SessionSetting extends PageSetting {
  readonly email: string;
  readonly csrf: string;
  /** What was just done, as it stands in the address. */
  readonly done: string;
}
