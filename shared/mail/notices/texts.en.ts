import type { NoticeTexts } from "./texts.ts";

/** What became of a request, in English. Other languages follow its shape. */
export const englishNoticeTexts: NoticeTexts = {
  lang: "en",
  accepted: {
    subjects: {
      whole: ({ customer }) => `${customer} accepted your request`,
      part: ({ customer }) => `${customer} accepted part of your request`,
      withoutPermissions: ({ customer }) => `${customer} accepted your request without admin permissions`,
    },
    by: (person, date) => `${person} accepted it on ${date}.`,
    granted: (until) => `Permissions granted until ${until}:`,
    none: "No admin permissions were granted.",
    refused: "Permissions that you asked for and that were not granted:",
    next: "The customer is now in your customer list, and you can start to work together.",
    unchanged: "Nothing else has changed between you and the customer.",
  },
  declined: {
    subject: ({ customer }) => `${customer} declined your request`,
    text: "Nothing was granted, and no more reminders are sent.",
    reason: (reason) => `The reason given: ${reason}`,
    noReason: "No reason was given.",
  },
  expired: {
    subject: ({ customer }) => `Your request to ${customer} ended without an answer`,
    text: (end) => `It could be answered until ${end}. Nothing was granted.`,
    next: "If you still want to work together, renew the invitation: the customer then gets a new mail.",
  },
  renewal: {
    subject: ({ customer }) => `${customer} asks for a new link`,
    text: ({ address }, end) =>
      `Your request to ${address} ended on ${end}. The customer opened it after that and asks for a new link.`,
    next: "If you agree, renew the invitation: the customer then gets a new mail.",
  },
  undeliverable: {
    subject: ({ address }) => `Your request could not be delivered to ${address}`,
    unwanted: ({ address }) => `${address} reported your request as unwanted mail`,
    why: {
      undelivered: ({ address }) => `The mail to ${address} could not be delivered after several attempts.`,
      bounced: ({ address }) => `The mail system behind ${address} refused the mail.`,
      complained: ({ address }) => `The owner of ${address} reported the mail as unwanted.`,
      suppressed: ({ address }) =>
        `No mail goes to ${address}: earlier mail did not arrive, or its owner does not want any.`,
      rejected: () => "The mail service did not take the mail, because of what is in it.",
    },
    reason: (words) => `What the mail system said: ${words}`,
    next: {
      undelivered:
        "No reminders are sent until you send the invitation again. Try again later, or ask your contact for another address and correct it on the invitation.",
      bounced:
        "No reminders are sent to this address. Ask your contact for the right one and correct the address on the invitation. It then goes out again with a new link.",
      complained:
        "No more mail goes to this address. Talk to the customer in another way first. If the address is wrong, correct it on the invitation. It then goes out again with a new link.",
      suppressed:
        "No reminders are sent to this address either. Ask your contact for another one and correct the address on the invitation. It then goes out again with a new link.",
      rejected: "No reminders are sent. Look through subject and text, cancel the invitation and send a new one.",
    },
    refused: {
      address: {
        why: ({ address }) => `The mail service does not accept the address ${address}.`,
        next: "No reminders are sent to this address. Ask your contact for the right one and correct the address on the invitation. It then goes out again with a new link.",
      },
      nobody: {
        why: () => "The mail service did not take the mail and did not say why.",
        next: "No reminders are sent. Give the number of the invitation to the operator, who can find out why.",
      },
    },
  },
  partnerFooter: ({ partner, operator }, invitationId) =>
    `Sent by Rapport of ${operator} to those who look after this request at ${partner}. Invitation ${invitationId}.`,
  confirmation: {
    subjects: {
      whole: ({ partner }) => `You accepted the request of ${partner}`,
      part: ({ partner }) => `You accepted part of the request of ${partner}`,
      withoutPermissions: ({ partner }) => `You accepted the request of ${partner} without admin permissions`,
    },
    by: ({ person }, date) => `${person} accepted it on ${date}.`,
    becomes: {
      reseller: ({ partner }) => `${partner} is now your reseller.`,
      advisor: ({ partner }) => `${partner} is now your advisor.`,
    },
    stays: {
      reseller: ({ partner }) => `${partner} stays your reseller.`,
      advisor: ({ partner }) => `${partner} stays your advisor.`,
    },
    granted: (until) => `What was granted, until ${until}:`,
    none: "No admin permissions were granted.",
    extends: "These permissions extend themselves at their end, unless you take them back.",
    refused: "What was not granted:",
    back: "You can take permissions back or end the relationship at any time, in the customer portal.",
    portal: "Open the customer portal",
    link: "See what you agreed to",
    footer: ({ operator }) =>
      `Sent by Rapport of ${operator} because the request was accepted with the link made for this address. If you know nothing of it, tell ${operator} at once.`,
  },
  confirmAddress: {
    subject: ({ partner }) => `Confirm your address for notices from ${partner}`,
    text: ({ partner }) => `${partner} wants to send notices about its invitations to this address.`,
    link: "Confirm this address",
    life: (days) => `The link works for ${days} days. Nothing is sent until you confirm.`,
    unasked: "If you do not know why you were asked, you can ignore this mail.",
    footer: ({ partner, operator }) => `Sent by Rapport of ${operator} because ${partner} named this address.`,
  },
  signIn: {
    subject: (operator) => `Sign in to the customer portal of ${operator}`,
    text: "You asked to sign in to the portal where you see your partners and what each may do.",
    link: "Sign in",
    life: (minutes) => `The link works once, for ${minutes} minutes. A newer mail replaces it.`,
    unasked: "If you did not ask for it, you need do nothing: without this mail nobody can sign in.",
    footer: (operator) => `Sent by Rapport of ${operator} because somebody gave this address to sign in.`,
  },
};
