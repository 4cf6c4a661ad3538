import { isCsrfToken } from "../../shared/crypto/sessions.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { shownAgain } from "../../shared/pages/answers.ts";
import type { FieldError } from "../../shared/pages/field.ts";
import { parseForm, readForm, text, type FormFields, type FormValues } from "../../shared/pages/form.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import { inLanguage } from "../../shared/pages/in-language.ts";
import { portalPath, wantedPage } from "./addresses.ts";
import { onTo, sessionAnswer } from "../../shared/pages/session-answers.ts";
import { draftCookies, draftIn, withoutDraft } from "../../shared/pages/draft.ts";
import type { PortalTexts } from "./texts.ts";
import {
  endOfSession,
  visitCustomer,
  visitOf,
  type CustomerVisit,
  type PortalDependencies,
  type Visit,
} from "./visit.ts";

/** A route of the portal. */
export type PortalRoute = (portal: PortalDependencies) => RouteHandler;

/** Loads the subject of a route, or refuses if it is not the reader's. */
type Opening<Opened> = (visit: Visit) => Promise<Opened>;

/** A page, or an answer with its own status. */
type Shown = string | HttpAnswer;

/** For routes of any session. */
export const signedIn: Opening<Visit> = async (visit) => visit;

/** For routes of the customer in the path. */
export const ofCustomer: Opening<CustomerVisit> = (visit) => visitCustomer(visit, parameter(visit, "id"));

/** A parameter of the path. */
export const parameter = ({ request }: Pick<Visit, "request">, name: string): string => request.parameters[name] ?? "";

/** A page of a session. Without a session the reader signs in first and then gets to it. */
export const showing =
  <Opened>(open: Opening<Opened>, show: (opened: Opened) => Shown | Promise<Shown>): PortalRoute =>
  (portal) =>
  async (request) => {
    const visit = await visitOf(portal, request);
    return visit === null ? toSignIn(request, endOfSession(request)) : answered(await show(await open(visit)));
  };

/** An action by a form of this session, which has exactly these fields. */
export const formAction =
  <Opened, Fields extends FormFields>(
    open: Opening<Opened>,
    fields: Fields,
    act: (opened: Opened, form: FormValues<Fields>) => Promise<HttpAnswer>,
  ): PortalRoute =>
  (portal) =>
  async (request) => {
    const { body } = request;
    const visit = await visitOf(portal, request);
    if (visit === null) {
      const done = request.path.startsWith("/portal/sign-out") ? "signed-out" : "session-ended";
      return { ...toSignIn(request, done), cookies: draftCookies(request, fields) };
    }
    // The page is from before the reader signed in again. It is shown anew, with what was typed and a token of this session.
    if (!isCsrfToken(parseForm(csrfFields, body).values.csrf, visit.cookie))
      return { ...onTo(addressOf(request, "form-renewed")), cookies: draftCookies(request, fields) };
    const form = readForm({ ...csrfFields, ...fields }, body);
    return act(await open(visit), form);
  };

/** A page with a form. */
interface FormPage<Opened, Fields extends FormFields> {
  readonly fields: Fields;
  /** Renders the page; after a fault, with the input and its faults. */
  readonly show: (
    opened: Opened,
    typed: FormValues<Fields> | null,
    errors: readonly FieldError[],
  ) => Shown | Promise<Shown>;
  /** Carries out the action and returns the next page, or the faults of the input. */
  readonly act: (opened: Opened, form: FormValues<Fields>) => Promise<HttpAnswer | readonly FieldError[]>;
}

/** The two routes of a page with a form. A command's faults are shown beside their fields. */
export const formPage = <Path extends string, Opened extends Visit, Fields extends FormFields>(
  path: Path,
  open: Opening<Opened>,
  { fields, show, act }: FormPage<Opened, Fields>,
) =>
  ({
    [`GET ${path}`]: showing(open, (opened) => show(opened, draftIn(opened.request, fields), [])),
    [`POST ${path}`]: formAction(open, fields, async (opened, form) => {
      const again = async (errors: readonly FieldError[], refusal: Refusal): Promise<HttpAnswer> =>
        shownAgain(answered(await show(opened, form, errors)), refusal);
      try {
        const done = await act(opened, form);
        return "status" in done ? withoutDraft(done, opened.request) : await again(done, unfit());
      } catch (error) {
        const errors = errorsIn(error, fields, opened.texts);
        return again(errors, error as Refusal);
      }
    }),
  }) as Record<`${"GET" | "POST"} ${Path}`, PortalRoute>;

const csrfFields = { csrf: text(200) };

const answered = (shown: Shown): HttpAnswer => (typeof shown === "string" ? sessionAnswer(shown) : shown);

const unfit = (): Refusal => new Refusal("validation", "The form has faults. Nothing was changed.");

/**
 * The faults of a refusal by field. Throws the error if a fault has no field or no text on the page, because nobody would see it.
 */
function errorsIn(error: unknown, fields: FormFields, { faults: texts }: PortalTexts): readonly FieldError[] {
  if (!(error instanceof Refusal) || error.faults.length === 0) throw error;
  return error.faults.map(({ pointer, code = "" }) => {
    const field = pointer.slice(1);
    if (!Object.hasOwn(fields, field) || !Object.hasOwn(texts, code)) throw error;
    return { field, message: texts[code as keyof typeof texts] };
  });
}

/** The page of a request; empty where it has none. */
function pageOf({ path, query: { permission } }: HttpRequest): string {
  return wantedPage(permission === undefined ? path : `${path}?permission=${permission}`);
}

const addressOf = (request: HttpRequest, done: string): string =>
  inLanguage(pageOf(request) || "/portal", { locale: localeOf(request), done });

const toSignIn = (request: HttpRequest, done: string): HttpAnswer =>
  onTo(portalPath("", { locale: localeOf(request), next: pageOf(request) || undefined, done: done || undefined }));
