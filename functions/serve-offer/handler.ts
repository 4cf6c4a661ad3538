import { acceptInvitation } from "../../shared/commands/accept-invitation.ts";
import type { CustomerMoment, LinkOutcome } from "../../shared/commands/act-on-link.ts";
import { declineInvitation } from "../../shared/commands/decline-invitation.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import { markViewed } from "../../shared/commands/mark-viewed.ts";
import { readOffer } from "../../shared/commands/read-offer.ts";
import { requestCode } from "../../shared/commands/request-code.ts";
import { Refusal, type Fault } from "../../shared/domain/refusal.ts";
import { problemKinds, retryHeader } from "../../shared/http/problems.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { RouteKeyOf } from "../../shared/names.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { durationBy, faultsOf, grantedBy, parseAnswerForm, type AnswerForm } from "./answer-form.ts";
import { offerAnswer, type ShowRequest } from "./show.ts";

/** What a customer does with a personal link. GET and HEAD read; only a POST acts (product table, row 19). */
export function serveOffer(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId">,
  { clock, operatorName }: { readonly clock: Clock; readonly operatorName: string },
): Record<RouteKeyOf<"serve-offer">, RouteHandler> {
  const showing = (
    request: HttpRequest,
    form: AnswerForm | null = null,
    faults: readonly Fault[] = [],
  ): ShowRequest => ({
    request,
    link: linkOf(request),
    now: clock(),
    operatorName,
    form,
    faults,
    isConnected: false,
  });
  const show = async (showRequest: ShowRequest): Promise<HttpAnswer> =>
    offerAnswer(await readOffer(dependencies, showRequest.link, showRequest.now), showRequest);

  /** Runs an act on the link; a refusal that the customer can mend comes back as the page with its faults. */
  const act = async (
    request: HttpRequest,
    form: AnswerForm | null,
    run: (moment: CustomerMoment) => Promise<LinkOutcome>,
  ) => {
    try {
      const outcome = await run({ now: clock(), correlationId: request.correlationId });
      return outcome === "done" ? seeOther(request) : await show(showing(request));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (
        error.kind !== "relationship-exists" &&
        error.kind !== "not-found" &&
        error.kind !== "wrong-state" &&
        error.faults.length === 0
      )
        throw error;
      const [status] = problemKinds[error.kind];
      const isConnected = error.kind === "relationship-exists";
      const shown = await show({ ...showing(request, form, error.faults), isConnected });
      const headers = { ...shown.headers, ...retryHeader(error) };
      return shown.status === 200 ? { ...shown, status, headers } : shown;
    }
  };

  return {
    "GET /i/{link}": (request) => show(showing(request)),

    "HEAD /i/{link}": async (request) => {
      const { status, headers = {} } = await show(showing(request));
      return { status, headers };
    },

    "POST /i/{link}/decision": (request) => {
      const form = parseAnswerForm(request.body);
      return act(request, form, (moment) => decide(dependencies, linkOf(request), form, moment));
    },

    "POST /i/{link}/seen": async (request) => {
      const answer = await act(request, null, (moment) => markViewed(dependencies, linkOf(request), moment));
      return answer.status === 303 ? { status: 204 } : answer;
    },

    "POST /i/{link}/code": (request) =>
      act(request, null, (moment) => requestCode(dependencies, linkOf(request), moment)),
  };
}

async function decide(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId">,
  link: string,
  form: AnswerForm,
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  const { name, title, offer: offerDigest } = form;
  const faults = faultsOf(form);
  if (faults.length > 0) throw new Refusal("validation", "The answer has faults.", { faults });
  switch (form.decision) {
    case "accept":
    case "accept-none":
      return acceptInvitation(
        dependencies,
        link,
        {
          offerDigest,
          granted: grantedBy(form),
          duration: form.duration === "" ? null : durationBy(form),
          agreed: form.agreement === "on",
          name,
          title: title || null,
          code: form.code || null,
          via: "page",
        },
        moment,
      );
    case "decline":
      return declineInvitation(
        dependencies,
        link,
        { offerDigest, reason: form.reason || null, name: name || null, title: title || null },
        moment,
      );
    default: {
      const message = "Choose whether to accept or to decline.";
      throw new Refusal("validation", message, { faults: [{ pointer: "/decision", message }] });
    }
  }
}

const linkOf = ({ parameters }: HttpRequest): string => parameters["link"] ?? "";

const seeOther = (request: HttpRequest): HttpAnswer => ({
  status: 303,
  headers: { location: `/i/${encodeURIComponent(linkOf(request))}`, "referrer-policy": "no-referrer" },
});
