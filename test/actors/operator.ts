import { closeSupportRequest, writeSupportMessage } from "../../shared/support/commands/change-support-request.ts";
import { askForData, type AskedData } from "../../shared/data-requests/ask-for-data.ts";
import { recoverCustomer, type RecoveryInput } from "../../shared/customer/commands/supervise-customer.ts";
import type { PartnerAnswer } from "../../shared/partner/commands/change-partner.ts";
import {
  registerPartner,
  editOperatorFields,
  freezePartner,
  releasePartner,
} from "../../shared/partner/commands/supervise-partner.ts";
import type { RelationshipAnswer } from "../../shared/relationship/commands/change-relationship.ts";
import {
  reportRemovedPermissions,
  resumeRelationship,
  suspendRelationship,
  type ReportedRemoval,
} from "../../shared/relationship/commands/supervise-relationship.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Cause } from "../../shared/events/envelope.ts";
import type { IdempotencyClaim } from "../../shared/table/idempotency.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { ExpectedVersions } from "../../shared/transaction/expected-version.ts";
import { now } from "../support/builders/fixed-clock.ts";

/** When the operator calls, and with which headers. */
interface Conditions {
  readonly at?: Instant;
  readonly claim?: IdempotencyClaim | null;
  readonly expected?: ExpectedVersions;
}

/** The cause of what the operator does, for a partner where one is named. */
export const operatorCause = (at: Instant = now, partnerId = ""): Cause => ({
  ...{ partnerId, actor: { kind: "operator", id: "operator-1" }, now: at },
  ...{ correlationId: "c-2", causationId: null },
});

let registered = 0;

/** Who runs the deployment. */
export class Operator {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Registers a partner with what a direct reseller of the public cloud says, unless `named` says otherwise. */
  register(
    named: Partial<Parameters<typeof registerPartner>[1]> = {},
    claim: IdempotencyClaim | null = null,
  ): Promise<PartnerAnswer> {
    const usual = { displayName: `Partner ${++registered}`, kind: "direct-reseller", cloud: "public" } as const;
    const profile = { locale: "en", replyTo: null, notifications: [], verified: null };
    return registerPartner(this.#dependencies, { ...usual, ...profile, ...named }, operatorCause(), claim);
  }

  changePartner(id: string, changes: Parameters<typeof editOperatorFields>[2]): Promise<PartnerAnswer> {
    return editOperatorFields(this.#dependencies, id, changes, "any", operatorCause());
  }

  freeze(id: string, at?: Instant): Promise<PartnerAnswer> {
    return freezePartner(this.#dependencies, id, null, operatorCause(at), null);
  }

  release(id: string, at?: Instant): Promise<PartnerAnswer> {
    return releasePartner(this.#dependencies, id, operatorCause(at), null);
  }

  suspend(id: string, { at, claim = null, expected }: Conditions = {}): Promise<RelationshipAnswer> {
    return suspendRelationship(this.#dependencies, id, "A dispute", operatorCause(at), claim, expected);
  }

  resume(id: string, { at, claim = null, expected }: Conditions = {}): Promise<RelationshipAnswer> {
    return resumeRelationship(this.#dependencies, id, "The dispute is settled", operatorCause(at), claim, expected);
  }

  /** Reports that a customer removed permissions in a service's own admin portal. */
  reportRemoved(
    id: string,
    { at = now, ...reported }: Partial<ReportedRemoval> = {},
    { at: reportedAt }: Conditions = {},
  ): Promise<RelationshipAnswer> {
    const removal = { permissions: "all", by: null, ...reported, at } as const;
    return reportRemovedPermissions(this.#dependencies, id, removal, operatorCause(reportedAt), null);
  }

  /** Asks for the export or erasure of a person's data. */
  async askForData(
    asked: Pick<AskedData, "kind" | "email"> & Partial<AskedData>,
    { at, claim = null }: { at?: Instant; claim?: IdempotencyClaim | null } = {},
  ): ReturnType<typeof askForData> {
    return askForData(this.#dependencies, { unattended: false, ...asked }, operatorCause(at), claim);
  }

  answerSupport(id: string, text: string, at?: Instant): ReturnType<typeof writeSupportMessage> {
    return writeSupportMessage(this.#dependencies, id, text, {
      cause: operatorCause(at),
      claim: null,
      expected: "any",
    });
  }

  closeSupport(id: string, at?: Instant): ReturnType<typeof closeSupportRequest> {
    return closeSupportRequest(this.#dependencies, id, { cause: operatorCause(at), claim: null, expected: "any" });
  }

  /** Makes an address administrator of a customer. */
  recover(
    customerId: string,
    email: string,
    { at, claim = null, ...named }: Partial<RecoveryInput> & { at?: Instant; claim?: IdempotencyClaim | null } = {},
  ): ReturnType<typeof recoverCustomer> {
    const input = { reason: "Nobody is left.", force: false, ...named, email };
    return recoverCustomer(this.#dependencies, customerId, input, operatorCause(at), claim);
  }
}
