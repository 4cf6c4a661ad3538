/** The offer page in English. Other languages follow its shape. */
export const englishOfferTexts = {
  lang: "en" as const,
  skip: "Skip to content",
  title: (partner: string) => `${partner} asks for a relationship with you`,
  opened: (operator: string) => `This page is Rapport of ${operator}. Opening it has changed nothing.`,
  who: {
    heading: "Who is asking",
    partner: "Partner",
    contact: "Contact",
    verified: "Verified",
    verifiedBy: (operator: string, date: string, how: string) => `By ${operator} on ${date}: ${how}`,
    unverified: (operator: string) =>
      `${operator} has not verified that this name is genuine. If you do not know this partner, decline.`,
    since: "Partner since",
    you: "Asked of you",
  },
  what: {
    heading: "What they are asking",
    reseller: "To become your reseller: they sell you services and support them.",
    advisor: "To become your advisor: they manage services that you buy through another channel.",
    permissions: (count: string) => `For that they ask for ${count}. You decide on each below.`,
    count: { one: "1 admin permission", other: (count: number) => `${count} admin permissions` },
    restoration: "You work with them already. They ask for admin permissions again; nothing else changes.",
    noPermissions: "They ask for no admin permissions: they cannot see or change anything in your systems.",
    deadline: (instant: string) => `You can answer until ${instant}. After that the request ends by itself.`,
  },
  code: {
    heading: "First, show that you read this mailbox",
    intro: (email: string) =>
      `To accept you need a code that we send to ${email}. Declining needs no code. The page loads again when you ask for one, so do it before you choose.`,
    sent: (email: string) => `We sent a code to ${email}. It can take a few minutes to arrive.`,
    send: "Send the code",
    again: "Send another code",
    label: "Code from the mail",
    hint: "Six digits",
  },
  permissions: {
    heading: "What they may do",
    hint: "Untick what you do not want to allow.",
    required: "Required: without it this relationship is not possible in your cloud.",
    more: "More",
    about: (name: string) => `about ${name}`,
    allows: "It allows them to",
    allowsNot: "It does not allow them to",
    unknown: "No description is available for this permission.",
    risk: { low: "Low risk", medium: "Medium risk", high: "High risk" },
  },
  terms: {
    duration: "For how long",
    durationHint: "You may choose a shorter time than they asked for.",
    until: (duration: string, date: string) => `${duration}, until ${date}`,
    autoExtend: "At their end permissions extend themselves by 180 days, again and again, until you remove them.",
    noAutoExtend: "Permissions end on that day. They do not extend themselves.",
    heading: "What it does not mean",
    anyTime: (operator: string) =>
      `Accepting does not bind you: you can remove any permission or end the relationship at any time. Ask ${operator} to do it.`,
    refusal: (partner: string) =>
      `If you decline, nothing is granted and ${partner} is told so. Nothing that you have today changes.`,
  },
  answer: {
    heading: "Your answer",
    agreement: "I have read and agree to the",
    agreementVersion: (version: string) => `(version ${version}, opens in a new tab)`,
    name: "Your full name",
    title: "Your job title",
    accept: "Accept",
    acceptNone: "Accept without permissions",
    acceptNoneHint: "They become your partner but get no admin permission, whatever is ticked above.",
    declineHeading: "Or decline",
    reason: "Reason",
    reasonHint: (partner: string) => `${partner} will read it.`,
    optional: "(optional)",
    decline: "Decline",
  },
  handOver: {
    summary: "Not me, ask my colleague",
    intro: (domain: string) =>
      `We send the request to your colleague by a new link, and your link stops working. The address must end in @${domain}.`,
    proof: (email: string) =>
      `Only who reads ${email} can hand the request over, so we ask for a code that we send there.`,
    email: "Your colleague's e-mail address",
    submit: "Hand over",
  },
  report: {
    summary: "I don't know this partner",
    text: (partner: string, operator: string) =>
      `This declines the request and tells ${operator} that you do not know ${partner}. When several customers say so, the requests of ${partner} are stopped.`,
    submit: "Decline and report",
  },
  errors: { heading: "There is a problem", prefix: "Error:" },
};

/** The sentences of the offer page. */
export type OfferTexts = typeof englishOfferTexts;
