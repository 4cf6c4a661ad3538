import { durationInWords, instantInWords } from "../../shared/policy/words.ts";
import { durationOf, type Instant } from "../../shared/domain/time.ts";
import { adderOf } from "./adder.ts";
import type { ConfirmTexts } from "./texts.ts";

const days = (count: number): string => durationInWords(durationOf(count), "de");
const date = (at: Instant): string => instantInWords(at, "de");

/** In German. */
export const germanConfirmTexts: ConfirmTexts = {
  lang: "de",
  skip: "Zum Inhalt springen",
  languages: "Diese Seite in einer anderen Sprache",
  notifications: {
    waiting: ({ partner, address }) => ({
      title: `Benachrichtigungen von ${partner} erhalten?`,
      paragraphs: [
        `${partner} möchte Benachrichtigungen über seine Einladungen an ${address} senden, zum Beispiel wenn ein Kunde eine Einladung annimmt.`,
        "Es wird nichts gesendet, bevor Sie bestätigen. Wenn Sie nicht wissen, warum Sie gefragt werden, schließen Sie diese Seite.",
      ],
      button: "Adresse bestätigen",
    }),
    confirmed: ({ partner, address }) => ({
      title: "Die Adresse ist bestätigt",
      paragraphs: [
        `Benachrichtigungen von ${partner} gehen an ${address}.`,
        `Wenn Sie keine mehr erhalten möchten, bitten Sie einen Administrator bei ${partner}, die Adresse zu entfernen.`,
      ],
    }),
    ended: ({ partner }) => ({
      title: "Dieser Link ist abgelaufen",
      paragraphs: [
        "Es wurde nichts bestätigt.",
        `Wenn Sie diese Benachrichtigungen weiterhin möchten, bitten Sie einen Administrator bei ${partner}, Ihre Adresse zu entfernen und erneut hinzuzufügen. Sie erhalten dann einen neuen Link.`,
      ],
    }),
  },
  administrator: {
    waiting: ({ customer, address, by, coolOffDays }) => ({
      title: `Administrator von ${customer} werden?`,
      paragraphs: [
        `${adderOf(by)} hat ${address} als Administrator von ${customer} hinzugefügt.`,
        "Administratoren sehen, welche Partner Berechtigungen im Konto der Organisation haben. Sie nehmen Anfragen an oder lehnen sie ab, verlängern und entziehen Berechtigungen, beenden Geschäftsbeziehungen und fügen Administratoren hinzu oder entfernen sie.",
        ...(coolOffDays > 0
          ? [
              `Für neue Administratoren gilt eine Wartezeit (${days(coolOffDays)}). In dieser Zeit können Sie alles ansehen, Anfragen ablehnen und Berechtigungen entziehen, danach auch alles andere.`,
            ]
          : []),
        "Es ändert sich nichts, bevor Sie bestätigen. Wenn Sie nicht wissen, warum Sie gefragt werden, schließen Sie diese Seite.",
      ],
      button: "Administrator werden",
    }),
    confirmed: ({ customer, address, coolOffUntil }) => ({
      title: `Sie sind Administrator von ${customer}`,
      paragraphs: [
        `${address} kann sich im Kundenportal anmelden.`,
        ...(coolOffUntil === null
          ? []
          : [
              `Bis ${date(coolOffUntil)} können Sie alles ansehen, Anfragen ablehnen und Berechtigungen entziehen, danach auch alles andere.`,
            ]),
      ],
      portal: "Im Kundenportal anmelden",
    }),
    ended: ({ customer }) => ({
      title: "Dieser Link gilt nicht mehr",
      paragraphs: [
        "Es wurde nichts geändert.",
        `Wenn Sie Administrator von ${customer} sein sollen, bitten Sie einen der Administratoren, Ihre Adresse erneut hinzuzufügen. Sie erhalten dann einen neuen Link.`,
      ],
    }),
    full: ({ limit }) => ({
      title: "Ihre Adresse ist Administrator von zu vielen Kunden",
      paragraphs: [
        "Es wurde nichts geändert.",
        `Eine Adresse kann Administrator von höchstens ${limit} Kunden sein. Verlassen Sie im Kundenportal einen davon und öffnen Sie dann den Link noch einmal.`,
      ],
      portal: "Im Kundenportal anmelden",
    }),
  },
  recovery: {
    waiting: ({ operator, customer, address, reason, linkAt }) => ({
      title: `Wiederherstellung des Zugangs zu ${customer} stoppen?`,
      paragraphs: [
        `${operator} wurde gebeten, ${address} zum Administrator von ${customer} zu machen. Als Grund wurde angegeben: ${reason}`,
        linkAt === null
          ? "Die Adresse hat ihren Link bereits erhalten. Sobald sie bestätigt, wird sie Administrator und kann sofort alles tun."
          : `Wenn kein Administrator dies stoppt, erhält die Adresse am ${date(linkAt)} einen Link. Damit wird sie Administrator und kann sofort alles tun.`,
        "Stoppen Sie dies, wenn die Anfrage nicht berechtigt ist oder Sie nichts davon wissen. Ist sie berechtigt, schließen Sie diese Seite.",
      ],
      button: "Wiederherstellung stoppen",
    }),
    stopped: ({ operator, customer, address }) => ({
      title: "Die Wiederherstellung ist gestoppt",
      paragraphs: [
        `${address} wird nicht Administrator von ${customer}. Alle Administratoren werden informiert.`,
        `Wenn Sie wissen möchten, wer darum gebeten hat, wenden Sie sich an ${operator}.`,
      ],
      portal: "Im Kundenportal anmelden",
    }),
    ended: {
      title: "Hier gibt es nichts mehr zu stoppen",
      paragraphs: [
        "Die Wiederherstellung ist abgeschlossen, oder Ihre Adresse ist nicht mehr Administrator des Kunden. Es wurde nichts geändert.",
        "Das Kundenportal zeigt, wer die Administratoren sind.",
      ],
      portal: "Im Kundenportal anmelden",
    },
  },
  code: {
    waiting: ({ operator, partner, address }) => ({
      title: "Hat jemand anderes diesen Code angefordert?",
      paragraphs: [
        `Der Code wurde an ${address} gesendet, weil jemand damit eine Anfrage von ${partner} beantworten wollte.`,
        `Wenn das weder Sie noch jemand aus Ihrer Organisation war, lehnen Sie die Anfrage ab und melden Sie sie. Danach kann niemand sie mehr annehmen, und ${operator} wird informiert.`,
        "Wenn Sie es waren oder jemand aus Ihrer Organisation, schließen Sie diese Seite. Es wurde nichts geändert.",
      ],
      button: "Ablehnen und melden",
    }),
    reported: ({ operator, partner }) => ({
      title: `Sie haben ${partner} gemeldet`,
      paragraphs: [
        `Die Anfrage ist abgelehnt, es wurde nichts erteilt, und Codes dafür gelten nicht mehr. ${operator} weiß jetzt, dass Sie den Code nicht angefordert haben. Sie müssen nichts weiter tun.`,
      ],
    }),
    accepted: ({ operator, partner, at }) => ({
      title: "Die Anfrage wurde bereits angenommen",
      paragraphs: [
        `Die Anfrage von ${partner} wurde am ${date(at)} angenommen. Jetzt wurde nichts geändert.`,
        `Wenn niemand aus Ihrer Organisation sie angenommen hat, wenden Sie sich sofort an ${operator}. Administratoren können im Kundenportal Berechtigungen entziehen und die Geschäftsbeziehung beenden.`,
      ],
      portal: "Im Kundenportal anmelden",
    }),
    ended: ({ partner }) => ({
      title: "Hier gibt es nichts mehr abzulehnen",
      paragraphs: [
        `Die Anfrage von ${partner} wurde beantwortet oder zurückgenommen, ist abgelaufen oder wurde erneut gesendet. Dieser Code gilt nicht mehr. Es wurde nichts geändert.`,
        "Wenn Sie wieder einen Code erhalten, den Sie nicht angefordert haben, benutzen Sie den Link in der neuen E-Mail.",
      ],
    }),
  },
  unknown: {
    title: "Wir kennen diesen Link nicht",
    text: "Bitte prüfen Sie, ob Sie ihn vollständig aus der E-Mail kopiert haben.",
  },
};
