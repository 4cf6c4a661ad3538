import * as z from "zod";
import { AwsError } from "../aws-endpoint.ts";
import type { Clock } from "../clock.ts";
import { simulatorAddresses } from "./feedback.ts";

const changeSchema = z.strictObject({
  /** An address or a domain whose owner has confirmed it. */
  confirm: z.string().optional(),
  /** Whether the account may only mail confirmed addresses, as every new one. */
  sandbox: z.boolean().optional(),
  /** Whether AWS has stopped the account's sending. */
  paused: z.boolean().optional(),
  /** Mails a second; null for no limit. */
  rate: z.number().positive().nullable().optional(),
  /** Mails in 24 hours; null for no limit. */
  daily: z.int().positive().nullable().optional(),
});

const dayMs = 86_400_000;
const secondMs = 1000;

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);
const isSimulator = (address: string): boolean => domainOf(address) === "simulator.amazonses.com";

/** What an account may do besides what the template says of it, as a folder keeps it. */
export interface AccountSettings {
  readonly confirmed: readonly string[];
  readonly sandbox: boolean;
  readonly paused: boolean;
  readonly rate: number | null;
  readonly daily: number | null;
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
  #sandbox = false;
  #paused = false;
  #rate: number | null = null;
  #daily: number | null = null;
  /** When mails of the last day were taken. */
  #taken: number[] = [];

  constructor(identities: readonly string[], clock: Clock, region: string) {
    this.#identities = identities;
    this.#clock = clock;
    this.#region = region;
  }

  /** As `GET /_local/ses` tells it. */
  get state(): object {
    const names = [...new Set([...this.#identities, ...this.#confirmed])];
    const identities = names.map((name) => ({ name, confirmed: this.#confirmed.has(name) }));
    const [sandbox, paused, rate, daily] = [this.#sandbox, this.#paused, this.#rate, this.#daily];
    return {
      ...{ identities, sandbox, paused, rate, daily, sentInLastDay: this.#takenSince(dayMs) },
      simulator: simulatorAddresses,
    };
  }

  /** What `GetSendQuota` tells; null for no limit. */
  get quota(): { readonly daily: number | null; readonly rate: number | null; readonly sent: number } {
    return { daily: this.#daily, rate: this.#rate, sent: this.#takenSince(dayMs) };
  }

  /** What a folder keeps of it. */
  get settings(): AccountSettings {
    const [sandbox, paused, rate, daily] = [this.#sandbox, this.#paused, this.#rate, this.#daily];
    return { confirmed: [...this.#confirmed], sandbox, paused, rate, daily, taken: this.#taken };
  }

  /** Goes on as another run left it. */
  restore({ confirmed, taken, ...limits }: AccountSettings): void {
    for (const name of confirmed) this.#confirmed.add(name);
    this.change(limits);
    this.#taken = [...taken];
  }

  /** Takes what `POST /_local/ses` says; throws a ZodError on anything else. */
  change(request: unknown): void {
    const { confirm, sandbox, paused, rate, daily } = changeSchema.parse(request);
    if (confirm !== undefined) this.#confirmed.add(confirm.toLowerCase());
    if (sandbox !== undefined) this.#sandbox = sandbox;
    if (paused !== undefined) this.#paused = paused;
    if (rate !== undefined) this.#rate = rate;
    if (daily !== undefined) this.#daily = daily;
  }

  /** Confirms every identity of the template, as their owner would by the mail or the records that SES asks for; answers them. */
  confirmAll(): readonly string[] {
    for (const name of this.#identities) this.#confirmed.add(name.toLowerCase());
    return this.#identities;
  }

  /** Lifts what was switched on; what is confirmed stays so. */
  reset(): void {
    this.#sandbox = false;
    this.#paused = false;
    this.#rate = null;
    this.#daily = null;
    this.#taken = [];
  }

  /** Counts a mail in. Throws the AwsError with which SES refuses it for the account's sake. */
  admit(sender: string, recipients: readonly string[]): void {
    if (this.#paused)
      throw new AwsError(
        "MessageRejected",
        "Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.",
      );
    const unverified = [sender, ...(this.#sandbox ? recipients.filter((to) => !isSimulator(to)) : [])].filter(
      (address) => !this.#isConfirmed(address),
    );
    if (unverified.length > 0) {
      const failed = `The following identities failed the check in region ${this.#region.toUpperCase()}: ${unverified.join(", ")}`;
      throw new AwsError("MessageRejected", `Email address is not verified. ${failed}`);
    }
    if (this.#daily !== null && this.#takenSince(dayMs) >= this.#daily)
      throw new AwsError("Throttling", "Daily message quota exceeded.");
    if (this.#rate !== null && this.#takenSince(secondMs) >= this.#rate)
      throw new AwsError("Throttling", "Maximum sending rate exceeded.");
    this.#taken.push(this.#clock.now());
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
