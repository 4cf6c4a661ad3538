import type { AddressMoment } from "../../shared/customer/commands/administrator-moment.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { openSession, type SignedIn } from "../../shared/portal-access/open-session.ts";
import { isCsrfToken } from "../../shared/crypto/sessions.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { hostCookieIn } from "../../shared/pages/cookies.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import { assertFormFits, parseForm, text, type FormFields, type FormValues } from "../../shared/pages/form.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { portalPath, wantedPage } from "./addresses.ts";
import { onTo } from "./answers.ts";
import type { SessionSetting } from "./page-setting.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import { loadPortalTexts, type PortalTexts } from "./texts.ts";

/** What the portal needs. */
export interface PortalDependencies extends Pick<Dependencies, "table" | "masterKey" | "publicUrl"> {
  readonly policy: Pick<Policy, "administrators">;
  readonly clock: Clock;
  readonly operatorName: string;
  /** 256 bits that nobody can guess, in base64url. */
  readonly newSecret: () => string;
}

/** Name of the session's cookie. */
export const cookieName = "rapport-portal";

/** A request of who is signed in, and what its answer is made of. */
export interface Visit {
  readonly request: HttpRequest;
  readonly session: SignedIn;
  /** The session's own secret. */
  readonly cookie: string;
  readonly moment: AddressMoment;
  readonly setting: SessionSetting;
  readonly texts: PortalTexts;
}

/** Opens the session of a request; null for who is not signed in. */
export async function visitOf(dependencies: PortalDependencies, request: HttpRequest): Promise<Visit | null> {
  const { clock, operatorName } = dependencies;
  const now = clock();
  const cookie = hostCookieIn(request.cookies, cookieName);
  const session = cookie === null ? null : await openSession(dependencies, cookie, now);
  if (cookie === null || session === null) return null;
  const { address, email, csrf, customers } = session;
  const { path, query, correlationId } = request;
  const locale = localeOf(request, session.locale);
  return {
    ...{ request, session, cookie },
    moment: { now, correlationId, address, email },
    setting: {
      ...{ locale, operatorName, path, email, csrf, done: query["done"] ?? "" },
      ...{ hasChoice: customers.length > 1, customer: null },
    },
    texts: await loadPortalTexts(locale),
  };
}

/** A page for who is signed in; everybody else is led to sign in, and then to it. */
export const reading =
  (dependencies: PortalDependencies, show: (visit: Visit) => Promise<HttpAnswer>): RouteHandler =>
  async (request) => {
    const visit = await visitOf(dependencies, request);
    return visit === null ? toSignIn(request) : show(visit);
  };

/** An act of who is signed in, by a form of this very session with no other fields than `fields`. */
export const acting = <Fields extends FormFields>(
  dependencies: PortalDependencies,
  fields: Fields,
  act: (visit: Visit, form: FormValues<Fields>) => Promise<HttpAnswer>,
): RouteHandler =>
  reading(dependencies, (visit) => {
    const { body } = visit.request;
    if (!isCsrfToken(parseForm(csrfFields, body).values.csrf, visit.cookie)) {
      throw new Refusal("forbidden", "The form does not belong to this session.");
    }
    const { values, faults } = parseForm({ ...csrfFields, ...fields }, body);
    assertFormFits(faults);
    return act(visit, values);
  });

const csrfFields = { csrf: text(200) };

function toSignIn(request: HttpRequest): HttpAnswer {
  const next = wantedPage(request.path);
  return onTo(portalPath("", { locale: localeOf(request), ...(next !== "" && { next }) }));
}
