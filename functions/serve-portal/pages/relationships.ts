import {
  readCustomerInvitation,
  readCustomerRelationship,
} from "../../../shared/customer/commands/read-administered.ts";
import { administratorBehind } from "../../../shared/customer/items/administrator-moment.ts";
import { assertNoCoolOff } from "../../../shared/customer/rules/administrators.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { html } from "../../../shared/html/html.ts";
import { receiptAnswer } from "../../../shared/http/receipt-answer.ts";
import { idIn, type HttpAnswer } from "../../../shared/http/request.ts";
import { readReceipt } from "../../../shared/invitation/reads/read-receipt.ts";
import { receiptOf } from "../../../shared/invitation/rules/receipt.ts";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { field } from "../../../shared/pages/field.ts";
import { readForm, text } from "../../../shared/pages/form.ts";
import { receiptPart, receiptTitle } from "../../../shared/pages/receipt.ts";
import { permissionName } from "../../../shared/policy/permission-texts.ts";
import { say } from "../../../shared/policy/words.ts";
import {
  pause,
  removePermissions,
  renewPermissions,
  resume,
  terminateRelationship,
} from "../../../shared/relationship/commands/change-customers-relationship.ts";
import { allowOnRelationship } from "../../../shared/relationship/lifecycle.ts";
import { isRenewable } from "../../../shared/relationship/rules/changes.ts";
import { line } from "../../../shared/schema/primitives.ts";
import { portalPath } from "../addresses.ts";
import { onTo, sessionAnswer } from "../../../shared/pages/session-answers.ts";
import { customerSetting } from "../page-setting.ts";
import { partnerModel } from "../partner-model.ts";
import { formPage, parameter, showing, signedIn } from "../routes.ts";
import type { Visit } from "../visit.ts";
import { withReceiptTexts } from "../texts.ts";
import { confirmPage, refusedPage, type Question } from "./confirm.ts";
import { sessionPage } from "./frame.ts";
import { relationshipPage } from "./relationship.ts";

const reasonSchema = line(500);

/** The pages of a relationship. Each action has a page that asks first (product table, rows 35, 38 and 40). */
export const relationshipRoutes = {
  "GET /portal/relationships/{id}": showing(signedIn, async (visit) => {
    const { now } = visit.moment;
    const { relationship, partner, customer, events, maySend, setting } = await find(visit);
    const model = partnerModel(relationship, partner, now);
    const key = await visit.portal.masterKey();
    const history = events.map((event) => ({ event, by: administratorBehind(event.metadata, customer, key) }));
    return relationshipPage({ ...setting, model, history, receipts: receiptsIn(events), maySend, now }, visit.texts);
  }),

  "GET /portal/relationships/{id}/receipts/{invitation}": showing(signedIn, async (visit) => {
    const wanted = { relationshipId: idIn(visit.request), invitationId: parameter(visit, "invitation") };
    const invitation = await readCustomerInvitation(visit.portal, visit.moment, wanted);
    if (visit.request.query["format"] === "jws")
      return receiptAnswer(invitation.id, await readReceipt(visit.portal, invitation));
    const { setting } = await find(visit);
    const kid = (await visit.portal.masterKey()).currentKid;
    const texts = await withReceiptTexts(visit.texts);
    const receipt = receiptOf(invitation, visit.portal.publicUrl);
    return sessionPage(setting, texts, {
      title: receiptTitle(receipt, texts),
      main: receiptPart(receipt, { kid, file: `${visit.request.path}?format=jws` }, texts),
    });
  }),

  ...formPage("/portal/relationships/{id}/remove", signedIn, {
    fields: {},
    show: async (visit) => {
      const { confirm } = visit.texts;
      return askAbout(visit, await find(visit), [confirm.removeAll, confirm.remove], true);
    },
    act: async (visit) => {
      const permission = permissionIn(visit);
      const permissions = permission === null ? "all" : [permission];
      await removePermissions(visit.portal, { relationshipId: idIn(visit.request), permissions }, visit.moment);
      return backTo(visit, permission === null ? "removed-all" : "removed");
    },
  }),

  ...formPage("/portal/relationships/{id}/pause", signedIn, {
    fields: {},
    show: async (visit) => {
      const { confirm } = visit.texts;
      return askAbout(visit, await find(visit), [confirm.pause, confirm.pausePermission], true);
    },
    act: async (visit) => {
      const permission = permissionIn(visit);
      await pause(visit.portal, { relationshipId: idIn(visit.request), permission }, visit.moment);
      return backTo(visit, permission === null ? "paused" : "permission-paused");
    },
  }),

  ...formPage("/portal/relationships/{id}/resume", signedIn, {
    fields: {},
    show: async (visit) => {
      const { confirm } = visit.texts;
      const found = await find(visit);
      assertNoCoolOff(found.administrator, visit.moment.now);
      return askAbout(visit, found, [confirm.resume, confirm.resumePermission]);
    },
    act: async (visit) => {
      const permission = permissionIn(visit);
      await resume(visit.portal, { relationshipId: idIn(visit.request), permission }, visit.moment);
      return backTo(visit, permission === null ? "resumed" : "permission-resumed");
    },
  }),

  ...formPage("/portal/relationships/{id}/renew", signedIn, {
    fields: {},
    show: askToRenew,
    act: async (visit) => {
      try {
        await renewPermissions(visit.portal, { relationshipId: idIn(visit.request) }, visit.moment);
      } catch (error) {
        // The page explains why.
        if (error instanceof Refusal && error.kind === "wrong-state") return askToRenew(visit);
        throw error;
      }
      return backTo(visit, "renewed");
    },
  }),

  ...formPage("/portal/relationships/{id}/end", signedIn, {
    fields: { reason: text(2_000) },
    show: async (visit, typed, errors) => {
      const { partner, administrator, setting } = await find(visit);
      assertNoCoolOff(administrator, visit.moment.now);
      const { texts } = visit;
      const { end } = texts.confirm;
      const names = { partner: partner.displayName, operator: visit.portal.operatorName };
      const hint = say(end.reasonHint, names);
      const attributes = html`autocomplete="off"`;
      const own = { id: "reason", label: end.reason, hint, value: typed?.reason ?? "", attributes };
      const fields = field(own, errors, texts);
      const question = { words: end, names, back: pathOf(visit), isDestructive: true, fields, errors };
      return confirmPage(setting, question, texts);
    },
    act: async (visit, { reason: typed }) => {
      const reason = typed === "" ? null : reasonSchema.safeParse(typed);
      if (reason?.success === false) return [{ field: "reason", message: visit.texts.faults["text-unfit"] }];
      const wanted = { relationshipId: idIn(visit.request), reason: reason?.data ?? null };
      await terminateRelationship(visit.portal, wanted, visit.moment);
      return backTo(visit, "ended");
    },
  }),
};

const pathOf = (visit: Visit, done?: string): string =>
  portalPath(`/relationships/${idIn(visit.request)}`, { locale: visit.setting.locale, done });

/** A redirect to the relationship, which confirms the action. */
const backTo = (visit: Visit, done: string): HttpAnswer => onTo(pathOf(visit, done));

/** The permission that a change is about; null for the whole relationship. A misspelt parameter must not mean that. */
function permissionIn({ request }: Visit): string | null {
  readForm({ lang: text(100), permission: text(100) }, request.query);
  return request.query["permission"] ?? null;
}

/** The page that asks before a change of everything, or of one permission. */
function askAbout(
  visit: Visit,
  { partner, relationship, setting }: Awaited<ReturnType<typeof find>>,
  [ofAll, ofOne]: readonly [Question["words"], Question["words"]],
  isDestructive = false,
): string {
  const { permission } = visit.request.query;
  if (permission !== undefined && !relationship.grants.some((grant) => grant.permission === permission)) {
    throw new Refusal("not-found", "This permission was never granted.");
  }
  const names = {
    ...{ partner: partner.displayName, operator: visit.portal.operatorName },
    name: permissionName(permission ?? "", visit.texts.catalogue),
  };
  const words = permission === undefined ? ofAll : ofOne;
  return confirmPage(setting, { words, names, back: pathOf(visit), about: { permission }, isDestructive }, visit.texts);
}

/** The relationship of the path. One of another customer is not found. */
async function find(visit: Visit) {
  const found = await readCustomerRelationship(visit.portal, visit.moment, idIn(visit.request));
  return { ...found, setting: customerSetting(visit.setting, found, visit.moment.now) };
}

/** The page that asks before a renewal, or says that there is nothing to renew. */
async function askToRenew(visit: Visit): Promise<HttpAnswer> {
  const { moment, texts } = visit;
  const { relationship, partner, administrator, setting } = await find(visit);
  assertNoCoolOff(administrator, moment.now);
  allowOnRelationship("renew-permissions", relationship);
  if (partner.frozen)
    throw new Refusal(
      "partner-frozen",
      "This partner is frozen, so nothing can be granted to it. Nothing was changed.",
    );
  const names = { partner: partner.displayName };
  const { renew, nothing } = texts.confirm;
  const back = pathOf(visit);
  if (isRenewable(relationship, moment.now))
    return sessionAnswer(confirmPage(setting, { words: renew, names, back }, texts));
  const to = { href: back, label: partner.displayName };
  return sessionAnswer(refusedPage(setting, { words: nothing, names, back: to }, texts), 409);
}

/** The accepted invitations of a relationship, from its events. */
const receiptsIn = (events: readonly StoredEvent[]) =>
  events.flatMap(({ data, metadata }) =>
    typeof data["invitationId"] === "string" ? [{ invitationId: data["invitationId"], at: metadata.occurredAt }] : [],
  );
