import { cookieOfPage } from "../../shared/crypto/sessions.ts";
import type { HttpAnswer, HttpRequest } from "../../shared/http/request.ts";
import { forgottenCookie, hostCookie } from "../../shared/pages/cookies.ts";
import { readForm, text } from "../../shared/pages/form.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { isOwnLink, opensPortal, signIn } from "../../shared/portal-access/open-portal.ts";
import { signOut, signOutEverywhere } from "../../shared/portal-access/open-session.ts";
import { requestSignIn } from "../../shared/portal-access/request-sign-in.ts";
import { portalPath, wantedPage } from "./addresses.ts";
import { onTo, sessionAnswer } from "./answers.ts";
import { deadPage, openPage, sentPage, signInPage } from "./pages/sign-in.ts";
import { acting, parameter, signedIn, type PortalRoute } from "./routes.ts";
import { loadPortalTexts } from "./texts.ts";
import { cookieName, visitOf, type PortalDependencies } from "./visit.ts";

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

/** The page of a mailed link. Opening it changes nothing; only a POST signs in, for scanners open links. */
const open: PortalRoute = (portal) => async (request) => {
  const { path } = request;
  const [locale, token] = [localeOf(request), tokenOf(request)];
  const { operatorName } = portal;
  const setting = { locale, operatorName, path, next: nextOf(request), secret: portal.newSecret() };
  const texts = await loadPortalTexts(locale);
  if (await opensPortal(portal, token, portal.clock())) return sessionAnswer(openPage(setting, texts));
  const visit = await visitOf(portal, request);
  // Whoever has used the link in this browser is there already.
  if (await isOwnLink(portal, token, visit?.session ?? null)) return toPortal(request);
  return sessionAnswer(deadPage(setting, texts), 404);
};

/** Signing in by a mailed link, and out. */
export const signInRoutes = {
  "POST /portal/sign-in": (portal) => async (request) => {
    const { email, next } = readForm({ email: text(2_000), next: text(2_000) }, request.body);
    if (!email.includes("@")) return signInForm(portal, request, { isMissing: true, next });
    const { operatorName } = portal;
    const { path, correlationId } = request;
    const locale = localeOf(request);
    const moment = { now: portal.clock(), correlationId };
    await requestSignIn(portal, { email, locale, next: wantedPage(next) }, moment);
    return sessionAnswer(sentPage({ locale, operatorName, path }, await loadPortalTexts(locale)));
  },

  "GET /portal/sign-in/{token}": open,

  "POST /portal/sign-in/{token}": (portal) => async (request) => {
    const { secret } = readForm({ secret: text(200) }, request.body);
    const cookie = cookieOfPage(tokenOf(request), secret) ?? portal.newSecret();
    if (!(await signIn(portal, tokenOf(request), cookie, portal.clock()))) return open(portal)(request);
    return { ...toPortal(request), cookies: [hostCookie(cookieName, cookie)] };
  },

  "POST /portal/sign-out": acting(signedIn, {}, async ({ portal, cookie, setting }) => {
    await signOut(portal, cookie);
    return ended(setting.locale, "signed-out");
  }),

  "POST /portal/sign-out-everywhere": acting(signedIn, {}, async ({ portal, moment, setting }) => {
    await signOutEverywhere(portal, moment.address, moment.now);
    return ended(setting.locale, "signed-out-everywhere");
  }),
} satisfies Readonly<Record<string, PortalRoute>>;

const tokenOf = (request: HttpRequest): string => parameter({ request }, "token");
const nextOf = ({ query }: HttpRequest): string => wantedPage(query["next"]);
const ended = (locale: Locale, done: string): HttpAnswer => ({
  ...onTo(portalPath("", { locale, done })),
  cookies: [forgottenCookie(cookieName)],
});
const toPortal = (request: HttpRequest): HttpAnswer =>
  onTo(portalPath(nextOf(request).replace("/portal", ""), { locale: localeOf(request) }));
