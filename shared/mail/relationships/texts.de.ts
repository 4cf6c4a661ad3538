import type { RelationshipTexts } from "./texts.ts";

/** What becomes of a relationship, in German. */
export const germanRelationshipTexts: RelationshipTexts = {
  lang: "de",
  partner: {
    expiring: {
      subject: ({ customer }, date) => `Berechtigungen von ${customer} enden am ${date}`,
      text: ({ customer }) => `Diese Berechtigungen, die ${customer} erteilt hat, werden enden:`,
      next: () =>
        "Der Kunde weiß davon und kann sie im Portal erneuern. Nach ihrem Ende können Sie mit einer neuen Einladung wieder darum bitten.",
    },
    extending: {
      subject: ({ customer }, date) => `Berechtigungen von ${customer} verlängern sich am ${date}`,
      text: ({ customer }) =>
        `Diese Berechtigungen, die ${customer} erteilt hat, verlängern sich an ihrem Ende von selbst:`,
      next: () => "Sie müssen nichts tun. Der Kunde weiß davon und kann sie jederzeit entziehen.",
    },
    expired: {
      subject: ({ customer }) => `Berechtigungen von ${customer} sind abgelaufen`,
      text: ({ customer }) => `Diese Berechtigungen, die ${customer} erteilt hatte, sind abgelaufen:`,
      next: () =>
        "Die Geschäftsbeziehung bleibt, und der Support bleibt bei Ihnen. Wenn Sie die Berechtigungen noch brauchen, senden Sie eine neue Einladung: Nur um sie wird dann gebeten.",
    },
    extended: {
      subject: ({ customer }) => `Berechtigungen von ${customer} wurden verlängert`,
      text: ({ customer }) =>
        `Diese Berechtigungen, die ${customer} erteilt hat, haben sich verlängert. Sie enden jetzt:`,
      next: () => "Sie müssen nichts tun.",
    },
    removed: {
      subject: ({ customer }) => `${customer} hat Berechtigungen entzogen`,
      text: (_, date) => `Diese Berechtigungen wurden am ${date} entzogen und gelten nicht mehr:`,
      next: () =>
        "Die Geschäftsbeziehung bleibt, und der Support bleibt bei Ihnen. Sprechen Sie mit dem Kunden; sobald keine mehr übrig ist, können Sie mit einer neuen Einladung wieder um Berechtigungen bitten.",
    },
    terminated: {
      subject: ({ customer }) => `${customer} hat die Geschäftsbeziehung mit Ihnen beendet`,
      text: (_, date) => `Sie endete am ${date}. Der Support liegt nicht mehr bei Ihnen.`,
      permissions: "Berechtigungen, die mit ihr endeten:",
      reason: (reason) => `Der angegebene Grund: ${reason}`,
      next: () =>
        "Offene Anfragen nach Berechtigungen dieser Geschäftsbeziehung wurden zurückgezogen. Um wieder zusammenzuarbeiten, senden Sie eine neue Einladung.",
    },
    footer: ({ partner, operator }, relationshipId) =>
      `Gesendet von Rapport von ${operator} an alle, die diese Geschäftsbeziehung bei ${partner} betreuen. Geschäftsbeziehung ${relationshipId}.`,
  },
  customer: {
    expiring: {
      subject: ({ partner }, date) => `Berechtigungen von ${partner} enden am ${date}`,
      text: ({ partner }) => `Diese Berechtigungen, die Sie ${partner} erteilt haben, werden enden:`,
      next: () =>
        "Sollen sie weiter gelten, erneuern Sie sie im Portal mit einem Klick zu denselben Bedingungen. Wenn Sie nichts tun, enden sie, und die Geschäftsbeziehung bleibt.",
    },
    extending: {
      subject: ({ partner }, date) => `Berechtigungen von ${partner} verlängern sich am ${date}`,
      text: ({ partner }) =>
        `Diese Berechtigungen, die Sie ${partner} erteilt haben, verlängern sich an ihrem Ende von selbst:`,
      next: () =>
        "Wenn das so richtig ist, müssen Sie nichts tun. Wenn nicht, entziehen Sie die Berechtigungen im Portal.",
    },
    expired: {
      subject: ({ partner }) => `Berechtigungen von ${partner} sind abgelaufen`,
      text: ({ partner }) => `Diese Berechtigungen, die Sie ${partner} erteilt hatten, sind abgelaufen:`,
      next: () => "Die Geschäftsbeziehung bleibt. Sollen die Berechtigungen weiter gelten, erneuern Sie sie im Portal.",
    },
    extended: {
      subject: ({ partner }) => `Berechtigungen von ${partner} wurden verlängert`,
      text: ({ partner }) =>
        `Diese Berechtigungen, die Sie ${partner} erteilt haben, haben sich verlängert. Sie enden jetzt:`,
      next: () => "Sie können sie im Portal jederzeit entziehen.",
    },
    link: "Portal öffnen",
    renew: "Berechtigungen erneuern",
    footer: ({ operator, customer }) =>
      `Gesendet von ${operator} (über Rapport) an alle Administratoren von ${customer}.`,
  },
};
