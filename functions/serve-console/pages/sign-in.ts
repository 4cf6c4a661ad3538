import { endAllConsoles, endConsole, openConsole, startConsole } from "../../../shared/console-access/open-session.ts";
import { consoleHours } from "../../../shared/console-access/model.ts";
import { consolePath, wantedPage } from "../../../shared/console/addresses.ts";
import { cookieName } from "../../../shared/console/visit.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../../shared/http/request.ts";
import { seeOther } from "../../../shared/pages/answers.ts";
import { forgottenCookie, hostCookie, hostCookieIn } from "../../../shared/pages/cookies.ts";
import { inLanguage } from "../../../shared/pages/in-language.ts";
import { languagesAt, page } from "../../../shared/pages/page.ts";
import { localeOf } from "../../../shared/pages/reader.ts";
import { onTo, sessionAnswer } from "../../../shared/pages/session-answers.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { formAction, showing, type Console } from "../dependencies.ts";
import type { PoolClaims } from "../exchange-code.ts";
import { attemptCookie, attemptOf, challengeOf, forgottenAttempt } from "../sign-in-cookie.ts";
import { loadOwnTexts, type OwnTexts } from "../texts.ts";

/** What every page without a session needs. */
interface Outside {
  readonly operatorName: string;
  readonly locale: Locale;
}

const signInLink = (locale: Locale, words: string, next?: string): Html =>
  html`<p class="actions"><a class="button" href="${consolePath("/sign-in", { locale, next })}">${words}</a></p>`;

/** The page after signing out, and after a session has ended. */
export const signedOutPage = (
  setting: Outside & { readonly done: string; readonly next: string },
  { signedOut: words, ...texts }: OwnTexts,
): string => {
  const { title, text } =
    words[setting.done === "ended" ? "ended" : setting.done === "everywhere" ? "everywhere" : "here"];
  return page(setting, texts, {
    title,
    languages: languagesAt("/console/signed-out"),
    main: html`<p>${text}</p>
      ${signInLink(setting.locale, words.again, setting.done === "ended" ? setting.next : undefined)}`,
  });
};

/** The page for an operator, who has no partner's console, with the command that gets a token. */
export const operatorPage = (
  setting: Outside & { readonly command: string },
  { operator, ...texts }: OwnTexts,
): string =>
  page(setting, texts, {
    title: operator.title,
    main: html`<p>${operator.text}</p>
      <p><code>${setting.command}</code></p>`,
  });

/** The page after the sign-in pages where nobody was signed in. It shows nothing of the address. */
export const notSignedInPage = (
  setting: Outside & { readonly cause: "failed" | "unknown" },
  { notSignedIn, ...texts }: OwnTexts,
): string =>
  page(setting, texts, {
    title: notSignedIn.title,
    main: html`<p>${notSignedIn[setting.cause]}</p>
      ${signInLink(setting.locale, notSignedIn.again)}`,
  });

/** The routes that need no session. */
export const signInHandlers = (console: Console) =>
  ({
    "GET /console/sign-in": async (request) => {
      const [state, verifier] = [console.newSecret(), console.newSecret()];
      const location = new URL(console.authorizeUrl);
      location.searchParams.set("lang", localeOf(request));
      location.searchParams.set("state", state);
      location.searchParams.set("code_challenge", challengeOf(verifier));
      location.searchParams.set("code_challenge_method", "S256");
      // Who signed out here must not be signed in again by a session of the pool that went on.
      location.searchParams.set("prompt", "login");
      const next = inLanguage(wantedPage(request.query["next"]), { locale: localeOf(request) });
      return { ...seeOther(location.href), cookies: [attemptCookie({ state, verifier, next })] };
    },

    "GET /console/callback": async (request) => {
      const { code = "", state } = request.query;
      const attempt = attemptOf(request.cookies, state);
      const claims = attempt && code !== "" ? await console.exchangeCode(code, attempt.verifier) : null;
      if (attempt !== null && claims !== null) return signIn(console, request, claims, attempt.next);
      // Somebody reloads the page or goes back to it.
      return (await isSignedIn(console, request)) ? seeOther("/console") : notSignedIn(console, request, "failed");
    },

    "GET /console/signed-out": async (request) => {
      const locale = localeOf(request);
      const { done = "", next } = request.query;
      const setting = { operatorName: console.operatorName, locale, done, next: wantedPage(next) };
      return sessionAnswer(signedOutPage(setting, await loadOwnTexts(locale)));
    },
  }) satisfies Readonly<Record<string, RouteHandler>>;

async function isSignedIn(console: Console, { cookies }: HttpRequest): Promise<boolean> {
  const cookie = hostCookieIn(cookies, cookieName);
  return cookie !== null && (await openConsole(console, cookie, console.clock())) !== null;
}

async function signIn(console: Console, request: HttpRequest, claims: PoolClaims, next: string): Promise<HttpAnswer> {
  const locale = localeOf(request);
  if (claims.role === "operator") {
    const setting = {
      operatorName: console.operatorName,
      locale,
      command: `npm run token -- --stage ${console.stage}`,
    };
    return forgetting(sessionAnswer(operatorPage(setting, await loadOwnTexts(locale))));
  }
  const cookie = console.newSecret();
  const owner = { userId: claims.sub, partnerId: claims.partner_id };
  if (!(await startConsole(console, owner, cookie, console.clock()))) return notSignedIn(console, request, "unknown");
  const kept = hostCookie(cookieName, cookie, consoleHours * 3_600);
  return { ...seeOther(next), cookies: [forgottenAttempt, kept] };
}

const notSignedIn = async (
  { operatorName }: Console,
  request: HttpRequest,
  cause: "failed" | "unknown",
): Promise<HttpAnswer> => {
  const locale = localeOf(request);
  return forgetting(sessionAnswer(notSignedInPage({ operatorName, locale, cause }, await loadOwnTexts(locale))));
};

const forgetting = (answer: HttpAnswer): HttpAnswer => ({ ...answer, cookies: [forgottenAttempt] });

const signedOut = (locale: Locale, done: string): HttpAnswer => ({
  ...onTo(consolePath("/signed-out", { locale, done })),
  cookies: [forgottenCookie(cookieName)],
});

const toConsole = showing(({ setting: { locale } }) => onTo(consolePath("", { locale })));

/** The routes that end sessions. Browsers keep the address of a posted form, so it is a page's, too. */
export const signOutRoutes = {
  "GET /console/sign-out": toConsole,
  "POST /console/sign-out": formAction({}, async ({ console, cookie, setting }) => {
    await endConsole(console, cookie);
    return signedOut(setting.locale, "here");
  }),
  "GET /console/sign-out-everywhere": toConsole,
  "POST /console/sign-out-everywhere": formAction({}, async ({ console, request, setting, now }) => {
    const { id: userId, partnerId } = request.caller;
    await endAllConsoles(console, { userId, partnerId }, now);
    return signedOut(setting.locale, "everywhere");
  }),
};
