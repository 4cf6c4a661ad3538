/** The pages that are no longer a question, in English. Other languages follow its shape. */
export const englishOutcomeTexts = {
  lang: "en" as const,
  skip: "Skip to content",
  accepted: {
    title: (partner: string) => `You accepted the request of ${partner}`,
    partlyTitle: (partner: string) => `You accepted part of the request of ${partner}`,
    on: (date: string) => `Recorded on ${date}.`,
    granted: "What you granted",
    until: (date: string) => `These permissions end on ${date}, unless they were agreed to extend themselves.`,
    none: "You granted no admin permissions.",
    next: "What happens next",
    nextText: (partner: string, operator: string) =>
      `${partner} has been told and can start to work with you. You can remove permissions or end the relationship at any time: ask ${operator} to do it.`,
  },
  declined: {
    title: (partner: string) => `You declined the request of ${partner}`,
    text: (partner: string) => `Nothing was granted, and ${partner} has been told. You need do nothing else.`,
  },
  cancelled: {
    title: (partner: string) => `${partner} took the request back`,
    text: () => "There is nothing left to answer, and nothing was granted.",
  },
  expired: {
    title: (partner: string) => `The request of ${partner} has ended`,
    text: (partner: string) =>
      `It was not answered in time, and nothing was granted. If you still want to work together with ${partner}, you can ask for a new link.`,
    ask: "Ask for a new link",
    asked: (partner: string, date: string) =>
      `You asked for a new link on ${date}, and ${partner} has been told. If they agree, you get a new mail.`,
  },
  "already-connected": {
    title: (partner: string) => `You already work with ${partner}`,
    text: () => "This relationship exists already, so there is nothing to answer. Nothing was changed.",
  },
  replaced: {
    title: "A newer mail replaced this one",
    text: "This request went out again with a new link, or was handed over to a colleague. Please use the link of the newest mail.",
  },
  unknown: {
    title: "We do not know this link",
    text: "Please check that you copied all of it from the mail. If it still does not work, ask whoever sent it to you for a new one.",
  },
};

/** The sentences of the pages that are no longer a question. */
export type OutcomeTexts = typeof englishOutcomeTexts;
