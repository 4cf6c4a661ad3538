import type { CustomerMoment, LinkOutcome } from "../../shared/commands/act-on-link.ts";
import { askForNewLink } from "../../shared/commands/ask-for-new-link.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import { handOver } from "../../shared/commands/hand-over.ts";
import { markViewed } from "../../shared/commands/mark-viewed.ts";
import { readOffer } from "../../shared/commands/read-offer.ts";
import { readReceipt } from "../../shared/commands/read-receipt.ts";
import { requestCode } from "../../shared/commands/request-code.ts";
import { publicKeys } from "../../shared/crypto/receipts.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { problemKinds, retryHeader } from "../../shared/http/problems.ts";
import { receiptAnswer } from "../../shared/http/receipt-answer.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { RouteKeyOf } from "../../shared/names.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { parseAnswerForm } from "./answer-form.ts";
import { decide } from "./decide.ts";
import { onHandOverForm, parseHandOverForm } from "./hand-over-form.ts";
import { chosenLocale } from "./reader.ts";
import { offerAnswer, type ShowRequest } from "./show.ts";

/** What was typed into which form, and what is wrong with it. */
type Typed = Partial<Pick<ShowRequest, "form" | "handOver" | "faults">>;

/** What a customer does with a personal link. GET and HEAD read; only a POST acts (product table, row 19). */
export function serveOffer(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy" | "publicUrl">,
  { clock, operatorName }: { readonly clock: Clock; readonly operatorName: string },
): Record<RouteKeyOf<"serve-offer">, RouteHandler> {
  const showing = (request: HttpRequest, typed: Typed = {}): ShowRequest => ({
    request,
    link: linkOf(request),
    now: clock(),
    operatorName,
    policy: dependencies.policy,
    form: null,
    handOver: null,
    faults: [],
    ...typed,
  });
  const show = async (showRequest: ShowRequest): Promise<HttpAnswer> =>
    offerAnswer(await readOffer(dependencies, showRequest.link, showRequest.now), showRequest);

  /** Runs an act on the link; a refusal that the customer can mend comes back as the page with its faults. */
  const act = async (
    request: HttpRequest,
    typed: Omit<Typed, "faults">,
    run: (moment: CustomerMoment) => Promise<LinkOutcome>,
  ) => {
    try {
      const outcome = await run({ now: clock(), correlationId: request.correlationId });
      return outcome === "done" || outcome === "elsewhere" ? seeOther(request) : await show(showing(request));
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
      const faults = typed.handOver ? onHandOverForm(error.faults) : error.faults;
      const shown = await show(showing(request, { ...typed, faults }));
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

    "GET /i/{link}/receipt": async (request) => {
      const opened = await readOffer(dependencies, linkOf(request), clock());
      const isAccepted = opened.kind === "found" && opened.found.invitation.status === "accepted";
      if (!isAccepted) return show(showing(request));
      const { invitation } = opened.found;
      return receiptAnswer(invitation.id, await readReceipt(dependencies, invitation));
    },

    "GET /.well-known/jwks.json": async () => ({
      status: 200,
      body: { keys: publicKeys(await dependencies.masterKey()) },
      headers: { "cache-control": "public, max-age=3600" },
    }),

    "POST /i/{link}/decision": (request) => {
      const form = parseAnswerForm(request.body);
      return act(request, { form }, (moment) => decide(dependencies, linkOf(request), form, moment));
    },

    "POST /i/{link}/seen": async (request) => {
      const answer = await act(request, {}, (moment) => markViewed(dependencies, linkOf(request), moment));
      return answer.status === 303 ? { status: 204 } : answer;
    },

    "POST /i/{link}/code": (request) =>
      act(request, {}, (moment) => requestCode(dependencies, linkOf(request), moment)),

    "POST /i/{link}/hand-over": (request) => {
      const form = parseHandOverForm(request.body);
      const input = { email: form.email, code: form.code || null };
      return act(request, { handOver: form }, (moment) => handOver(dependencies, linkOf(request), input, moment));
    },

    "POST /i/{link}/new-link": (request) =>
      act(request, {}, (moment) => askForNewLink(dependencies, linkOf(request), moment)),
  };
}

const linkOf = ({ parameters }: HttpRequest): string => parameters["link"] ?? "";

function seeOther(request: HttpRequest): HttpAnswer {
  // The page that follows speaks the language of the page before.
  const locale = chosenLocale(request);
  const location = `/i/${encodeURIComponent(linkOf(request))}${locale === null ? "" : `?lang=${locale}`}`;
  return { status: 303, headers: { location, "referrer-policy": "no-referrer" } };
}
