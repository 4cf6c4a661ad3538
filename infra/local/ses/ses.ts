import { randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError, jsonReply, known, queryReply, type Call, type CallHandler, type Reply } from "../aws-endpoint.ts";
import type { Clock } from "../clock.ts";
import type { EventBuses } from "../eventbridge/eventbridge.ts";
import { arnOf, type Place } from "../identities.ts";
import { linksOf, readMail, type Mail } from "./mailbox.ts";
import { Postponed } from "../postponed.ts";
import { SesAccount } from "./account.ts";
import {
  entersSuppressionList,
  feedbackOn,
  onSuppressionList,
  send,
  type Feedback,
  type SuppressionReason,
} from "./feedback.ts";
import { inert, type Template } from "../template/template.ts";

const identitySchema = z.strictObject({
  ...inert("DkimAttributes", "DkimSigningAttributes", "FeedbackAttributes", "MailFromAttributes", "Tags"),
  EmailIdentity: z.string(),
});
const configurationSetSchema = z.strictObject({
  ...inert("DeliveryOptions", "Name", "ReputationOptions", "Tags"),
  SuppressionOptions: z.strictObject({ SuppressedReasons: z.array(z.enum(["BOUNCE", "COMPLAINT"])) }).optional(),
});
const destinationSchema = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    ...inert("Name"),
    Enabled: z.boolean().default(false),
    EventBridgeDestination: z.strictObject({ EventBusArn: z.string().endsWith(":event-bus/default") }),
    MatchingEventTypes: z.array(z.string()),
  }),
});

const validTag = /^[A-Za-z0-9_-]{1,256}$/;
const validTagValue = /^[A-Za-z0-9_.@-]{1,256}$/;

/** Host in the `Message-ID` of mails that the user pool sends, and not the product. */
export const poolMails = "cognito-idp.amazonaws.com";

/** Members of a list in the query protocol: `Destinations.member.1`, `Destinations.member.2`, … */
const members = (input: Readonly<Record<string, unknown>>, name: string, suffix = ""): string[] => {
  const found: string[] = [];
  for (let index = 1; ; index += 1) {
    const value = input[`${name}.member.${index}${suffix}`];
    if (typeof value !== "string") return found;
    found.push(value);
  }
};

/** Tags of a request; what a mail's own headers would say is not looked up. */
const tagsOf = (input: Call["input"]): Record<string, string[]> => {
  const values = members(input, "Tags", ".Value");
  const tags = members(input, "Tags", ".Name").map((name, index) => [name, values[index] ?? ""] as const);
  const [wrong] = tags.find(([name, value]) => !validTag.test(name) || !validTagValue.test(value)) ?? [];
  if (wrong !== undefined) throw new AwsError("InvalidParameterValue", `Invalid message tag: ${wrong}`);
  return Object.fromEntries(tags.map(([name, value]) => [name, [value]]));
};

/** Feedback on a mail that SES has not handed to anybody, so that it tells no address it was sent from. */
const staysAtSes: ReadonlySet<string> = new Set(["send", "reject"]);

/** An answer of SES version 1. */
const reply = (operation: string, members: Readonly<Record<string, string | number>>): Reply => {
  const inner = Object.entries(members).map(([name, value]) => `<${name}>${value}</${name}>`);
  return queryReply(operation, "ses.amazonaws.com/doc/2010-12-01", inner.join(""));
};

const addressIn = (header: string): string => (/<([^<>]+)>\s*$/.exec(header)?.[1] ?? header).trim();

/** The mail with SES's own `Message-ID` and `Date`, which replace those of the sender (SES guide, header fields). */
const stamped = (mail: Mail, messageId: string, date: Date): Mail => ({
  ...mail,
  headers: { ...mail.headers, "message-id": messageId, date: date.toUTCString().replace("GMT", "+0000") },
});

/** An address of the account's suppression list. */
export interface SuppressedAddress {
  readonly reason: SuppressionReason;
  readonly since: string;
}

/** An event of SES, before it is published. */
export interface LateFeedback {
  readonly detailType: string;
  /** Name of the configuration set. */
  readonly set: string;
  readonly detail: object;
}

/** SES for the template's identities and configuration sets: keeps every mail and tells the default bus what becomes of it. */
export class Ses {
  mails: Mail[] = [];
  /** The account's suppression list, by address. */
  readonly suppressed = new Map<string, SuppressedAddress>();
  /** What the account may do. */
  readonly account: SesAccount;
  /** What becomes of mails later than at once. */
  readonly later: Postponed<LateFeedback>;
  /** For what an address enters the suppression list and is held back from, by the configuration set's name. */
  readonly #configurationSets: ReadonlyMap<string, readonly SuppressionReason[]>;
  readonly #destinations: readonly z.infer<typeof destinationSchema>[];
  readonly #clock: Clock;
  readonly #buses: EventBuses;
  readonly #place: Place;

  constructor(template: Template, clock: Clock, buses: EventBuses, place: Place) {
    this.#clock = clock;
    this.#buses = buses;
    this.#place = place;
    const identities = template.all("AWS::SES::EmailIdentity", identitySchema);
    const names = identities.map(({ properties }) => properties.EmailIdentity);
    this.account = new SesAccount(names, clock, place.region);
    this.later = new Postponed(clock, (feedback) => this.#publish(feedback));
    this.#configurationSets = new Map(
      template
        .all("AWS::SES::ConfigurationSet", configurationSetSchema)
        .map(({ name, properties }) => [name, properties.SuppressionOptions?.SuppressedReasons ?? []]),
    );
    const destinations = template.all("AWS::SES::ConfigurationSetEventDestination", destinationSchema);
    this.#destinations = destinations.map(({ properties }) => properties);
  }

  /** `SendRawEmail` and `GetSendQuota` of SES version 1, and the suppression list of version 2; any other operation is answered with an error by name. */
  readonly answer: CallHandler = async (call) => known("SES", this.#operations, call.operation)(call);

  readonly #operations: Readonly<Record<string, (call: Call) => Promise<Reply>>> = {
    SendRawEmail: (call) => this.#send(call),
    // Unlimited is -1 to SES; source: GetSendQuota of the SES API reference.
    GetSendQuota: async ({ operation }) => {
      const { daily, rate, sent } = this.account.quota;
      return reply(operation, { Max24HourSend: daily ?? -1, MaxSendRate: rate ?? -1, SentLast24Hours: sent });
    },
    GetSuppressedDestination: async ({ input }) => {
      const { reason: Reason, since } = this.#listed(input);
      const LastUpdateTime = Date.parse(since) / 1000;
      return jsonReply({ SuppressedDestination: { EmailAddress: input.EmailAddress, Reason, LastUpdateTime } });
    },
    DeleteSuppressedDestination: async ({ input }) => {
      this.#listed(input);
      this.suppressed.delete(String(input.EmailAddress).toLowerCase());
      return jsonReply({});
    },
  };

  async #send({ operation, input, caller }: Call): Promise<Reply> {
    const raw = Buffer.from(String(input["RawMessage.Data"]), "base64");
    const id = randomUUID();
    const now = new Date(this.#clock.now());
    const read = await readMail(raw, id, now.toISOString(), members(input, "Destinations"));
    const mail = stamped(read, `<${id}@${this.#place.region}.amazonses.com>`, now);
    const sender = addressIn(typeof input.Source === "string" ? input.Source : mail.from);
    this.account.admit(sender, mail.to);
    const { ConfigurationSetName } = input;
    const set = typeof ConfigurationSetName === "string" ? ConfigurationSetName : undefined;
    if (set !== undefined && !this.#configurationSets.has(set))
      throw new AwsError("ConfigurationSetDoesNotExist", `Configuration set ${set} does not exist.`);
    const tags = {
      ...tagsOf(input),
      "ses:operation": [operation],
      "ses:source-ip": ["127.0.0.1"],
      "ses:from-domain": [sender.slice(sender.indexOf("@") + 1)],
      "ses:caller-identity": [caller],
      ...(set && { "ses:configuration-set": [set] }),
    };
    this.mails.push(mail);
    this.#tell(mail, sender, set, tags);
    return reply(operation, { MessageId: id });
  }

  /** A mail of the user pool; Cognito's own goes out by an account of Cognito's, whose limits are not this one's. */
  async sendForPool(
    { from, to, subject, html }: { from: string; to: string; subject: string; html: string },
    byThisAccount: boolean,
  ): Promise<void> {
    if (byThisAccount) this.account.admit(addressIn(from), [to]);
    const id = randomUUID();
    const sentAs = `<${id}@${poolMails}>`;
    const headers = { from, to, subject, "message-id": sentAs, "content-type": "text/html; charset=utf-8" };
    const at = new Date(this.#clock.now()).toISOString();
    this.mails.push({ id, sentAs, at, from, to: [to], subject, text: "", html, headers, links: linksOf("", html) });
  }

  /** What the account's suppression list has of an address. Throws when it has nothing. */
  #listed({ EmailAddress: address }: Call["input"]): SuppressedAddress {
    const listed = this.suppressed.get(String(address).toLowerCase());
    if (listed !== undefined) return listed;
    throw new AwsError(
      "NotFoundException",
      `Email address ${String(address)} does not exist on your suppression list.`,
    );
  }

  #tell(mail: Mail, sender: string, set: string | undefined, tags: Readonly<Record<string, string[]>>): void {
    const described = {
      timestamp: mail.at,
      source: sender,
      sendingAccountId: this.#place.account,
      messageId: mail.id,
      destination: mail.to,
      headersTruncated: false,
      headers: Object.entries(mail.headers).map(([name, value]) => ({ name, value })),
      commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.headers["message-id"], subject: mail.subject },
    };
    const fates = [
      [send, mail.to] as const,
      ...mail.to.flatMap((to) => this.#fateOf(to, set).map((feedback) => [feedback, [to]] as const)),
    ];
    for (const [feedback, recipients] of fates) {
      if (set === undefined || !this.#publishes(set, feedback)) continue;
      const { eventType, detailType, afterMs = 0 } = feedback;
      const due = this.#clock.now() + afterMs;
      const tellings = feedback.tell(recipients, new Date(due).toISOString());
      const sent = staysAtSes.has(feedback.type) ? tags : { ...tags, "ses:outgoing-ip": ["127.0.0.1"] };
      const late = { detailType, set, detail: { eventType, mail: { ...described, tags: sent }, ...tellings } };
      if (afterMs === 0) this.#publish(late);
      else this.later.add({ due, work: late });
    }
  }

  #publish({ detailType, set, detail }: LateFeedback): void {
    const resource = arnOf(this.#place, "ses", `configuration-set/${set}`);
    this.#buses.publishFromService("aws.ses", detailType, detail, [resource]);
  }

  #fateOf(recipient: string, set: string | undefined): readonly Feedback[] {
    const reasons = this.#configurationSets.get(set ?? "") ?? [];
    const address = recipient.toLowerCase();
    const listed = this.suppressed.get(address);
    if (listed !== undefined && reasons.includes(listed.reason)) return [onSuppressionList[listed.reason]];
    const reason = entersSuppressionList(recipient);
    if (reason !== undefined && reasons.includes(reason))
      this.suppressed.set(address, { reason, since: new Date(this.#clock.now()).toISOString() });
    return feedbackOn(recipient);
  }

  #publishes(set: string, { type }: Feedback): boolean {
    return this.#destinations.some(
      ({ ConfigurationSetName, EventDestination }) =>
        ConfigurationSetName === set && EventDestination.Enabled && EventDestination.MatchingEventTypes.includes(type),
    );
  }
}
