import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in English. */
export const englishRequestTexts: RequestMailTexts = {
  lang: "en",
  invitationHeading: ({ partner }) => `${partner} asks for a relationship with you`,
  reminder: {
    subject: ({ partner }) => `Reminder: ${partner} is waiting for your answer`,
    heading: ({ partner }) => `${partner} is waiting for your answer`,
    text: ({ partner }) => `${partner} sent you a request that you have not answered yet.`,
    some: (lastDay) => `You can accept all of it, accept part of it or decline it until ${lastDay}.`,
    whole: (lastDay) => `You can accept it or decline it until ${lastDay}.`,
    end: "After that the request ends by itself and nothing is granted.",
  },
  restoration: {
    heading: ({ partner }) => `${partner} asks you for admin permissions`,
    relationship: ({ partner }) =>
      `You work with ${partner} already. Only admin permissions are asked; nothing else changes.`,
    reminder: {
      subject: ({ partner }) => `Reminder: ${partner} asks you for admin permissions`,
      heading: ({ partner }) => `${partner} asks you for admin permissions`,
      text: ({ partner }) =>
        `${partner}, with whom you work already, asked you for admin permissions, and you have not answered yet.`,
    },
  },
  handedOver: (by) => `${by} handed this request over to you.`,
  renamed: ({ partner }, name) => `The request was made under the name ${partner}. The partner is now called ${name}.`,
  unverified: ({ partner, operator }) =>
    `${operator} has not verified that the name ${partner} is genuine. If you do not know this partner, decline.`,
  factsHeading: "What is asked",
  relationship: {
    reseller: ({ partner }) => `${partner} would sell you services and support them.`,
    advisor: ({ partner }) => `${partner} would manage services that you buy through another channel.`,
  },
  permissions: "Admin permissions that you can accept or refuse one by one:",
  requiredPermissions: "Admin permissions that your cloud requires; who accepts grants them:",
  askedPermissions: "Admin permissions:",
  noPermissions: {
    reseller: (services) =>
      `No admin permissions. The partner may only provision and manage services that need none: ${services}.`,
    advisor: (services) => `No admin permissions. The partner may only manage services that need none: ${services}.`,
  },
  duration: (days) => `Permissions would end ${days} after you accept, or sooner if you choose so.`,
  extending: (days) =>
    `Permissions would last ${days}, or less if you choose so. Then they extend themselves by 180 days, again and again, until you take them back.`,
  deadline: (instant) => `You can answer until ${instant}.`,
  button: "Read the request",
  replies: ({ partner }) => `A reply to this mail goes to ${partner}.`,
  footer: ({ partner, operator }) =>
    `Sent by Rapport of ${operator} at the request of ${partner}. The link is personal to you; opening it changes nothing. If you do not know ${partner}, you can ignore this mail: nothing happens without your answer.`,
  code: {
    subject: ({ code, partner }) => `${code} is your code to answer ${partner}`,
    intro: (partner) => `Type this code on the page with the request of ${partner}:`,
    life: (minutes) => `It works once, for ${minutes} minutes.`,
    notMe: {
      text: "You did not ask for a code? Then somebody else may be trying to accept in your name.",
      link: "This was not me",
    },
    footer: ({ partner, operator }) =>
      `Sent by Rapport of ${operator} because someone asked for it on a page addressed to you. Give the code to nobody, ${partner} included: without it nobody can accept in your name.`,
  },
};
