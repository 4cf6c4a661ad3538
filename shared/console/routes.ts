import { isCsrfToken } from "../crypto/sessions.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../http/request.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Route } from "../manifest.ts";
import type { Role } from "../names.ts";
import { shownAgain } from "../pages/answers.ts";
import { hostCookieIn } from "../pages/cookies.ts";
import { draftCookies, draftIn, withoutDraft } from "../pages/draft.ts";
import type { FieldError } from "../pages/field.ts";
import { parseForm, readForm, text, type FormFields, type FormValues } from "../pages/form.ts";
import { inLanguage } from "../pages/in-language.ts";
import { localeOf } from "../pages/reader.ts";
import { onTo, sessionAnswer } from "../pages/session-answers.ts";
import type { Locale } from "../policy/locales.ts";
import { addressOf, consolePath } from "./addresses.ts";
import { errorsIn, type FieldOf } from "./errors.ts";
import { forbiddenPage } from "./forbidden.ts";
import type { ConsoleTexts } from "./texts.ts";
import { cookieName, visitOf, type ConsoleDependencies, type Visit } from "./visit.ts";

/** A page, or an answer with its own status. */
type Shown = string | HttpAnswer;

/** A route of the console, for a visit with a session in a role that may open it. */
export interface ConsoleRoute<Console extends ConsoleDependencies, Texts extends ConsoleTexts> {
  /** The fields of its form; null for a page. */
  readonly fields: FormFields | null;
  readonly answer: (visit: Visit<Console, Texts>) => Promise<HttpAnswer>;
}

/** The helpers that make routes of one function. */
export const routesOf = <Console extends ConsoleDependencies, Texts extends ConsoleTexts>() => {
  type Here = Visit<Console, Texts>;
  type Made = ConsoleRoute<Console, Texts>;

  /** A page. */
  const showing = (show: (visit: Here) => Shown | Promise<Shown>): Made => ({
    fields: null,
    answer: async (visit) => answered(await show(visit)),
  });

  /** An action by a form, which has exactly these fields. */
  const formAction = <Fields extends FormFields>(
    fields: Fields,
    act: (visit: Here, form: FormValues<Fields>) => Promise<HttpAnswer>,
  ): Made => ({ fields, answer: (visit) => act(visit, formIn(visit.request, fields)) });

  /** A page and the form on it, which posts to its own address. A command's faults are shown beside their fields. */
  const formPage = <Path extends string, Fields extends FormFields>(
    path: Path,
    {
      fields,
      show,
      act,
      fieldOf,
    }: {
      readonly fields: Fields;
      /** Renders the page; after a fault, with the input and its faults. */
      readonly show: (
        visit: Here,
        typed: FormValues<Fields> | null,
        errors: readonly FieldError[],
      ) => Shown | Promise<Shown>;
      /** Carries out the action and returns the next page, or the faults of the input. */
      readonly act: (visit: Here, form: FormValues<Fields>) => Promise<HttpAnswer | readonly FieldError[]>;
      /** The fields of faults and refusals, where they do not have the name of their place in the request. */
      readonly fieldOf?: FieldOf;
    },
  ) =>
    ({
      [`GET ${path}`]: showing((visit) => {
        const typed = draftIn(visit.request, fields);
        return show(typed === null ? visit : restored(visit), typed, []);
      }),
      [`POST ${path}`]: formAction(fields, async (visit, form) => {
        const again = async (errors: readonly FieldError[], refusal: Refusal): Promise<HttpAnswer> =>
          shownAgain(answered(await show(visit, form, errors)), refusal);
        try {
          const done = await act(visit, form);
          return "status" in done ? withoutDraft(done, visit.request) : await again(done, unfit());
        } catch (error) {
          return again(errorsIn(error, fields, visit.texts, fieldOf), error as Refusal);
        }
      }),
    }) as Record<`${"GET" | "POST"} ${Path}`, Made>;

  return { showing, formAction, formPage };
};

/** The handlers of the console's routes: each checks session, role and form token before anything is read or done. */
export const consoleHandlers = <Key extends string, Console extends ConsoleDependencies, Texts extends ConsoleTexts>(
  routes: readonly Route[],
  all: Readonly<Record<Key, ConsoleRoute<Console, Texts>>>,
  console: Console,
  loadTexts: (lang: Locale) => Promise<Texts>,
): Readonly<Record<Key, RouteHandler>> =>
  Object.fromEntries(
    Object.entries<ConsoleRoute<Console, Texts>>(all).map(([key, route]) => {
      const roles = routes.find((one) => one.key === key)?.session;
      if (roles === undefined) throw new Error(`The manifest does not say who may open ${key}.`);
      return [key, handlerOf(route, roles, console, loadTexts)];
    }),
  ) as Readonly<Record<Key, RouteHandler>>;

const handlerOf =
  <Console extends ConsoleDependencies, Texts extends ConsoleTexts>(
    { fields, answer }: ConsoleRoute<Console, Texts>,
    roles: readonly Role[],
    console: Console,
    loadTexts: (lang: Locale) => Promise<Texts>,
  ): RouteHandler =>
  async (request) => {
    const visit = await visitOf(console, request, loadTexts);
    if (visit === null) return withoutSession(request, fields);
    const { caller } = visit.request;
    if (!roles.includes(caller.role)) {
      const admins = await console.adminsToAsk(caller.partnerId);
      return sessionAnswer(forbiddenPage(visit.setting, { roles, admins }, visit.texts), 403);
    }
    // The page is from before the user signed in again. It is shown anew, with what was typed and a token of this session.
    if (fields !== null && !isCsrfToken(parseForm(csrfFields, request.body).values.csrf, visit.cookie))
      return {
        ...onTo(inLanguage(addressOf(request), { locale: visit.setting.locale })),
        cookies: draftCookies(request, fields),
      };
    return answer(visit);
  };

const csrfFields = { csrf: text(200) };

/** Reads a form without the token, which was checked before. */
function formIn<Fields extends FormFields>({ body }: HttpRequest, fields: Fields): FormValues<Fields> {
  return readForm({ ...csrfFields, ...fields }, body);
}

/**
 * Where a request without a session goes: on to signing in, and from there back. What was typed is kept. A browser follows a
 * form's redirect only to this site, so a form goes to a page with a link.
 */
function withoutSession(request: HttpRequest, fields: FormFields | null): HttpAnswer {
  const locale = localeOf(request);
  const next = addressOf(request);
  const hadSession = hostCookieIn(request.cookies, cookieName) !== null;
  if (fields === null && !hadSession) return onTo(consolePath("/sign-in", { locale, next }));
  const left = consolePath("/signed-out", { locale, next, done: "ended" });
  return { ...onTo(left), ...(fields !== null && { cookies: draftCookies(request, fields) }) };
}

const restored = <Console extends ConsoleDependencies, Texts extends ConsoleTexts>(
  visit: Visit<Console, Texts>,
): Visit<Console, Texts> => ({ ...visit, setting: { ...visit.setting, isRestored: true } });

const answered = (shown: Shown): HttpAnswer => (typeof shown === "string" ? sessionAnswer(shown) : shown);

const unfit = (): Refusal => new Refusal("validation", "The form has faults. Nothing was changed.");
