import { AwsError } from "../aws-endpoint.ts";
import { dayMs, type Clock } from "../clock.ts";
import type { Ses } from "../ses/ses.ts";
import type { UserPool } from "./user-pool.ts";

/** Mails that Cognito sends by itself in a day; source: "Quotas in Amazon Cognito". */
const ownMailsPerDay = 50;

const ownSender = "no-reply@verificationemail.com";
const ownInvitation = {
  EmailSubject: "Your temporary password",
  EmailMessage: "Your username is {username} and temporary password is {####}.",
};

/** How a pool mails its users: through SES as its sender, or by Cognito itself, fifty a day and in Cognito's words. */
export class PoolMail {
  readonly #pool: UserPool | undefined;
  readonly #ses: Ses;
  readonly #clock: Clock;
  #sentAt: number[] = [];

  constructor(pool: UserPool | undefined, ses: Ses, clock: Clock) {
    this.#pool = pool;
    this.#ses = ses;
    this.#clock = clock;
  }

  /** Forgets how many mails went out. */
  reset(): void {
    this.#sentAt = [];
  }

  /** Refuses, before anything is done, what the day's limit does not let through. */
  assertWithinLimit(): void {
    if (this.#pool?.sender !== undefined) return;
    this.#sentAt = this.#sentAt.filter((at) => at > this.#clock.now() - dayMs);
    if (this.#sentAt.length >= ownMailsPerDay)
      throw new AwsError("LimitExceededException", "Exceeded daily email limit for the operation or the account.");
  }

  /** Mails a first password. Throws what Cognito answers when SES does not take the mail. */
  async invite(email: string, password: string): Promise<void> {
    const { sender, invitation } = this.#pool ?? {};
    // Cognito takes a text of somebody else's only where SES sends.
    const { EmailSubject, EmailMessage } = (sender && invitation) || ownInvitation;
    const html = EmailMessage.replaceAll("{username}", email).replaceAll("{####}", password);
    const mail = { from: sender ?? ownSender, to: email, subject: EmailSubject, html };
    if (sender === undefined) this.#sentAt.push(this.#clock.now());
    try {
      await this.#ses.sendForPool(mail, sender !== undefined);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AwsError("CodeDeliveryFailureException", `SES did not take the mail: ${error.message}`);
    }
  }
}
