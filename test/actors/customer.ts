import { acceptInvitation, type AcceptanceInput } from "../../shared/invitation/commands/accept-invitation.ts";
import { type LinkOutcome, askForNewLink, markViewed } from "../../shared/invitation/commands/act-on-link.ts";
import { declineInvitation } from "../../shared/invitation/commands/decline-invitation.ts";
import { reportAbuse } from "../../shared/invitation/commands/report-abuse.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { handOver } from "../../shared/invitation/commands/hand-over.ts";
import { readOffer } from "../../shared/invitation/reads/read-offer.ts";
import { requestCode } from "../../shared/invitation/commands/request-code.ts";
import { codeFor } from "../../shared/codes/code-for.ts";
import { signLink } from "../../shared/crypto/links.ts";
import type { Issue } from "../../shared/invitation/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { codePlace } from "../../shared/codes/item.ts";
import { invitationPlace } from "../../shared/invitation/items/item.ts";
import { present } from "../../shared/table/places.ts";
import { now } from "../support/builders/fixed-clock.ts";

/** A person with a personal link. */
export class Customer {
  readonly #dependencies: Dependencies;
  readonly #invitationId: string;
  readonly #issue: Issue;
  readonly #token: string;
  readonly #correlationId: string;

  private constructor(
    dependencies: Dependencies,
    { invitationId, issue }: { readonly invitationId: string; readonly issue: Issue },
    token: string,
    correlationId: string,
  ) {
    this.#dependencies = dependencies;
    this.#invitationId = invitationId;
    this.#issue = issue;
    this.#token = token;
    this.#correlationId = correlationId;
  }

  /** Throws for a draft, which has no link. */
  static async of(dependencies: Dependencies, invitationId: string, correlationId = "c-2"): Promise<Customer> {
    const { issue } = await dependencies.table.read(present(invitationPlace(invitationId)));
    if (issue === null) throw new Error("A draft has no link.");
    const numbers = { invitationId, version: issue.linkVersion, epoch: issue.linkEpoch };
    const token = signLink(numbers, await dependencies.masterKey());
    return new Customer(dependencies, { invitationId, issue }, token, correlationId);
  }

  /** Accepts everything that was asked, unless `accepted` says otherwise. */
  accept(accepted: Partial<AcceptanceInput> = {}, at: Instant = now): Promise<LinkOutcome> {
    const { offerDigest, offer } = this.#issue;
    const yes = { offerDigest, granted: offer.permissions, duration: null, agreed: true, code: null } as const;
    const who = { name: "Ada", title: "Head of IT", reason: null, via: "page" } as const;
    const whom = { customer: null, organization: null, proof: null };
    return acceptInvitation(
      this.#dependencies,
      this.#token,
      { ...yes, ...who, ...whom, ...accepted },
      this.#moment(at),
    );
  }

  decline(at: Instant = now, reason = "Not now"): Promise<LinkOutcome> {
    const no = {
      offerDigest: this.#issue.offerDigest,
      reason,
      name: null,
      title: null,
      via: "page",
    } as const;
    return declineInvitation(this.#dependencies, this.#token, no, this.#moment(at));
  }

  report(at: Instant = now): Promise<LinkOutcome> {
    const input = { offerDigest: this.#issue.offerDigest, reason: null, name: null, title: null, via: "page" } as const;
    return reportAbuse(this.#dependencies, this.#token, input, this.#moment(at));
  }

  handOver(email: string, code: string | null, at: Instant = now): Promise<LinkOutcome> {
    return handOver(this.#dependencies, this.#token, { email, code }, this.#moment(at));
  }

  askForNewLink(at: Instant = now): Promise<LinkOutcome> {
    return askForNewLink(this.#dependencies, this.#token, this.#moment(at));
  }

  /** Opens the link; answers what its page shows. */
  open(at: Instant = now, proof = ""): ReturnType<typeof readOffer> {
    return readOffer(this.#dependencies, this.#token, at, proof);
  }

  see(at: Instant = now): Promise<LinkOutcome> {
    return markViewed(this.#dependencies, this.#token, this.#moment(at));
  }

  requestCode(at: Instant = now): Promise<LinkOutcome> {
    return requestCode(this.#dependencies, this.#token, null, this.#moment(at));
  }

  /** The code that stands in the newest code mail. */
  async code(): Promise<string> {
    const { table, masterKey } = this.#dependencies;
    const code = codeFor(await table.read(present(codePlace(this.#invitationId))), await masterKey());
    if (code === null) throw new Error("The code's key is gone.");
    return code;
  }

  #moment(at: Instant) {
    return { now: at, correlationId: this.#correlationId };
  }
}
