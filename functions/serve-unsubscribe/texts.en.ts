import type { UnsubscribeTexts } from "./texts.ts";

/** In English. Other languages follow its shape. */
export const englishUnsubscribeTexts: UnsubscribeTexts = {
  lang: "en",
  skip: "Skip to content",
  languages: "This page in another language",
  title: {
    none: (partner) => `Stop the reminders of ${partner}?`,
    partner: (partner) => `You get no more reminders of ${partner}`,
    all: "You get no more reminders",
  },
  none: (partner) => `While a request of ${partner} waits for your answer, we remind you of it by mail now and then.`,
  stopped: {
    partner: (partner) =>
      `No reminder of ${partner} goes to your address any more; those of other partners still do. You can have them back whenever you like.`,
    all: "No reminder goes to your address any more. You can have them back whenever you like.",
  },
  stillSent: "New requests still reach you, and so do the codes that you ask for yourself.",
  stop: (partner) => `Stop the reminders of ${partner}`,
  stopAll: "Stop the reminders of all partners",
  resume: "Get reminders again",
  resumed: "You get reminders again.",
  unknown: {
    title: "We do not know this link",
    text: "Please check that you copied all of it from the mail.",
  },
};
