import type { ConfirmTexts } from "./texts.ts";

/** In English. Other languages follow its shape. */
export const englishConfirmTexts: ConfirmTexts = {
  lang: "en",
  skip: "Skip to content",
  languages: "This page in another language",
  notifications: {
    waiting: ({ partner, address }) => ({
      title: `Receive notices from ${partner}?`,
      paragraphs: [
        `${partner} wants to send notices about its invitations to ${address}, for example when a customer accepts one.`,
        "Nothing is sent until you confirm. If you do not know why you were asked, close this page.",
      ],
      button: "Confirm this address",
    }),
    confirmed: ({ partner, address }) => ({
      title: "The address is confirmed",
      paragraphs: [
        `Notices from ${partner} are sent to ${address}.`,
        `To stop them, ask an administrator at ${partner} to remove the address.`,
      ],
    }),
    ended: ({ partner }) => ({
      title: "This link has expired",
      paragraphs: [
        "Nothing was confirmed.",
        `If you still want these notices, ask an administrator at ${partner} to remove your address and add it again. You then get a new link.`,
      ],
    }),
  },
  unknown: {
    title: "We do not know this link",
    text: "Please check that you copied all of it from the mail.",
  },
};
