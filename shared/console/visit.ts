import type { Caller, HttpRequest } from "../http/request.ts";
import type { Instant } from "../kernel/time.ts";
import { hostCookieIn } from "../pages/cookies.ts";
import { localeOf } from "../pages/reader.ts";
import type { Locale } from "../policy/locales.ts";
import type { Clock } from "../runtime/dependencies.ts";
import { addressOf } from "./addresses.ts";
import type { ConsoleTexts } from "./texts.ts";

/** A session of the console, as far as pages need it. */
interface OpenSession {
  readonly user: Caller;
  readonly partner: PartnerSetting;
  readonly csrf: string;
}

/** The partner whose console it is. */
interface PartnerSetting {
  readonly displayName: string;
  readonly frozen: boolean;
  readonly sandbox: boolean;
}

/** The dependencies of every page of the console. */
export interface ConsoleDependencies {
  readonly clock: Clock;
  readonly operatorName: string;
  /** Opens the session of a cookie, in the role that its user has now; null if there is none. */
  readonly openSession: (cookie: string, now: Instant) => Promise<OpenSession | null>;
  /** Addresses of admins of a partner, whom a colleague can ask. */
  readonly adminsToAsk: (partnerId: string) => Promise<readonly string[]>;
}

/** Name of the session's cookie. */
export const cookieName = "rapport-console";

/** What every page of the console needs. */
export interface ConsoleSetting {
  readonly locale: Locale;
  readonly operatorName: string;
  readonly path: string;
  /** The page's own address with its query, for links to its other languages. */
  readonly address: string;
  readonly user: Pick<Caller, "id" | "email" | "role">;
  readonly partner: PartnerSetting;
  readonly csrf: string;
  /** The last action, from the address. */
  readonly done: string;
  /** Whether the form was filled in before the session ended. */
  readonly isRestored: boolean;
}

/** A request with a session, and what its answer needs. */
export interface Visit<Console extends ConsoleDependencies, Texts extends ConsoleTexts> {
  readonly console: Console;
  /** The caller is the session's user, so that commands see it as they see the caller of an API. */
  readonly request: HttpRequest & { readonly caller: Caller };
  readonly now: Instant;
  /** The session's secret. */
  readonly cookie: string;
  readonly setting: ConsoleSetting;
  readonly texts: Texts;
}

/** Opens the session of a request; null if there is none. */
export async function visitOf<Console extends ConsoleDependencies, Texts extends ConsoleTexts>(
  console: Console,
  request: HttpRequest,
  loadTexts: (lang: Locale) => Promise<Texts>,
): Promise<Visit<Console, Texts> | null> {
  const now = console.clock();
  const cookie = hostCookieIn(request.cookies, cookieName);
  const session = cookie === null ? null : await console.openSession(cookie, now);
  if (cookie === null || session === null) return null;
  const { user, partner, csrf } = session;
  const locale = localeOf(request);
  const { operatorName } = console;
  return {
    ...{ console, now, cookie },
    request: { ...request, caller: user },
    setting: {
      ...{ locale, operatorName, user, partner, csrf },
      path: request.path,
      address: addressOf({ ...request, query: { ...request.query, done: "" } }),
      done: request.query["done"] ?? "",
      isRestored: false,
    },
    texts: await loadTexts(locale),
  };
}
