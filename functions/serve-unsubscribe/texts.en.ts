import type { UnsubscribeSentences } from "./texts.ts";

/** In English. Other languages follow its shape. */
export const englishUnsubscribeTexts: UnsubscribeSentences = {
  lang: "en",
  title: (partner) => `Stop reminders or requests from ${partner}?`,
  reminders: {
    heading: "Reminders",
    offered: (partner) =>
      `While a request from ${partner} is waiting for your answer, we remind you of it by mail now and then. If you stop reminders, new requests still reach you.`,
    stopped: {
      partner: {
        title: (partner) => `You no longer get reminders from ${partner}`,
        text: (partner) =>
          `We no longer send reminders from ${partner} to your address. Reminders from other partners still reach you. You can change this at any time.`,
      },
      all: {
        title: () => "You no longer get reminders",
        text: () => "We no longer send reminders from any partner to your address. You can change this at any time.",
      },
    },
    stop: (partner) => `Stop reminders from ${partner}`,
    stopAll: "Stop reminders from all partners",
    resume: "Get reminders again",
    resumed: () => "You get reminders again.",
  },
  requests: {
    heading: "New requests",
    offered: (partner) =>
      `If you stop requests from ${partner}, it can no longer send any to your address, and you get no more reminders from it. A request that is open stays open: you can still answer it by its link. ${partner} is told only that no mail goes to your address, not why.`,
    stopped: {
      partner: {
        title: (partner) => `${partner} can no longer send you requests`,
        text: (partner) =>
          `New requests and reminders from ${partner} no longer reach your address. A request that is open stays open: you can still answer it by its link. You can allow requests again at any time.`,
      },
      all: {
        title: () => "Partners can no longer send you requests",
        text: () =>
          "New requests and reminders no longer reach your address, whichever partner they come from. A request that is open stays open: you can still answer it by its link. You can allow requests again at any time.",
      },
    },
    stop: (partner) => `Stop requests from ${partner}`,
    stopAll: "Stop requests from all partners",
    resume: "Allow requests again",
    resumed: (partner) => `${partner} can send you requests again.`,
  },
  stillSent:
    "Codes and sign-in links that you ask for still reach you, and so do notices about your existing relationships.",
  unknown: {
    title: "We do not know this link",
    text: "Please check that you copied all of it from the mail.",
  },
};
