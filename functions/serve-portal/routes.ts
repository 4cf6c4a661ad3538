import { isCsrfToken } from "../../shared/crypto/sessions.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { shownAgain } from "../../shared/pages/answers.ts";
import type { FieldError } from "../../shared/pages/field.ts";
import { parseForm, readForm, text, type FormFields, type FormValues } from "../../shared/pages/form.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import { portalPath, wantedPage } from "./addresses.ts";
import { onTo, sessionAnswer } from "./answers.ts";
import type { PortalTexts } from "./texts.ts";
import { visitCustomer, visitOf, type CustomerVisit, type PortalDependencies, type Visit } from "./visit.ts";

/** One route of the portal, whatever it works on. */
export type PortalRoute = (portal: PortalDependencies) => RouteHandler;

/** Opens what a route is about; refuses what is not its reader's. */
type Opening<Opened> = (visit: Visit) => Promise<Opened>;

/** A page, as it is drawn or with a status of its own. */
type Shown = string | HttpAnswer;

/** For routes of whoever is signed in. */
export const signedIn: Opening<Visit> = async (visit) => visit;

/** For routes of the customer that the path names. */
export const ofCustomer: Opening<CustomerVisit> = (visit) => visitCustomer(visit, parameter(visit, "id"));

/** A parameter of the path. */
export const parameter = ({ request }: Pick<Visit, "request">, name: string): string => request.parameters[name] ?? "";

/** A page for who is signed in; everybody else is led to sign in, and then to it. */
export const showing =
  <Opened>(open: Opening<Opened>, show: (opened: Opened) => Shown | Promise<Shown>): PortalRoute =>
  (portal) =>
  async (request) => {
    const visit = await visitOf(portal, request);
    return visit === null ? toSignIn(request) : answered(await show(await open(visit)));
  };

/** An act of who is signed in, by a form of this very session with no other fields than `fields`. */
export const acting = <Opened, Fields extends FormFields>(
  open: Opening<Opened>,
  fields: Fields,
  act: (opened: Opened, form: FormValues<Fields>) => Promise<HttpAnswer>,
): PortalRoute =>
  showing(signedIn, async (visit) => {
    const { body } = visit.request;
    if (!isCsrfToken(parseForm(csrfFields, body).values.csrf, visit.cookie)) {
      throw new Refusal("forbidden", "The form does not belong to this session.");
    }
    const form = readForm({ ...csrfFields, ...fields }, body);
    return act(await open(visit), form);
  });

/** What a page with a form consists of. */
interface FormPage<Opened, Fields extends FormFields> {
  readonly fields: Fields;
  /** Draws it; when it comes back, with what was typed and what is wrong with that. */
  readonly show: (
    opened: Opened,
    typed: FormValues<Fields> | null,
    errors: readonly FieldError[],
  ) => Shown | Promise<Shown>;
  /** Does what it asks for, and answers where to go on; or tells what is wrong with what was typed. */
  readonly act: (opened: Opened, form: FormValues<Fields>) => Promise<HttpAnswer | readonly FieldError[]>;
}

/** A page with a form: GET shows it, POST acts. What a command refuses by its fields comes back on the page. */
export const formPage = <Path extends string, Opened extends Visit, Fields extends FormFields>(
  path: Path,
  open: Opening<Opened>,
  { fields, show, act }: FormPage<Opened, Fields>,
) =>
  ({
    [`GET ${path}`]: showing(open, (opened) => show(opened, null, [])),
    [`POST ${path}`]: acting(open, fields, async (opened, form) => {
      const again = async (errors: readonly FieldError[], refusal: Refusal): Promise<HttpAnswer> =>
        shownAgain(answered(await show(opened, form, errors)), refusal);
      try {
        const done = await act(opened, form);
        return "status" in done ? done : await again(done, unfit());
      } catch (error) {
        const errors = errorsIn(error, fields, opened.texts);
        return again(errors, error as Refusal);
      }
    }),
  }) as Record<`${"GET" | "POST"} ${Path}`, PortalRoute>;

const csrfFields = { csrf: text(200) };

const answered = (shown: Shown): HttpAnswer => (typeof shown === "string" ? sessionAnswer(shown) : shown);

const unfit = (): Refusal => new Refusal("validation", "What was typed does not fit.");

/**
 * What a command refused by the fields of the page. Throws an error with a fault that is of no such field, or that has no
 * words: on the page nobody would see it.
 */
function errorsIn(error: unknown, fields: FormFields, { faults: texts }: PortalTexts): readonly FieldError[] {
  if (!(error instanceof Refusal) || error.faults.length === 0) throw error;
  return error.faults.map(({ pointer, code = "" }) => {
    const field = pointer.slice(1);
    if (!Object.hasOwn(fields, field) || !Object.hasOwn(texts, code)) throw error;
    return { field, message: texts[code as keyof typeof texts] };
  });
}

function toSignIn(request: HttpRequest): HttpAnswer {
  const next = wantedPage(request.path);
  return onTo(portalPath("", { locale: localeOf(request), ...(next !== "" && { next }) }));
}
