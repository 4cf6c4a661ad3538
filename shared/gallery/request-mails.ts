import { codeMail, type CodeMailTexts } from "../codes/mails.ts";
import { invitationMail, reminderMail, type Mail, type RequestMailInput } from "../invitation/mails/request-mail.ts";
import { testMail } from "../mail/sandbox-mark.ts";
import type { RequestMailTexts } from "../invitation/mails/request-texts.ts";
import { permissionName } from "../policy/permission-texts.ts";
import type { SandboxTexts } from "../policy/sandbox-texts.ts";
import { at, later, type SampleNames } from "./names.ts";

/** What the mails say that bring a request or help to answer it. */
interface Said {
  readonly request: RequestMailTexts;
  readonly code: CodeMailTexts;
  readonly sandbox: SandboxTexts;
}

const unsubscribeUrl = "https://rapport.example/u/ptn_01JD0000000000000000000002.A.A";

/** Every such mail; every link to answer is `link`. */
export function requestMails(texts: Said, link: string, names: SampleNames): Record<string, Mail> {
  const { operator, customer, partner, person, words } = names;
  const { catalogue } = texts.request;
  const required = { name: permissionName("directory.admin", catalogue), risk: "high", required: true } as const;
  const optional = { name: permissionName("billing.read", catalogue), risk: "low", required: false } as const;
  const offer = {
    relationship: "reseller",
    isRestoration: false,
    purpose: null,
    permissions: [required, optional],
  } as const;
  const request: RequestMailInput = {
    texts: texts.request,
    operatorName: operator,
    partner: { displayName: partner, laterName: null, replyTo: "hello@adatum.example", verifiedAt: at },
    customer: { contactName: person, organization: customer },
    handedOverBy: null,
    message: null,
    offer: { ...offer, duration: "P365D", autoExtend: false },
    link,
    unsubscribeUrl,
    expiresAt: later,
  };
  const changed = [
    { ...optional, change: { change: "new", heldUntil: null } },
    { ...required, required: false, change: { change: "longer", heldUntil: at } },
    { ...optional, change: { change: "unchanged", heldUntil: later } },
  ] as const;
  const again = { ...request, offer: { ...request.offer, isRestoration: true, permissions: changed } };
  const none = { ...request, offer: { ...request.offer, permissions: [], autoExtend: true } };
  const medium = { name: permissionName("helpdesk", catalogue), risk: "medium", required: false } as const;
  const free = { ...request, offer: { ...request.offer, permissions: [optional, medium], autoExtend: true } };
  const advisor = {
    ...{ ...none, customer: { contactName: null, organization: customer } },
    offer: { ...none.offer, relationship: "advisor" },
  } as const;
  const reasoned = {
    ...request,
    offer: { ...request.offer, purpose: words, permissions: [{ ...required, purpose: words }, optional] },
  };
  const doubtful = { ...request.partner, laterName: `${partner} (2)`, replyTo: null, verifiedAt: null };
  return {
    invitation: invitationMail(request),
    "invitation in the partner's words": invitationMail({
      ...request,
      message: { subject: words, text: `${words}:\n\n{{link}}` },
    }),
    "invitation with purposes": invitationMail(reasoned),
    "invitation without permissions": invitationMail(none),
    "invitation as advisor": invitationMail(advisor),
    "invitation with permissions that can be refused": invitationMail(free),
    "invitation, handed over by an unverified partner": invitationMail({
      ...request,
      partner: doubtful,
      handedOverBy: names.address,
    }),
    "request for one more permission": invitationMail({ ...again, offer: { ...again.offer, permissions: [optional] } }),
    "request for more permissions": invitationMail(again),
    "invitation of a sandbox": testMail(invitationMail(request), texts.sandbox),
    reminder: reminderMail(request),
    "reminder of more permissions": reminderMail(again),
    code: codeMail({
      texts: texts.code,
      operatorName: operator,
      partnerName: partner,
      code: "04213751",
      minutes: 30,
      link,
    }),
  };
}
