import { annotateInvitation } from "../../shared/invitation/commands/annotate-invitation.ts";
import { cancelInvitation } from "../../shared/invitation/commands/cancel-invitation.ts";
import { correctAddress } from "../../shared/invitation/commands/correct-address.ts";
import { createInvitation } from "../../shared/invitation/commands/create-invitation.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { editInvitation } from "../../shared/invitation/commands/edit-invitation.ts";
import type { InvitationStatus } from "../../shared/invitation/lifecycle.ts";
import type { ExpectedVersions } from "../../shared/transaction/expected-version.ts";
import type { InvitationAnswer } from "../../shared/invitation/commands/invitation-answer.ts";
import type { TermsInput } from "../../shared/invitation/commands/invitation-input.ts";
import { loadOwn } from "../../shared/invitation/commands/own-invitation.ts";
import { recordDelivery } from "../../shared/delivery/commands/record-delivery.ts";
import { readInvitations, type InvitationFilter } from "../../shared/invitation/reads/read-invitations.ts";
import { renewInvitation, resendInvitation } from "../../shared/invitation/sending/resend-invitation.ts";
import { sendInvitation } from "../../shared/invitation/sending/send-invitation.ts";
import type { MailOutcome } from "../../shared/delivery/model.ts";
import type { SendMode } from "../../shared/invitation/model.ts";
import type { NotesInput } from "../../shared/invitation/rules/notes.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Cause } from "../../shared/events/envelope.ts";
import type { IdempotencyClaim } from "../../shared/table/idempotency.ts";
import type { WholeInvitation } from "../../shared/invitation/items/invitations.ts";
import { now } from "./builders/fixed-clock.ts";

/** When a partner acts, and under which claim. */
export interface Occasion {
  readonly at?: Instant;
  readonly claim?: IdempotencyClaim;
  readonly expected?: ExpectedVersions;
}

/** What is listed: all, unless something is said; by one status, or by several. */
type Wanted = Partial<InvitationFilter> & { readonly status?: InvitationStatus };

type Asked = TermsInput & {
  readonly send?: SendMode | null;
  readonly email?: string;
  readonly template?: string;
  readonly notes?: NotesInput;
};

const createdBy = { id: "user-1", email: "sales@partner.example" };

/** One partner and what it can do. Every invitation goes to a customer of its own unless an address is named. */
export class Desk {
  readonly partnerId: string;
  readonly #dependencies: Dependencies;
  #invited = 0;

  readonly #createdBy: typeof createdBy;

  private constructor(dependencies: Dependencies, partnerId: string, by = createdBy) {
    this.#dependencies = dependencies;
    this.partnerId = partnerId;
    this.#createdBy = by;
  }

  static open(dependencies: Dependencies, partnerId: string): Desk {
    return new Desk(dependencies, partnerId);
  }

  /** Another user of the same partner, who invites other customers. */
  as(userId: string): Desk {
    const other = new Desk(this.#dependencies, this.partnerId, { id: userId, email: `${userId}@partner.example` });
    other.#invited = 10_000;
    return other;
  }

  cause(at: Instant = now): Cause {
    const actor = { kind: "partner", id: this.#createdBy.id } as const;
    return { partnerId: this.partnerId, actor, now: at, correlationId: "c-1", causationId: null };
  }

  claim(named: Partial<IdempotencyClaim> = {}): IdempotencyClaim {
    return { partnerId: this.partnerId, route: "POST /v1/invitations", key: "key-1", bodyHash: "body-1", ...named };
  }

  /** Sent by mail unless `send` says otherwise; null leaves a draft. */
  create(
    { send = "email", email, template, notes = {}, ...terms }: Asked = {},
    { at, claim }: Occasion = {},
  ): Promise<InvitationAnswer> {
    const address = email ?? `it@customer-${++this.#invited}.of-${this.partnerId.slice(-6).toLowerCase()}.example`;
    const input = { terms: { ...terms, customer: { email: address, ...terms.customer } }, template, notes, send };
    return createInvitation(this.#dependencies, input, this.#createdBy, this.cause(at), claim ?? null);
  }

  send(id: string, mode: SendMode, { at, claim, expected }: Occasion = {}): Promise<InvitationAnswer> {
    return sendInvitation(this.#dependencies, id, mode, this.cause(at), claim ?? null, expected);
  }

  edit(id: string, terms: TermsInput, expected: ExpectedVersions): Promise<InvitationAnswer> {
    return editInvitation(this.#dependencies, id, terms, expected, this.cause());
  }

  cancel(id: string, { at, claim, expected }: Occasion = {}): Promise<InvitationAnswer> {
    return cancelInvitation(this.#dependencies, id, "No longer needed", this.cause(at), claim ?? null, expected);
  }

  resend(
    id: string,
    { rotate = false, at, claim, expected }: Occasion & { rotate?: boolean } = {},
  ): Promise<InvitationAnswer> {
    return resendInvitation(this.#dependencies, id, { rotate }, this.cause(at), claim ?? null, expected);
  }

  renew(id: string, { at, claim, expected }: Occasion = {}): Promise<InvitationAnswer> {
    return renewInvitation(this.#dependencies, id, this.cause(at), claim ?? null, expected);
  }

  correctAddress(id: string, email: string, { at, claim, expected }: Occasion = {}): Promise<InvitationAnswer> {
    return correctAddress(this.#dependencies, id, email, this.cause(at), claim ?? null, expected);
  }

  /** What SES says of the newest mail; that it took it, unless something else is named. */
  async mailed(
    id: string,
    { outcome = "sent", at = now }: { outcome?: MailOutcome; at?: Instant } = {},
  ): Promise<void> {
    const { issue } = (await this.read(id)).invitation;
    const { mailSequence = 0, linkVersion = 0 } = issue ?? {};
    const actor = { kind: "system", id: "ses" } as const;
    const report = { outcome, mailSequence, linkVersion, at, reason: null, messageId: null };
    await recordDelivery(this.#dependencies, id, report, { now: at, actor, correlationId: "c-1", causationId: null });
  }

  read(id: string): Promise<WholeInvitation> {
    return loadOwn(this.#dependencies.table, this, id);
  }

  list(
    { limit = 25, cursor = null, status, ...asked }: Wanted & { limit?: number; cursor?: string | null } = {},
    at: Instant = now,
  ): ReturnType<typeof readInvitations> {
    const statuses = status === undefined ? null : [status];
    const all = { deliveries: null, relationship: null, createdBy: null, created: { from: null, to: null } };
    const filter = { ...all, statuses, tag: null, email: null, ...asked, partnerId: this.partnerId };
    return readInvitations(this.#dependencies, filter, { limit, cursor }, at);
  }

  note(id: string, input: NotesInput, at: Instant = now): Promise<WholeInvitation> {
    return annotateInvitation(this.#dependencies, id, input, this.cause(at));
  }
}
