import { expect } from "vitest";
import { succeeded } from "../../../infra/local/actors/answers.ts";
import type { Fields } from "../../../infra/local/actors/pages.ts";
import { feedbackOn } from "../../../infra/local/ses/feedback.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signStop } from "../../../shared/crypto/stops.ts";
import { signUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { sesDetailTypes } from "../../../shared/names.ts";
import type { Stack } from "../../support/stack/stack.ts";
import { byCodeStop } from "./answers.ts";
import { fates, isGone, lift, unsubscribe } from "./mailboxes.ts";
import type { Move } from "./moves.ts";
import { partnerIdOf } from "./play-portal.ts";
import { addresses, dropUnreachable, type Address, type World } from "./world.ts";

/** Reports about mails, and what people do about unwanted mail. */
const mailKinds = ["repeat-report", "report-mail", "lift", "unsubscribe", "stop-code"] as const;
type MailMove = (typeof mailKinds)[number];

/** Whether a move is about mails themselves. */
export const isOfMail = (kind: Move["kind"]): kind is MailMove => mailKinds.some((known) => known === kind);

const moves: Readonly<Record<MailMove, (stack: Stack, world: World, move: Move) => Promise<void> | void>> = {
  "repeat-report": repeatReport,
  "report-mail": reportMail,
  lift: playLift,
  unsubscribe: playUnsubscribe,
  "stop-code": playCodeStop,
};

/** Makes such a move, and compares the answer with the model. */
export const playMail = async (stack: Stack, world: World, move: Move, kind: MailMove): Promise<void> =>
  moves[kind](stack, world, move);

const chosen = <One>(all: readonly One[], at: number): One | undefined => all[(at * 7 + 3) % Math.max(all.length, 1)];

/** An earlier report of SES comes again, late and out of order: it must change nothing. */
function repeatReport({ local }: Stack, _: World, { at }: Move): void {
  const report = chosen(
    local.events.filter(({ source }) => source === "aws.ses"),
    at,
  );
  if (report !== undefined)
    local.parts.buses.publishFromService("aws.ses", report.detailType, report.detail as object, []);
}

/** The mail of a report, as SES describes it. */
interface ReportedMail {
  readonly timestamp: string;
  readonly destination: readonly [string];
  readonly tags: Readonly<Record<"invitation" | "link" | "kind" | "mail", readonly [string]>>;
}

/** SES reports what became of a mail to one of the addresses. */
function reportMail(stack: Stack, world: World, { at, isApt, isLate, fate }: Move): void {
  const mails = stack.local.events
    .filter(({ source, detailType }) => source === "aws.ses" && detailType === sesDetailTypes.delivered)
    .map(({ detail }) => (detail as { readonly mail: ReportedMail }).mail)
    .filter(({ destination: [to] }) => isModelled(to));
  const apt = isApt ? mails.slice(-12).filter(({ destination: [to] }) => !isGone(world.mailboxes[to as Address])) : [];
  const mail = chosen(apt.length > 0 ? apt : mails, at);
  const feedback = feedbackOn(`${fate}@simulator.amazonses.com`).at(-1);
  if (mail === undefined || feedback === undefined) return;
  const [to] = mail.destination as readonly [Address];
  const when = isLate ? mail.timestamp : world.now;
  const detail = { eventType: feedback.eventType, mail, ...feedback.tell([to], when) };
  stack.local.parts.buses.publishFromService("aws.ses", feedback.detailType, detail, []);
  if (fate === "bounce" && !isLate) stack.local.parts.ses.suppressed.set(to, { reason: "BOUNCE", since: when });
  take(world, mail, { fate, at: when });
}

const isModelled = (to: string): boolean => addresses.some((known) => known === to);

/** What a report means (product table, rows 16 and 17; customers, rule 16). */
function take(
  world: World,
  { destination, tags }: ReportedMail,
  { fate, at }: Pick<Move, "fate"> & { readonly at: string },
): void {
  const { suppresses, isFinal } = fates[fate];
  const [email] = destination as readonly [Address];
  const [kind] = tags.kind;
  const one = world.invitations.find(({ id }) => id === tags.invitation[0]);
  const isNews = kind === "invitation" || kind === "reminder" || (kind === "code" && suppresses !== null);
  const isOfNewest =
    one?.linkVersion === Number(tags.link[0]) && Number(tags.mail[0]) >= one.sent.sequence && one.status === "pending";
  if (one && isNews && isOfNewest && isFinal) one.isStopped = true;
  const mailbox = world.mailboxes[email];
  if (suppresses === null || (mailbox.liftedAt !== null && at < mailbox.liftedAt)) return;
  mailbox.suppressed.add(suppresses);
  if (suppresses === "bounce") dropUnreachable(world, email);
}

/** The operator lets mail go to an address again. It changes nothing where nothing stops it. */
async function playLift(stack: Stack, world: World, { at, isApt, email }: Move): Promise<void> {
  const apt = isApt ? addresses.filter((one) => world.mailboxes[one].suppressed.size > 0) : [];
  const chosenEmail = chosen(apt, at) ?? email;
  const mailbox = world.mailboxes[chosenEmail];
  const { json } = succeeded(await stack.operator.lift(chosenEmail));
  const lifts = json["lifts"] as readonly { readonly at: string }[];
  if (mailbox.suppressed.size > 0) lift(mailbox, lifts[0]?.at ?? "");
  expect({ ...json, lifts: lifts.length }).toEqual({
    ...{ email: chosenEmail, suppressions: [], accountList: null, lifts: mailbox.lifts },
  });
}

/** The owner of an address unsubscribes by its link, or subscribes again; or its mail program unsubscribes with one click. */
async function playUnsubscribe(stack: Stack, world: World, move: Move): Promise<void> {
  const { at, isApt, isNamed } = move;
  const due = world.invitations.filter(({ status, reminder }) => status === "pending" && reminder === "waiting");
  const { email, partner } = (isApt ? chosen(due, at) : undefined) ?? move;
  const address = addressPseudonym(email, stack.masterKey);
  const token = signUnsubscribe({ partnerId: await partnerIdOf(stack, partner), address }, stack.masterKey);
  const { mail, scope } = isNamed ? move : ({ mail: "reminders", scope: "partner" } as const);
  unsubscribe(world.mailboxes[email], { mail, scope }, partner);
  const fields: Fields = isNamed ? { mail, scope } : { "List-Unsubscribe": "One-Click" };
  const { status, text } = await stack.customer.post(`/u/${token}`, fields);
  expect(status, text).toBe(200);
}

/** The recipient of a code reports that it did not request it. */
async function playCodeStop(stack: Stack, world: World, { at, isApt, isOldLink }: Move): Promise<void> {
  const coded = world.invitations.filter(({ codesTo }) => codesTo.length > 0);
  const apt = isApt ? coded.filter(({ status }) => status === "pending") : [];
  const one = chosen(apt.length > 0 ? apt : coded, at);
  const to = one?.codesTo.at(isOldLink ? 0 : -1);
  if (one === undefined || to === undefined) return;
  const address = addressPseudonym(to.email, stack.masterKey);
  const stop = signStop({ kind: "code", subject: one.id, address, number: to.linkVersion }, stack.masterKey);
  const expected = byCodeStop(one, to);
  const { status, text } = await stack.customer.post(`/stop/${stop}`);
  expect(status, `stop of a code of ${one.id}: ${text.slice(0, 2000)}`).toBe(expected);
}
