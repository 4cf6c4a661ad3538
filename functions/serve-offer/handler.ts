import {
  type CustomerMoment,
  type LinkOutcome,
  askForNewLink,
  markViewed,
} from "../../shared/invitation/commands/act-on-link.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { handOver } from "../../shared/invitation/commands/hand-over.ts";
import { readOffer } from "../../shared/invitation/reads/read-offer.ts";
import { requestCode } from "../../shared/invitation/commands/request-code.ts";
import { Refusal, type Fault } from "../../shared/kernel/refusal.ts";
import type { HttpAnswer, HttpRequest, RouteHandlers } from "../../shared/http/request.ts";
import { shownAgain, toLinkPage } from "../../shared/pages/answers.ts";
import { assertFormFits } from "../../shared/pages/form.ts";
import { chosenLocale } from "../../shared/pages/reader.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { handOverBy, isOfPage, onHandOver, parseAnswerForm, seenCode, type AnswerForm } from "./answer-form.ts";
import { decide } from "./decide.ts";
import type { routes } from "./manifest.ts";
import { offerAnswer, type ShowRequest } from "./show.ts";

/** The posted form, if it is the page's. */
interface PostedForm {
  readonly values: AnswerForm | null;
  readonly faults: readonly Fault[];
}

const noForm: PostedForm = { values: null, faults: [] };

/** The pages of a personal link. Only a POST changes anything (product table, row 19). */
export function serveOffer(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy" | "publicUrl">,
  { clock, operatorName }: { readonly clock: Clock; readonly operatorName: string },
): RouteHandlers<typeof routes> {
  const showing = (request: HttpRequest, form: AnswerForm | null = null): ShowRequest => ({
    request,
    proof: form?.proof ?? "",
    link: linkOf(request),
    now: clock(),
    operatorName,
    policy: dependencies.policy,
    form,
    isCodeNew: false,
    isLate: false,
    faults: [],
  });
  const show = async (showRequest: ShowRequest): Promise<HttpAnswer> =>
    offerAnswer(await readOffer(dependencies, showRequest.link, showRequest.now, showRequest.proof), showRequest);

  /** Accepting without a code sends one, unless the newest can still be entered. Returns what is left to correct. */
  const sendMissingCode = async (request: HttpRequest, form: AnswerForm, faults: readonly Fault[]) => {
    const now = clock();
    const opened = await readOffer(dependencies, linkOf(request), now);
    if (opened.kind !== "found" || opened.found.triesLeft > 0) return { isCodeNew: false, faults };
    const others = faults.filter((fault) => !isCodeMissing(fault));
    try {
      await requestCode(dependencies, linkOf(request), seenCode(form), { now, correlationId: request.correlationId });
      return { isCodeNew: true, faults: others };
    } catch (error) {
      if (!(error instanceof Refusal) || error.faults.length === 0) throw error;
      return { isCodeNew: false, faults: [...others, ...error.faults] };
    }
  };

  /** Runs a command on the link. A refusal that the customer can fix shows the page with its faults. */
  const act = async (
    request: HttpRequest,
    { values: form, faults }: PostedForm,
    run: (moment: CustomerMoment, keepProof: (proof: string) => void) => Promise<LinkOutcome>,
    onPage: (faults: readonly Fault[]) => readonly Fault[] = (faults) => faults,
  ) => {
    let proof = form?.proof ?? "";
    try {
      assertFormFits(faults);
      const moment = { now: clock(), correlationId: request.correlationId, locale: chosenLocale(request) };
      const outcome = await run(moment, (right) => (proof = right));
      return outcome === "done" || outcome === "elsewhere"
        ? toLinkPage(linkOf(request), request)
        : await show(showing(request));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.kind !== "not-found" && error.kind !== "wrong-state" && error.faults.length === 0) throw error;
      const isLate = error.kind === "wrong-state";
      const again = { ...showing(request, form), proof, isLate };
      if (form === null || !error.faults.some(isCodeMissing))
        return shownAgain(await show({ ...again, faults: onPage(error.faults) }), error);
      const sent = await sendMissingCode(request, form, error.faults);
      const shown = await show({ ...again, ...sent, faults: onPage(sent.faults) });
      return sent.faults.length === 0 ? shown : shownAgain(shown, error);
    }
  };

  return {
    "GET /i/{link}": (request) => show(showing(request)),

    "POST /i/{link}/decision": (request) => {
      const posted = parseAnswerForm(request.body);
      const form = posted.values;
      if (form.show !== "") return show(showing(request, form));
      return act(request, posted, (moment, keepProof) =>
        decide(dependencies, linkOf(request), form, moment, keepProof),
      );
    },

    "POST /i/{link}/seen": async (request) => {
      const moment = { now: clock(), correlationId: request.correlationId };
      const outcome = await markViewed(dependencies, linkOf(request), moment).catch(unseen);
      return outcome === "unknown" ? show(showing(request)) : { status: 204 };
    },

    "POST /i/{link}/code": async (request) => {
      const posted = parseAnswerForm(request.body);
      const form = posted.values;
      let outcome = "unknown" as LinkOutcome;
      const answer = await act(request, posted, async (moment) => {
        outcome = await requestCode(dependencies, linkOf(request), seenCode(form), moment);
        return outcome;
      });
      // Shows the page in this response, so that what was typed is kept.
      return outcome === "done" && isOfPage(form) ? show({ ...showing(request, form), isCodeNew: true }) : answer;
    },

    "POST /i/{link}/hand-over": (request) => {
      const posted = parseAnswerForm(request.body);
      const wanted = handOverBy(posted.values);
      return act(request, posted, (moment) => handOver(dependencies, linkOf(request), wanted, moment), onHandOver);
    },

    "POST /i/{link}/new-link": (request) =>
      act(request, noForm, (moment) => askForNewLink(dependencies, linkOf(request), moment)),
  };
}

/** A reader with a genuine link gets no error: what changed while the page was open is no fault of its reader. */
function unseen(error: unknown): LinkOutcome {
  if (!(error instanceof Refusal)) throw error;
  if (error.kind === "not-found") return "unknown";
  if (error.kind === "wrong-state" || error.kind === "partner-frozen") return "stale";
  throw error;
}

const isCodeMissing = ({ code }: Fault): boolean => code === "code-missing";

const linkOf = ({ parameters }: HttpRequest): string => parameters["link"] ?? "";
