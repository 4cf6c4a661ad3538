import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in German. Partner: Partner; request: Anfrage; relationship: Geschäftsbeziehung; permission: Berechtigung. */
export const germanRequestTexts: RequestMailTexts = {
  lang: "de",
  invitationHeading: ({ partner }) => `${partner} möchte eine Geschäftsbeziehung mit Ihnen eingehen`,
  reminder: {
    subject: ({ partner }) => `Erinnerung: ${partner} wartet auf Ihre Antwort`,
    heading: ({ partner }) => `${partner} wartet auf Ihre Antwort`,
    text: ({ partner }) => `${partner} hat Ihnen eine Anfrage gesendet, die Sie noch nicht beantwortet haben.`,
    some: (lastDay) => `Sie können sie bis zum ${lastDay} ganz oder teilweise annehmen oder ablehnen.`,
    whole: (lastDay) => `Sie können sie bis zum ${lastDay} annehmen oder ablehnen.`,
    end: "Danach endet sie von selbst, und es wird nichts erteilt.",
  },
  restoration: {
    heading: ({ partner }) => `${partner} bittet Sie um Administratorberechtigungen`,
    relationship: ({ partner }) =>
      `Sie arbeiten schon mit ${partner}. Es geht nur um Administratorberechtigungen; sonst ändert sich nichts.`,
    reminder: {
      subject: ({ partner }) => `Erinnerung: ${partner} bittet Sie um Administratorberechtigungen`,
      heading: ({ partner }) => `${partner} bittet Sie um Administratorberechtigungen`,
      text: ({ partner }) =>
        `Sie arbeiten schon mit ${partner} und haben eine Anfrage nach Administratorberechtigungen noch nicht beantwortet.`,
    },
  },
  handedOver: (by) => `${by} hat diese Anfrage an Sie weitergegeben.`,
  renamed: ({ partner }, name) =>
    `Die Anfrage wurde unter dem Namen ${partner} gestellt. Der Partner heißt jetzt ${name}.`,
  unverified: ({ partner, operator }) =>
    `${operator} hat nicht geprüft, ob der Name ${partner} echt ist. Wenn Sie diesen Partner nicht kennen, lehnen Sie bitte ab.`,
  factsHeading: "Worum gebeten wird",
  relationship: {
    reseller: ({ partner }) => `${partner} würde Ihnen Dienste verkaufen und Sie dabei unterstützen.`,
    advisor: ({ partner }) => `${partner} würde Dienste verwalten, die Sie über einen anderen Kanal beziehen.`,
  },
  permissions: "Administratorberechtigungen, die Sie einzeln annehmen oder ablehnen können:",
  requiredPermissions: "Administratorberechtigungen, die Ihre Cloud verlangt; wer annimmt, erteilt sie:",
  askedPermissions: "Administratorberechtigungen:",
  noPermissions: {
    reseller: (services) =>
      `Keine Administratorberechtigungen. Der Partner darf nur Dienste bereitstellen und verwalten, die keine brauchen: ${services}.`,
    advisor: (services) =>
      `Keine Administratorberechtigungen. Der Partner darf nur Dienste verwalten, die keine brauchen: ${services}.`,
  },
  duration: (days) => `Die Berechtigungen würden ${days} nach Ihrer Annahme enden oder früher, wenn Sie das so wählen.`,
  extending: (days) =>
    `Die Berechtigungen würden ${days} gelten oder kürzer, wenn Sie das so wählen. Danach verlängern sie sich um 180 Tage, immer wieder, bis Sie sie entziehen.`,
  deadline: (instant) => `Sie können bis zum ${instant} antworten.`,
  button: "Anfrage lesen",
  replies: ({ partner }) => `Eine Antwort auf diese E-Mail geht an ${partner}.`,
  footer: ({ partner, operator }) =>
    `Gesendet von Rapport von ${operator} im Auftrag von ${partner}. Der Link ist nur für Sie bestimmt; durch das Öffnen ändert sich nichts. Wenn Sie ${partner} nicht kennen, können Sie diese E-Mail ignorieren: Ohne Ihre Antwort geschieht nichts.`,
  code: {
    subject: ({ code, partner }) => `${code} ist Ihr Code für die Antwort an ${partner}`,
    intro: (partner) => `Geben Sie diesen Code auf der Seite mit der Anfrage von ${partner} ein:`,
    life: (minutes) => `Er gilt nur einmal und ${minutes} Minuten lang.`,
    notMe: {
      text: "Sie haben keinen Code angefordert? Dann versucht möglicherweise jemand anderes, in Ihrem Namen anzunehmen.",
      link: "Das war ich nicht",
    },
    footer: ({ partner, operator }) =>
      `Gesendet von Rapport von ${operator}, weil der Code auf einer an Sie gerichteten Seite angefordert wurde. Geben Sie den Code an niemanden weiter, auch nicht an ${partner}: Ohne ihn kann niemand in Ihrem Namen annehmen.`,
  },
};
