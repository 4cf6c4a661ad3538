import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in English. */
export const englishRequestTexts: RequestMailTexts = {
  lang: "en",
  invitationHeading: ({ partner }) => `${partner} asks for a relationship with you`,
  reminderSubject: ({ partner }) => `Reminder: ${partner} is waiting for your answer`,
  reminderHeading: ({ partner }) => `${partner} is waiting for your answer`,
  reminderText: ({ partner }, lastDay) =>
    `${partner} sent you a request that you have not answered yet. You can accept all of it, accept part of it or decline it until ${lastDay}. After that the request ends by itself and nothing is granted.`,
  factsHeading: "What is asked",
  relationship: {
    reseller: ({ partner }) => `${partner} would sell you services and support them.`,
    advisor: ({ partner }) => `${partner} would manage services that you buy through another channel.`,
  },
  permissions: "Admin permissions that you can accept or refuse one by one:",
  noPermissions: "No admin permissions.",
  duration: (days) => `Permissions would end ${days} after you accept, or sooner if you choose so.`,
  deadline: (instant) => `You can answer until ${instant}.`,
  button: "Read the request",
  replies: ({ partner }) => `A reply to this mail goes to ${partner}.`,
  footer: ({ partner, operator }) =>
    `Sent by Rapport of ${operator} at the request of ${partner}. The link is personal to you; opening it changes nothing. If you do not know ${partner}, you can ignore this mail: nothing happens without your answer.`,
  message: {
    subject: (partner) => `${partner} asks for a business relationship with you`,
    greeting: (contactName) => (contactName === null ? "Hello," : `Hello ${contactName},`),
    text: (partner) =>
      `${partner} would like to work with your organisation. The page behind this link says exactly what we ask for. You can accept all of it, accept part of it or decline:`,
    close: (partner) => `Kind regards\n${partner}`,
  },
  code: {
    subject: (partner) => `Your code to answer ${partner}`,
    intro: (partner) => `Type this code on the page with the request of ${partner}:`,
    life: (minutes) => `It works once, for ${minutes} minutes.`,
    footer: ({ partner, operator }) =>
      `Sent by Rapport of ${operator} because someone asked for it on a page addressed to you. Give the code to nobody, ${partner} included. If it was not you, ignore this mail: without the code nobody can accept in your name.`,
  },
};
