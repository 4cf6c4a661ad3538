import { signOut, signOutEverywhere } from "../../shared/commands/open-session.ts";
import { requestSignIn } from "../../shared/commands/request-sign-in.ts";
import { isOwnLink, opensPortal, signIn } from "../../shared/commands/sign-in.ts";
import { cookieOfPage } from "../../shared/crypto/sessions.ts";
import { forgottenCookie, hostCookie } from "../../shared/pages/cookies.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { portalPath, wantedPage } from "./addresses.ts";
import { pageAnswer, seeOther } from "./answers.ts";
import { assertKnown, fieldOf } from "./form.ts";
import { localeOf } from "./reader.ts";
import { acting, cookieName, visitOf, type PortalDependencies } from "./session.ts";
import { loadPortalTexts } from "./texts.ts";
import { deadPage, openPage, sentPage, signInPage } from "./view-sign-in.ts";

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
  { isMissing = false }: { readonly isMissing?: boolean } = {},
): Promise<HttpAnswer> {
  const locale = localeOf(request);
  const next = wantedPage(isMissing ? fieldOf(request, "next") : request.query["next"]);
  const setting = { locale, operatorName, path: "/portal", next, done: request.query["done"] ?? "", isMissing };
  return pageAnswer(signInPage(setting, await loadPortalTexts(locale)), isMissing ? 422 : 200);
}

/** Signing in by a mailed link. Opening it changes nothing; only a POST signs in (scanners open links). */
export function signInRoutes(dependencies: PortalDependencies): Record<SignInRoute, RouteHandler> {
  const { clock, operatorName, newSecret } = dependencies;

  const open: RouteHandler = async (request) => {
    const { path } = request;
    const setting = { locale: localeOf(request), operatorName, path, next: nextOf(request), secret: newSecret() };
    const texts = await loadPortalTexts(setting.locale);
    if (await opensPortal(dependencies, tokenOf(request), clock())) return pageAnswer(openPage(setting, texts));
    const visit = await visitOf(dependencies, request);
    // Whoever has used the link in this browser is there already.
    if (await isOwnLink(dependencies, tokenOf(request), visit?.session ?? null)) return toPortal(request);
    return pageAnswer(deadPage(setting, texts), 404);
  };

  return {
    "POST /portal/sign-in": async (request) => {
      assertKnown(request.body, ["email", "next"]);
      const email = fieldOf(request, "email");
      if (!email.includes("@")) return signInForm(dependencies, request, { isMissing: true });
      const locale = localeOf(request);
      const wish = { email, locale, next: wantedPage(fieldOf(request, "next")) };
      await requestSignIn(dependencies, wish, { now: clock(), correlationId: request.correlationId });
      return pageAnswer(sentPage({ locale, operatorName, path: request.path }, await loadPortalTexts(locale)));
    },

    "GET /portal/sign-in/{token}": open,

    "POST /portal/sign-in/{token}": async (request) => {
      assertKnown(request.body, ["secret"]);
      const cookie = cookieOfPage(tokenOf(request), fieldOf(request, "secret")) ?? newSecret();
      if (!(await signIn(dependencies, tokenOf(request), cookie, clock()))) return open(request);
      return { ...toPortal(request), cookies: [hostCookie(cookieName, cookie)] };
    },

    "POST /portal/sign-out": acting(dependencies, [], async ({ cookie, setting: { locale } }) => {
      await signOut(dependencies, cookie);
      return ended(locale, "signed-out");
    }),

    "POST /portal/sign-out-everywhere": acting(dependencies, [], async ({ moment, setting: { locale } }) => {
      await signOutEverywhere(dependencies, moment.address, moment.now);
      return ended(locale, "signed-out-everywhere");
    }),
  };
}

const tokenOf = ({ parameters }: HttpRequest): string => parameters["token"] ?? "";
const ended = (locale: Locale, done: string): HttpAnswer => ({
  ...seeOther(portalPath("", { locale, done })),
  cookies: [forgottenCookie(cookieName)],
});
const toPortal = (request: HttpRequest): HttpAnswer =>
  seeOther(portalPath(nextOf(request).replace("/portal", ""), { locale: localeOf(request) }));
const nextOf = ({ query }: HttpRequest): string => wantedPage(query["next"]);
