import type * as z from "zod/mini";
import { annotateInvitation } from "../../shared/invitation/commands/annotate-invitation.ts";
import { cancelInvitation } from "../../shared/invitation/commands/cancel-invitation.ts";
import { loadOwn } from "../../shared/invitation/commands/own-invitation.ts";
import { correctAddress } from "../../shared/invitation/commands/correct-address.ts";
import { createAmendment } from "../../shared/invitation/commands/create-amendment.ts";
import { createInvitation } from "../../shared/invitation/commands/create-invitation.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { editInvitation } from "../../shared/invitation/commands/edit-invitation.ts";
import { inputOf } from "../../shared/invitation/commands/invitation-input.ts";
import { readDraft } from "../../shared/invitation/reads/read-draft.ts";
import { readHistoryPage } from "../../shared/events/read-history.ts";
import { readReceipt } from "../../shared/invitation/reads/read-receipt.ts";
import { receiptAnswer } from "../../shared/http/receipt-answer.ts";
import { readInvitation } from "../../shared/invitation/reads/read-invitation.ts";
import { readInvitations } from "../../shared/invitation/reads/read-invitations.ts";
import { renewInvitation, resendInvitation, sendInvitation } from "../../shared/invitation/sending/send-invitation.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { csvAnswer } from "../../shared/http/csv.ts";
import { conditional, expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { etagOf, readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { emptyBody, parse, parseQuery } from "../../shared/schema/parse.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";
import { idIn, type HttpRequest, type RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { routes } from "./manifest.ts";
import {
  amendBody,
  cancelBody,
  correctAddressBody,
  createBody,
  editBody,
  fileOfListQuery,
  historyQuery,
  listQuery,
  notesBody,
  resendBody,
  sendBody,
} from "../../shared/invitation/requests.ts";
import { invitationColumns } from "./csv.ts";
import { annotationAnswer, commandAnswer, draftBody, invitationBody, listedBody, notesPart } from "./view.ts";

/** The API of a partner's invitations. */
export function serveInvitations(dependencies: Dependencies, clock: Clock): RouteHandlers<typeof routes> {
  const given = (request: HttpRequest) =>
    [causedByCaller(request, clock()), idempotencyClaim(request), versionsIfSent(request)] as const;
  const list = async (request: HttpRequest, { limit, cursor, createdBy, ...asked }: z.output<typeof listQuery>) => {
    const now = clock();
    const { id, partnerId } = callerOf(request);
    const filter = { ...asked, partnerId, createdBy: createdBy === "me" ? id : createdBy };
    const { items, next } = await readInvitations(dependencies, filter, { limit, cursor: cursor ?? null }, now);
    return { items: items.map((whole) => listedBody(whole, now)), next };
  };
  return {
    "POST /v1/invitations": async (request) => {
      const input = inputOf(parseTerms(createBody, request.body));
      const { id, email } = callerOf(request);
      const cause = causedByCaller(request, clock());
      return commandAnswer(
        await createInvitation(dependencies, input, { id, email }, cause, idempotencyClaim(request)),
      );
    },

    "GET /v1/invitations": async (request) => ({
      status: 200,
      body: await list(request, parseQuery(listQuery, request.query)),
    }),

    "GET /v1/invitations/export": async (request) =>
      csvAnswer(
        request,
        "invitations",
        invitationColumns,
        await list(request, parseQuery(fileOfListQuery, request.query)),
      ),

    "GET /v1/invitations/{id}": async (request) => {
      const { partnerId } = callerOf(request);
      const { reading, notes } = await readInvitation(dependencies, partnerId, idIn(request), clock());
      const body = invitationBody(reading, notes);
      return readAnswer(request, body, reading.version, notes.version);
    },

    "PATCH /v1/invitations/{id}": async (request) => {
      const expected = expectedVersions(request);
      const terms = parseTerms(editBody, request.body);
      const cause = causedByCaller(request, clock());
      return commandAnswer(await editInvitation(dependencies, idIn(request), terms, expected, cause));
    },

    "PATCH /v1/invitations/{id}/notes": async (request) => {
      const input = parse(notesBody, request.body);
      const cause = causedByCaller(request, clock());
      const expected = versionsIfSent(request, notesPart);
      return annotationAnswer(await annotateInvitation(dependencies, idIn(request), input, cause, expected), cause.now);
    },

    "POST /v1/invitations/{id}/send": async (request) => {
      const { mode } = parse(sendBody, request.body);
      return commandAnswer(await sendInvitation(dependencies, idIn(request), mode, ...given(request)));
    },

    "POST /v1/invitations/{id}/resend": async (request) => {
      const input = parse(resendBody, request.body);
      return commandAnswer(await resendInvitation(dependencies, idIn(request), input, ...given(request)));
    },

    "POST /v1/invitations/{id}/renew": async (request) => {
      parse(emptyBody, request.body);
      return commandAnswer(await renewInvitation(dependencies, idIn(request), ...given(request)));
    },

    "POST /v1/invitations/{id}/correct-address": async (request) => {
      const { email } = parse(correctAddressBody, request.body);
      return commandAnswer(await correctAddress(dependencies, idIn(request), email, ...given(request)));
    },

    "POST /v1/invitations/{id}/cancel": async (request) => {
      const { reason = null } = parse(cancelBody, request.body);
      return commandAnswer(await cancelInvitation(dependencies, idIn(request), reason, ...given(request)));
    },

    "GET /v1/invitations/{id}/draft": async (request) => ({
      status: 200,
      body: await draftBody(await readDraft(dependencies, idIn(request), causedByCaller(request, clock()))),
    }),

    "GET /v1/invitations/{id}/receipt": async (request) => {
      const { invitation } = await loadOwn(dependencies.table, callerOf(request), idIn(request));
      const receipt = await readReceipt(dependencies, invitation);
      return conditional(request, etagOf(receipt), receiptAnswer(invitation.id, receipt));
    },

    "POST /v1/relationships/{id}/amend": async (request) => {
      const { send = null, reference, tags, email, ...terms } = parseTerms(amendBody, request.body);
      const { id, email: own } = callerOf(request);
      const amendment = {
        relationshipId: idIn(request),
        email,
        input: { terms, notes: { reference, tags }, send },
        createdBy: { id, email: own },
        cause: causedByCaller(request, clock()),
        claim: idempotencyClaim(request),
      };
      return commandAnswer(await createAmendment(dependencies, amendment));
    },

    "GET /v1/invitations/{id}/history": async (request) => {
      const page = parseQuery(historyQuery, request.query);
      await loadOwn(dependencies.table, callerOf(request), idIn(request));
      return { status: 200, body: await readHistoryPage(dependencies, idIn(request), page) };
    },
  };
}
