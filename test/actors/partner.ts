import { annotateInvitation } from "../../shared/invitation/commands/annotate-invitation.ts";
import { cancelInvitation } from "../../shared/invitation/commands/cancel-invitation.ts";
import { loadOwn } from "../../shared/invitation/commands/own-invitation.ts";
import { correctAddress } from "../../shared/invitation/commands/correct-address.ts";
import { createAmendment } from "../../shared/invitation/commands/create-amendment.ts";
import { createInvitation } from "../../shared/invitation/commands/create-invitation.ts";
import type { AcceptanceInput } from "../../shared/invitation/commands/accept-invitation.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { editInvitation } from "../../shared/invitation/commands/edit-invitation.ts";
import { editProfile } from "../../shared/partner/commands/edit-profile.ts";
import type { PartnerAnswer } from "../../shared/partner/commands/change-partner.ts";
import type { InvitationStatus } from "../../shared/invitation/lifecycle.ts";
import type { ExpectedVersions } from "../../shared/transaction/expected-version.ts";
import type { InvitationAnswer } from "../../shared/invitation/commands/invitation-answer.ts";
import type { TermsInput } from "../../shared/invitation/commands/invitation-input.ts";
import { readDraft } from "../../shared/invitation/reads/read-draft.ts";
import { readInvitations, type InvitationFilter } from "../../shared/invitation/reads/read-invitations.ts";
import { renewInvitation, resendInvitation, sendInvitation } from "../../shared/invitation/sending/send-invitation.ts";
import type { SendMode } from "../../shared/invitation/model.ts";
import type { NotesInput } from "../../shared/invitation/rules/notes.ts";
import type { RelationshipAnswer } from "../../shared/relationship/commands/change-relationship.ts";
import { giveBackPermission, terminateByPartner } from "../../shared/relationship/commands/give-back.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Cause } from "../../shared/events/envelope.ts";
import type { IdempotencyClaim } from "../../shared/table/idempotency.ts";
import type { WholeInvitation } from "../../shared/invitation/items/invitations.ts";
import { closeSupportRequest, writeSupportMessage } from "../../shared/support/commands/change-support-request.ts";
import { openSupportRequest, type SupportAnswer } from "../../shared/support/commands/open-support-request.ts";
import type { SupportInput } from "../../shared/support/model.ts";
import { userWrites } from "../../shared/users/item.ts";
import { now } from "../support/builders/fixed-clock.ts";
import { Administrator } from "./administrator.ts";
import { Customer } from "./customer.ts";

/** When a partner calls, and with which headers. */
export interface Conditions {
  readonly at?: Instant;
  readonly claim?: IdempotencyClaim;
  readonly expected?: ExpectedVersions;
}

/** Filter of a list, by one status or several. */
type Filter = Omit<InvitationFilter, "partnerId" | "status"> & {
  readonly status?: InvitationStatus | readonly InvitationStatus[];
};

/** Terms of an invitation; by mail unless `send` says otherwise, and a draft where it is null. */
export type InvitationBody = TermsInput & {
  readonly send?: SendMode | null;
  readonly email?: string;
  readonly template?: string;
  readonly notes?: NotesInput;
};

let admins = 0;

/** A user of a partner. Every invitation goes to a customer of its own unless an address is named. */
export class Partner {
  readonly partnerId: string;
  readonly #dependencies: Dependencies;
  readonly #user: { readonly id: string; readonly email: string };
  readonly #correlationId: string;
  #invited = 0;

  constructor(
    dependencies: Dependencies,
    partnerId: string,
    user = { id: "user-1", email: "sales@partner.example" },
    correlationId = "c-1",
  ) {
    this.#dependencies = dependencies;
    this.partnerId = partnerId;
    this.#user = user;
    this.#correlationId = correlationId;
  }

  /** Another user of the same partner, who invites other customers. */
  as(userId: string): Partner {
    const other = new Partner(this.#dependencies, this.partnerId, { id: userId, email: `${userId}@partner.example` });
    other.#invited = 10_000;
    return other;
  }

  cause(at: Instant = now): Cause {
    const actor = { kind: "partner", id: this.#user.id } as const;
    return { partnerId: this.partnerId, actor, now: at, correlationId: this.#correlationId, causationId: null };
  }

  /** The cause of what a new admin does, who is on the partner's list and not in the user pool. */
  async adminCause({ sandbox = false } = {}): Promise<Cause> {
    const cause = this.cause();
    const id = `00000000-0000-4000-9000-${String(++admins).padStart(12, "0")}`;
    const email = `admin-${admins}@partner.example`;
    const admin = { id, partnerId: this.partnerId, version: 1, email, role: "admin", addedAt: cause.now } as const;
    await this.#dependencies.table.transact(userWrites(null, admin, { cause, mailbox: `mailbox-${admins}`, sandbox }));
    return { ...cause, actor: { kind: "partner", id } };
  }

  claim(named: Partial<IdempotencyClaim> = {}): IdempotencyClaim {
    return { partnerId: this.partnerId, route: "POST /v1/invitations", key: "key-1", bodyHash: "body-1", ...named };
  }

  async create(
    { send = "email", email, template, notes = {}, ...terms }: InvitationBody = {},
    { at, claim }: Conditions = {},
  ): Promise<InvitationAnswer & { readonly id: string }> {
    const address = email ?? `it@customer-${++this.#invited}.of-${this.partnerId.slice(-6).toLowerCase()}.example`;
    const input = { terms: { ...terms, customer: { email: address, ...terms.customer } }, template, notes, send };
    const answer = await createInvitation(this.#dependencies, input, this.#user, this.cause(at), claim ?? null);
    return { ...answer, id: answer.reading.id };
  }

  /** Asks for more in a live relationship, by mail at once unless `send` says otherwise. */
  async amend(
    relationshipId: string,
    { send = "email", email, notes = {}, ...terms }: Omit<InvitationBody, "template" | "customer">,
    { at, claim }: Conditions = {},
  ): Promise<InvitationAnswer & { readonly id: string }> {
    const who = { createdBy: this.#user, cause: this.cause(at), claim: claim ?? null };
    const input = { terms, notes, send };
    const answer = await createAmendment(this.#dependencies, { relationshipId, email, input, ...who });
    return { ...answer, id: answer.reading.id };
  }

  /** Creates an invitation that goes out at once; answers the customer with its link too. */
  async invite(body?: InvitationBody, conditions?: Conditions) {
    const { id, reading } = await this.create(body, conditions);
    return {
      id,
      email: reading.customer.email,
      reading,
      customer: await Customer.of(this.#dependencies, id, this.#correlationId),
    };
  }

  /** Invites a customer, who accepts; answers their relationship and the customer's administrator. */
  async connect(body?: InvitationBody, accepted: Partial<AcceptanceInput> = {}, at: Instant = now) {
    const { customer, ...invited } = await this.invite(body, { at });
    await customer.accept(accepted, at);
    const { invitation } = await this.read(invited.id);
    if (invitation.status !== "accepted") throw new Error(`The invitation is ${invitation.status}.`);
    const { customerId, relationshipId } = invitation;
    const administrator = await Administrator.of(this.#dependencies, customerId, invited.email, at);
    return { ...invited, invitation, customerId, relationshipId, administrator };
  }

  /** Opens a support request for a customer, about a service unless `named` says otherwise. */
  openSupport(
    customerId: string,
    named: Partial<SupportInput> = {},
    { at, claim }: Conditions = {},
  ): Promise<SupportAnswer> {
    const usual = {
      kind: "service",
      severity: "normal",
      service: null,
      subject: "Mails",
      text: "They are late.",
    } as const;
    return openSupportRequest(this.#dependencies, customerId, { ...usual, ...named }, this.cause(at), claim ?? null);
  }

  writeSupport(id: string, text: string, { at, claim, expected = "any" }: Conditions = {}): Promise<SupportAnswer> {
    return writeSupportMessage(this.#dependencies, id, text, { cause: this.cause(at), claim: claim ?? null, expected });
  }

  closeSupport(id: string, { at, claim, expected = "any" }: Conditions = {}): Promise<SupportAnswer> {
    return closeSupportRequest(this.#dependencies, id, { cause: this.cause(at), claim: claim ?? null, expected });
  }

  send(id: string, mode: SendMode, { at, claim, expected }: Conditions = {}): Promise<InvitationAnswer> {
    return sendInvitation(this.#dependencies, id, mode, this.cause(at), claim ?? null, expected);
  }

  edit(id: string, terms: TermsInput, expected: ExpectedVersions = "any"): Promise<InvitationAnswer> {
    return editInvitation(this.#dependencies, id, terms, expected, this.cause());
  }

  cancel(id: string, { at, claim, expected }: Conditions = {}): Promise<InvitationAnswer> {
    return cancelInvitation(this.#dependencies, id, "No longer needed", this.cause(at), claim ?? null, expected);
  }

  resend(
    id: string,
    { rotate = false, at, claim, expected }: Conditions & { rotate?: boolean } = {},
  ): Promise<InvitationAnswer> {
    return resendInvitation(this.#dependencies, id, { rotate }, this.cause(at), claim ?? null, expected);
  }

  renew(id: string, { at, claim, expected }: Conditions = {}): Promise<InvitationAnswer> {
    return renewInvitation(this.#dependencies, id, this.cause(at), claim ?? null, expected);
  }

  correctAddress(id: string, email: string, { at, claim, expected }: Conditions = {}): Promise<InvitationAnswer> {
    return correctAddress(this.#dependencies, id, email, this.cause(at), claim ?? null, expected);
  }

  /** The text and link to hand over, where the partner sends by itself. */
  draft(id: string): ReturnType<typeof readDraft> {
    return readDraft(this.#dependencies, id, this.cause());
  }

  read(id: string): Promise<WholeInvitation> {
    return loadOwn(this.#dependencies.table, this, id);
  }

  list(
    { limit = 25, cursor = null, status, ...filter }: Filter & { limit?: number; cursor?: string | null } = {},
    at: Instant = now,
  ): ReturnType<typeof readInvitations> {
    const whole = { ...filter, partnerId: this.partnerId, ...(status && { status: [status].flat() }) };
    return readInvitations(this.#dependencies, whole, { limit, cursor }, at);
  }

  giveBack(relationshipId: string, permission: string, { at, expected }: Conditions = {}): Promise<RelationshipAnswer> {
    return giveBackPermission(this.#dependencies, { relationshipId, permission }, this.cause(at), null, expected);
  }

  terminate(
    relationshipId: string,
    { reason = null, at, claim, expected }: Conditions & { readonly reason?: string | null } = {},
  ): Promise<RelationshipAnswer> {
    const end = { relationshipId, reason };
    return terminateByPartner(this.#dependencies, end, this.cause(at), claim ?? null, expected);
  }

  note(id: string, input: NotesInput, { at, expected }: Conditions = {}): Promise<WholeInvitation> {
    return annotateInvitation(this.#dependencies, id, input, this.cause(at), expected);
  }

  /** Changes the profile as a new admin, unless a cause says who. */
  async changeProfile(changes: Parameters<typeof editProfile>[1], cause?: Cause): Promise<PartnerAnswer> {
    return editProfile(this.#dependencies, changes, "any", cause ?? (await this.adminCause()));
  }
}
