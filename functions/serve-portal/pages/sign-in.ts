import { cookieOfPage } from "../../../shared/crypto/sessions.ts";
import { html } from "../../../shared/html/html.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../../shared/http/request.ts";
import { normaliseAddress } from "../../../shared/kernel/address.ts";
import { forgottenCookie, hostCookie } from "../../../shared/pages/cookies.ts";
import { field } from "../../../shared/pages/field.ts";
import { readForm, text } from "../../../shared/pages/form.ts";
import { localeOf } from "../../../shared/pages/reader.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { say } from "../../../shared/policy/words.ts";
import { signInPolicy } from "../../../shared/portal-access/model.ts";
import {
  isOwnLink,
  opensPortal,
  signIn,
  signOut,
  signOutEverywhere,
} from "../../../shared/portal-access/open-session.ts";
import { requestSignIn } from "../../../shared/portal-access/request-sign-in.ts";
import { inLanguage } from "../../../shared/pages/in-language.ts";
import { portalPath, wantedPage } from "../addresses.ts";
import { onTo, sessionAnswer } from "../../../shared/pages/session-answers.ts";
import { forgottenDraft } from "../../../shared/pages/draft.ts";
import type { PortalSetting } from "../page-setting.ts";
import { formAction, parameter, type PortalRoute, signedIn } from "../routes.ts";
import { loadPortalTexts, type PortalTexts } from "../texts.ts";
import { cookieName, endOfSession, type PortalDependencies, visitOf } from "../visit.ts";
import { plainPage } from "./frame.ts";

/** The ways to end a session, as named in the address of the next page. */
const ends = ["session-ended", "signed-out", "signed-out-everywhere", "left"] as const;

/** The form that asks for a link. */
export function signInPage(
  setting: PortalSetting & {
    readonly next: string;
    readonly done: string;
    /** An address that cannot be one; null before anything was typed. */
    readonly unfit: string | null;
  },
  texts: PortalTexts,
): string {
  const { locale, operatorName, next, done, unfit } = setting;
  const { title, intro, email, hint, submit } = texts.signIn;
  const news = ends.find((end) => end === done);
  const errors = unfit === null ? [] : [{ field: "email", message: texts.signIn.missing }];
  const attributes = html`autocomplete="email" inputmode="email" autocapitalize="none" spellcheck="false"`;
  return plainPage(setting, texts, {
    title,
    errors,
    main: html`${news !== undefined && html`<p class="notice" role="status">${texts.done[news]}</p>`}
      <p>${say(intro, { operator: operatorName })}</p>
      <form method="post" action="${portalPath("/sign-in", { locale })}" novalidate>
        <input type="hidden" name="next" value="${next}" />
        ${field({ id: "email", label: email, hint, value: unfit ?? "", attributes }, errors, texts)}
        <p class="actions"><button type="submit">${submit}</button></p>
      </form>`,
  });
}

/** The answer to every request for a link. It repeats the address as typed and does not reveal whether it is known. */
export function sentPage(setting: PortalSetting & { readonly typed: string }, texts: PortalTexts): string {
  const { sentTitle, sent, sentHint, again } = texts.signIn;
  const { minutes, perHour } = signInPolicy;
  return plainPage({ ...setting, path: "/portal" }, texts, {
    title: sentTitle,
    main: html`<p>${say(sent, { minutes, address: setting.typed })}</p>
      <p class="hint">${say(sentHint, { count: perHour })}</p>
      <p><a href="${portalPath("", { locale: setting.locale })}">${again}</a></p>`,
  });
}

/** The page of a mailed link. Only its button signs in, because scanners open links. */
export function openPage(
  setting: PortalSetting & { readonly next: string; readonly secret: string },
  texts: PortalTexts,
): string {
  const { locale, path, next, secret } = setting;
  const { openTitle, open, openSubmit } = texts.signIn;
  return plainPage(setting, texts, {
    title: openTitle,
    main: html`<p>${open}</p>
      <form method="post" action="${inLanguage(path, { locale, next: next || undefined })}" class="actions">
        <input type="hidden" name="secret" value="${secret}" />
        <button type="submit">${openSubmit}</button>
      </form>`,
  });
}

/** The page of every link that opens no session. It does not reveal the reason. */
export function deadPage(setting: Omit<PortalSetting, "path">, texts: PortalTexts): string {
  const { deadTitle, dead, deadLink } = texts.signIn;
  return plainPage({ ...setting, path: "" }, texts, {
    title: deadTitle,
    main: html`<p>${dead}</p>
      <p><a href="${portalPath("", { locale: setting.locale })}">${deadLink}</a></p>`,
  });
}

/** The sign-in form at the portal's address. */
export async function signInForm(
  { operatorName }: PortalDependencies,
  request: HttpRequest,
  typed: { readonly email: string; readonly next: string } | null = null,
): Promise<HttpAnswer> {
  const locale = localeOf(request);
  const next = wantedPage(typed?.next ?? request.query["next"]);
  const done = request.query["done"] ?? endOfSession(request);
  const setting = { locale, operatorName, path: "/portal", next, done, unfit: typed?.email ?? null };
  return sessionAnswer(signInPage(setting, await loadPortalTexts(locale)), typed === null ? 200 : 422);
}

/** The page of a mailed link. Only a POST signs in, because scanners open links. */
const open: PortalRoute = (portal) => async (request) => {
  const { path } = request;
  const [locale, token] = [localeOf(request), tokenOf(request)];
  const { operatorName } = portal;
  const setting = { locale, operatorName, path, next: nextOf(request), secret: portal.newSecret() };
  const texts = await loadPortalTexts(locale);
  if (await opensPortal(portal, token, portal.clock())) return sessionAnswer(openPage(setting, texts));
  const visit = await visitOf(portal, request);
  // The link was used in this browser, so the session is open.
  if (await isOwnLink(portal, token, visit?.session ?? null)) return toPortal(request);
  return sessionAnswer(deadPage(setting, texts), 404);
};

/** Signing in by a mailed link, and signing out. */
export const signInRoutes = {
  "POST /portal/sign-in": (portal) => async (request) => {
    const { email, next } = readForm({ email: text(2_000), next: text(2_000) }, request.body);
    if (normaliseAddress(email) === null) return signInForm(portal, request, { email, next });
    const { operatorName } = portal;
    const { path, correlationId } = request;
    const locale = localeOf(request);
    const moment = { now: portal.clock(), correlationId };
    await requestSignIn(portal, { email, locale, next: wantedPage(next) }, moment);
    return sessionAnswer(sentPage({ locale, operatorName, path, typed: email }, await loadPortalTexts(locale)));
  },

  // A reload or a restored tab asks for the address of a form.
  "GET /portal/sign-in": () => toFirstPage,
  "GET /portal/sign-out": () => toFirstPage,
  "GET /portal/sign-out-everywhere": () => toFirstPage,

  "GET /portal/sign-in/{token}": open,

  "POST /portal/sign-in/{token}": (portal) => async (request) => {
    const { secret } = readForm({ secret: text(200) }, request.body);
    const cookie = cookieOfPage(tokenOf(request), secret) ?? portal.newSecret();
    if (!(await signIn(portal, tokenOf(request), cookie, portal.clock(), localeOf(request))))
      return open(portal)(request);
    return { ...toPortal(request), cookies: [hostCookie(cookieName, cookie)] };
  },

  "POST /portal/sign-out": formAction(signedIn, {}, async ({ portal, cookie, setting }) => {
    await signOut(portal, cookie);
    return ended(setting.locale, "signed-out");
  }),

  "POST /portal/sign-out-everywhere": formAction(signedIn, {}, async ({ portal, moment, setting }) => {
    await signOutEverywhere(portal, moment.address, moment.now);
    return ended(setting.locale, "signed-out-everywhere");
  }),
} satisfies Readonly<Record<string, PortalRoute>>;

const toFirstPage: RouteHandler = async (request) => onTo(portalPath("", { locale: localeOf(request) }));
const tokenOf = (request: HttpRequest): string => parameter({ request }, "token");
const nextOf = ({ query }: HttpRequest): string => wantedPage(query["next"]);
const ended = (locale: Locale, done: string): HttpAnswer => ({
  ...onTo(portalPath("", { locale, done })),
  cookies: [forgottenCookie(cookieName), forgottenDraft],
});
const toPortal = (request: HttpRequest): HttpAnswer =>
  onTo(portalPath(nextOf(request).replace("/portal", ""), { locale: localeOf(request) }));
