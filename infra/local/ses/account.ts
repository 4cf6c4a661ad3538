import * as z from "zod";
import { AwsError } from "../aws-endpoint.ts";
import { dayMs, type Clock } from "../clock.ts";
import { simulatorAddresses } from "./feedback.ts";

const limitsSchema = z.strictObject({
  /** Whether the account may only mail confirmed addresses, as every new one. */
  sandbox: z.boolean(),
  /** Whether AWS has stopped the account's sending. */
  paused: z.boolean(),
  /** Mails a second; null for no limit. */
  rate: z.number().positive().nullable(),
  /** Mails in 24 hours; null for no limit. */
  daily: z.int().positive().nullable(),
});
/** `confirm` is an address or a domain whose owner has confirmed it. */
const changeSchema = limitsSchema.partial().extend({ confirm: z.string().optional() });
type Limits = z.infer<typeof limitsSchema>;

const secondMs = 1000;
const unlimited: Limits = { sandbox: false, paused: false, rate: null, daily: null };

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);
const isSimulator = (address: string): boolean => domainOf(address) === "simulator.amazonses.com";

/** What an account may do besides what the template says of it, as a folder keeps it. */
export interface AccountSettings extends Limits {
  readonly confirmed: readonly string[];
  /** When mails of the last day were taken. */
  readonly taken: readonly number[];
}

/** What an SES account may do; source: "Managing your Amazon SES sending limits" and "Verified identities" of the SES guide. */
export class SesAccount {
  readonly #clock: Clock;
  /** Those of the template. */
  readonly #identities: readonly string[];
  readonly #region: string;
  readonly #confirmed = new Set<string>();
  #limits = unlimited;
  /** When mails of the last day were taken. */
  #taken: readonly number[] = [];

  constructor(identities: readonly string[], clock: Clock, region: string) {
    this.#identities = identities;
    this.#clock = clock;
    this.#region = region;
  }

  /** As `GET /_local/ses` tells it. */
  get state(): object {
    const names = [...new Set([...this.#identities, ...this.#confirmed])];
    const identities = names.map((name) => ({ name, confirmed: this.#confirmed.has(name) }));
    return { identities, ...this.#limits, sentInLastDay: this.#takenSince(dayMs), simulator: simulatorAddresses };
  }

  /** What `GetSendQuota` tells; null for no limit. */
  get quota() {
    return { ...this.#limits, sent: this.#takenSince(dayMs) };
  }

  /** What a folder keeps of it. */
  get settings(): AccountSettings {
    return { ...this.#limits, confirmed: [...this.#confirmed], taken: this.#taken };
  }

  /** Goes on as another run left it. */
  restore({ confirmed, taken, ...limits }: AccountSettings): void {
    for (const name of confirmed) this.#confirmed.add(name);
    this.#limits = limits;
    this.#taken = taken;
  }

  /** Takes what `POST /_local/ses` says; throws a ZodError on anything else. */
  change(request: unknown): void {
    const { confirm, ...limits } = changeSchema.parse(request);
    if (confirm !== undefined) this.#confirmed.add(confirm.toLowerCase());
    this.#limits = { ...this.#limits, ...limits };
  }

  /** Confirms every identity of the template, as their owner would by the mail or the records that SES asks for; answers them. */
  confirmAll(): readonly string[] {
    for (const name of this.#identities) this.#confirmed.add(name.toLowerCase());
    return this.#identities;
  }

  /** Lifts what was switched on; what is confirmed stays so. */
  reset(): void {
    this.#limits = unlimited;
    this.#taken = [];
  }

  /** Counts a mail in. Throws the AwsError with which SES refuses it for the account's sake. */
  admit(sender: string, recipients: readonly string[]): void {
    const { sandbox, paused, daily, rate } = this.#limits;
    if (paused)
      throw new AwsError(
        "MessageRejected",
        "Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.",
      );
    const unverified = [sender, ...(sandbox ? recipients.filter((to) => !isSimulator(to)) : [])].filter(
      (address) => !this.#isConfirmed(address),
    );
    if (unverified.length > 0) {
      const failed = `The following identities failed the check in region ${this.#region.toUpperCase()}: ${unverified.join(", ")}`;
      throw new AwsError("MessageRejected", `Email address is not verified. ${failed}`);
    }
    if (daily !== null && this.#takenSince(dayMs) >= daily)
      throw new AwsError("Throttling", "Daily message quota exceeded.");
    if (rate !== null && this.#takenSince(secondMs) >= rate)
      throw new AwsError("Throttling", "Maximum sending rate exceeded.");
    this.#taken = [...this.#taken, this.#clock.now()];
  }

  #isConfirmed(address: string): boolean {
    const lower = address.toLowerCase();
    return this.#confirmed.has(lower) || this.#confirmed.has(domainOf(lower));
  }

  #takenSince(period: number): number {
    const now = this.#clock.now();
    this.#taken = this.#taken.filter((at) => at > now - dayMs);
    return this.#taken.filter((at) => at > now - period).length;
  }
}
