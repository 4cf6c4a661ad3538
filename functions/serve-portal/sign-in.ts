import { signOut, signOutEverywhere } from "../../shared/portal-access/open-session.ts";
import { requestSignIn } from "../../shared/portal-access/request-sign-in.ts";
import { isOwnLink, opensPortal, signIn } from "../../shared/portal-access/open-portal.ts";
import { cookieOfPage } from "../../shared/crypto/sessions.ts";
import { forgottenCookie, hostCookie } from "../../shared/pages/cookies.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { assertFormFits, parseForm, text } from "../../shared/pages/form.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { portalPath, wantedPage } from "./addresses.ts";
import { sessionAnswer, onTo } from "./answers.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import { acting, cookieName, visitOf, type PortalDependencies } from "./session.ts";
import { loadPortalTexts } from "./texts.ts";
import { deadPage, openPage, sentPage, signInPage } from "./pages/sign-in.ts";

type SignInRoute =
  | "POST /portal/sign-in"
  | "GET /portal/sign-in/{token}"
  | "POST /portal/sign-in/{token}"
  | "POST /portal/sign-out"
  | "POST /portal/sign-out-everywhere";

/** The form for who is not signed in, at the address of the portal. */
export async function signInForm(
  { operatorName }: PortalDependencies,
  request: HttpRequest,
  {
    isMissing = false,
    next: wish = request.query["next"],
  }: { readonly isMissing?: boolean; readonly next?: string } = {},
): Promise<HttpAnswer> {
  const locale = localeOf(request);
  const next = wantedPage(wish);
  const setting = { locale, operatorName, path: "/portal", next, done: request.query["done"] ?? "", isMissing };
  return sessionAnswer(signInPage(setting, await loadPortalTexts(locale)), isMissing ? 422 : 200);
}

/** Signing in by a mailed link. Opening it changes nothing; only a POST signs in (scanners open links). */
export function signInRoutes(dependencies: PortalDependencies): Record<SignInRoute, RouteHandler> {
  const { clock, operatorName, newSecret } = dependencies;

  const open: RouteHandler = async (request) => {
    const { path } = request;
    const setting = { locale: localeOf(request), operatorName, path, next: nextOf(request), secret: newSecret() };
    const texts = await loadPortalTexts(setting.locale);
    if (await opensPortal(dependencies, tokenOf(request), clock())) return sessionAnswer(openPage(setting, texts));
    const visit = await visitOf(dependencies, request);
    // Whoever has used the link in this browser is there already.
    if (await isOwnLink(dependencies, tokenOf(request), visit?.session ?? null)) return toPortal(request);
    return sessionAnswer(deadPage(setting, texts), 404);
  };

  return {
    "POST /portal/sign-in": async (request) => {
      const { values, faults } = parseForm({ email: text(2_000), next: text(2_000) }, request.body);
      assertFormFits(faults);
      const { email, next } = values;
      if (!email.includes("@")) return signInForm(dependencies, request, { isMissing: true, next });
      const locale = localeOf(request);
      const wish = { email, locale, next: wantedPage(next) };
      await requestSignIn(dependencies, wish, { now: clock(), correlationId: request.correlationId });
      return sessionAnswer(sentPage({ locale, operatorName, path: request.path }, await loadPortalTexts(locale)));
    },

    "GET /portal/sign-in/{token}": open,

    "POST /portal/sign-in/{token}": async (request) => {
      const { values, faults } = parseForm({ secret: text(200) }, request.body);
      assertFormFits(faults);
      const cookie = cookieOfPage(tokenOf(request), values.secret) ?? newSecret();
      if (!(await signIn(dependencies, tokenOf(request), cookie, clock()))) return open(request);
      return { ...toPortal(request), cookies: [hostCookie(cookieName, cookie)] };
    },

    "POST /portal/sign-out": acting(dependencies, {}, async ({ cookie, setting: { locale } }) => {
      await signOut(dependencies, cookie);
      return ended(locale, "signed-out");
    }),

    "POST /portal/sign-out-everywhere": acting(dependencies, {}, async ({ moment, setting: { locale } }) => {
      await signOutEverywhere(dependencies, moment.address, moment.now);
      return ended(locale, "signed-out-everywhere");
    }),
  };
}

const tokenOf = ({ parameters }: HttpRequest): string => parameters["token"] ?? "";
const ended = (locale: Locale, done: string): HttpAnswer => ({
  ...onTo(portalPath("", { locale, done })),
  cookies: [forgottenCookie(cookieName)],
});
const toPortal = (request: HttpRequest): HttpAnswer =>
  onTo(portalPath(nextOf(request).replace("/portal", ""), { locale: localeOf(request) }));
const nextOf = ({ query }: HttpRequest): string => wantedPage(query["next"]);
