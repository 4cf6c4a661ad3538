import type { Mail } from "../../../infra/local/ses/mailbox.ts";
import { poolMails } from "../../../infra/local/ses/ses.ts";
import { mailIdOf } from "./mail-ids.ts";

/** As much of a mail as its headers are held against. */
export type HeadedMail = Pick<Mail, "sentAs" | "from" | "headers">;

interface OwnMail extends HeadedMail {
  /** The id of what the mail is about, and the sequence of the event that asked for it. */
  readonly about: string;
  readonly sequence: number;
  readonly kind: string;
}

/** What every mail says of itself to other machines (RFC 3834; Exchange's own header, without its delivery reports). */
const always = { "auto-submitted": "auto-generated", "x-auto-response-suppress": "OOF, AutoReply" } as const;

/**
 * What is wrong with the headers of mails that went out: each says that no person wrote it, and has an id of its sender's
 * domain; the mails of a request, and nothing else, have the way out by one click (RFC 8058); a reminder stands under the
 * newest mail of its request. `injected`: how often a fault was injected into the sending, which can lose the id of a request's mail.
 */
export function headerFaults(mails: readonly HeadedMail[], injected = 0): string[] {
  const own = mails.filter(({ sentAs }) => !sentAs.endsWith(`@${poolMails}>`)).map(ownMail);
  return own.flatMap((mail, at) =>
    [...selfFaults(mail), ...wayOutFaults(mail), ...threadFaults(mail, own.slice(0, at), injected)].map(
      (fault) => `${mail.sentAs} ${fault}`,
    ),
  );
}

function ownMail(mail: HeadedMail): OwnMail {
  const { event, kind } = mailIdOf(mail.sentAs);
  const [, about = "", sequence = ""] = /^(.+)\.(\d+)$/.exec(event) ?? [];
  return { ...mail, about, sequence: Number(sequence), kind };
}

const domainIn = (address: string): string => /@([^@>\s]+)>?\s*$/.exec(address)?.[1] ?? "";

function selfFaults({ sentAs, from, headers }: OwnMail): string[] {
  const wrong = Object.entries(always).filter(([name, value]) => headers[name] !== value);
  return [
    ...wrong.map(([name]) => `has ${headers[name] ?? "no"} ${name}`),
    ...(domainIn(sentAs) === domainIn(from) ? [] : ["has an id of another domain than its sender"]),
  ];
}

function wayOutFaults({ kind, headers }: OwnMail): string[] {
  const [url, post] = [headers["list-unsubscribe"], headers["list-unsubscribe-post"]];
  if (kind !== "invitation" && kind !== "reminder")
    return url === undefined && post === undefined ? [] : ["offers a way out that it does not have"];
  const isOneClick = /^<https?:\/\/[^<>\s]+\/u\/[^<>\s]+>$/.test(url ?? "") && post === "List-Unsubscribe=One-Click";
  return isOneClick ? [] : ["has no way out by one click"];
}

function threadFaults({ about, kind, headers }: OwnMail, earlier: readonly OwnMail[], injected: number): string[] {
  const [parent, references] = [headers["in-reply-to"], headers["references"]];
  if (parent !== references) return ["names one mail as its parent and another as its thread"];
  const requests = earlier.filter((mail) => mail.about === about && mail.kind === "invitation");
  const newest = Math.max(...requests.map(({ sequence }) => sequence));
  const parents = requests.filter(({ sequence }) => sequence === newest);
  const isUnder = parents.some((mail) => mail.headers["message-id"] === parent);
  if (kind !== "reminder") return parent === undefined ? [] : ["stands under another mail"];
  if (parent === undefined) return parents.length === 0 || injected > 0 ? [] : ["stands under no mail of its request"];
  return isUnder ? [] : ["stands under another mail than the newest of its request"];
}
