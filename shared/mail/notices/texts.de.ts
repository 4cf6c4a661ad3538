import type { NoticeTexts } from "./texts.ts";

/** What became of a request, in German. */
export const germanNoticeTexts: NoticeTexts = {
  lang: "de",
  accepted: {
    subjects: {
      whole: ({ customer }) => `${customer} hat Ihre Anfrage angenommen`,
      part: ({ customer }) => `${customer} hat Ihre Anfrage zum Teil angenommen`,
      withoutPermissions: ({ customer }) => `${customer} hat Ihre Anfrage ohne Administratorberechtigungen angenommen`,
    },
    by: (person, date) => `Angenommen von ${person} am ${date}.`,
    granted: (until) => `Erteilte Berechtigungen, gültig bis zum ${until}:`,
    none: "Es wurden keine Administratorberechtigungen erteilt.",
    refused: "Berechtigungen, die Sie angefragt haben und die nicht erteilt wurden:",
    next: "Der Kunde steht jetzt in Ihrer Kundenliste, und Sie können mit der Zusammenarbeit beginnen.",
    unchanged: "Sonst ändert sich zwischen Ihnen und dem Kunden nichts.",
  },
  declined: {
    subject: ({ customer }) => `${customer} hat Ihre Anfrage abgelehnt`,
    text: "Es wurde nichts erteilt, und es gehen keine Erinnerungen mehr hinaus.",
    reason: (reason) => `Der angegebene Grund: ${reason}`,
    noReason: "Es wurde kein Grund angegeben.",
  },
  expired: {
    subject: ({ customer }) => `Ihre Anfrage an ${customer} ist ohne Antwort abgelaufen`,
    text: (end) => `Sie konnte bis zum ${end} beantwortet werden. Es wurde nichts erteilt.`,
    next: "Wenn Sie weiterhin zusammenarbeiten möchten, erneuern Sie die Einladung: Der Kunde erhält dann eine neue E-Mail.",
  },
  renewal: {
    subject: ({ customer }) => `${customer} bittet um einen neuen Link`,
    text: ({ address }, end) =>
      `Ihre Anfrage an ${address} ist am ${end} abgelaufen. Der Kunde hat sie danach geöffnet und bittet um einen neuen Link.`,
    next: "Wenn Sie einverstanden sind, erneuern Sie die Einladung: Der Kunde erhält dann eine neue E-Mail.",
  },
  undeliverable: {
    subject: ({ address }) => `Ihre Anfrage konnte an ${address} nicht zugestellt werden`,
    unwanted: ({ address }) => `${address} hat Ihre Anfrage als unerwünschte E-Mail gemeldet`,
    why: {
      undelivered: ({ address }) =>
        `Die E-Mail an ${address} konnte auch nach mehreren Versuchen nicht zugestellt werden.`,
      bounced: ({ address }) => `Das Mailsystem hinter ${address} hat die E-Mail abgewiesen.`,
      complained: ({ address }) => `Die E-Mail wurde von ${address} als unerwünscht gemeldet.`,
      suppressed: ({ address }) =>
        `An ${address} gehen keine E-Mails: Frühere kamen nicht an oder sind dort nicht erwünscht.`,
      rejected: () => "Der Maildienst hat die E-Mail wegen ihres Inhalts nicht angenommen.",
    },
    reason: (words) => `Angabe des Mailsystems: ${words}`,
    next: {
      undelivered:
        "Es gehen keine Erinnerungen hinaus, bis Sie die Einladung erneut senden. Versuchen Sie es später noch einmal, oder fragen Sie Ihren Kontakt nach einer anderen Adresse und berichtigen Sie sie in der Einladung.",
      bounced:
        "An diese Adresse gehen keine Erinnerungen. Fragen Sie Ihren Kontakt nach der richtigen Adresse und berichtigen Sie sie in der Einladung. Diese geht dann mit einem neuen Link noch einmal hinaus.",
      complained:
        "An diese Adresse gehen keine weiteren E-Mails. Sprechen Sie zuerst auf anderem Weg mit dem Kunden. Wenn die Adresse falsch ist, berichtigen Sie sie in der Einladung. Diese geht dann mit einem neuen Link noch einmal hinaus.",
      suppressed:
        "An diese Adresse gehen auch keine Erinnerungen. Fragen Sie Ihren Kontakt nach einer anderen Adresse und berichtigen Sie sie in der Einladung. Diese geht dann mit einem neuen Link noch einmal hinaus.",
      rejected:
        "Es gehen keine Erinnerungen hinaus. Prüfen Sie Betreff und Text, ziehen Sie die Einladung zurück und senden Sie eine neue.",
    },
    refused: {
      address: {
        why: ({ address }) => `Der Maildienst nimmt die Adresse ${address} nicht an.`,
        next: "An diese Adresse gehen keine Erinnerungen. Fragen Sie Ihren Kontakt nach der richtigen Adresse und berichtigen Sie sie in der Einladung. Diese geht dann mit einem neuen Link noch einmal hinaus.",
      },
      nobody: {
        why: () => "Der Maildienst hat die E-Mail ohne Angabe von Gründen nicht angenommen.",
        next: "Es gehen keine Erinnerungen hinaus. Nennen Sie dem Betreiber die Nummer der Einladung, damit er die Ursache finden kann.",
      },
    },
  },
  partnerFooter: ({ partner, operator }, invitationId) =>
    `Gesendet von Rapport von ${operator} an alle, die sich bei ${partner} um diese Anfrage kümmern. Einladung ${invitationId}.`,
  confirmation: {
    subjects: {
      whole: ({ partner }) => `Sie haben die Anfrage von ${partner} angenommen`,
      part: ({ partner }) => `Sie haben einen Teil der Anfrage von ${partner} angenommen`,
      withoutPermissions: ({ partner }) =>
        `Sie haben die Anfrage von ${partner} ohne Administratorberechtigungen angenommen`,
    },
    by: ({ person }, date) => `Angenommen von ${person} am ${date}.`,
    becomes: {
      reseller: ({ partner }) => `${partner} ist jetzt Ihr Wiederverkäufer.`,
      advisor: ({ partner }) => `${partner} ist jetzt Ihr Berater.`,
    },
    stays: {
      reseller: ({ partner }) => `${partner} bleibt Ihr Wiederverkäufer.`,
      advisor: ({ partner }) => `${partner} bleibt Ihr Berater.`,
    },
    granted: (until) => `Was erteilt wurde, gültig bis zum ${until}:`,
    none: "Es wurden keine Administratorberechtigungen erteilt.",
    extends: "Diese Berechtigungen verlängern sich am Ende von selbst, es sei denn, Sie entziehen sie.",
    refused: "Was nicht erteilt wurde:",
    back: "Im Kundenportal können Sie Berechtigungen jederzeit entziehen oder die Geschäftsbeziehung beenden.",
    portal: "Kundenportal öffnen",
    link: "Ansehen, was vereinbart wurde",
    footer: ({ operator }) =>
      `Gesendet von Rapport von ${operator}, weil die Anfrage mit dem Link angenommen wurde, der für diese Adresse bestimmt ist. Wenn Sie davon nichts wissen, verständigen Sie bitte sofort ${operator}.`,
  },
  confirmAddress: {
    subject: ({ partner }) => `Bestätigen Sie Ihre Adresse für Benachrichtigungen von ${partner}`,
    text: ({ partner }) => `${partner} möchte Benachrichtigungen über seine Einladungen an diese Adresse senden.`,
    link: "Adresse bestätigen",
    life: (days) => `Der Link gilt ${days} Tage. Vor Ihrer Bestätigung wird nichts gesendet.`,
    unasked: "Wenn Sie nicht wissen, warum Sie gefragt werden, ignorieren Sie diese E-Mail.",
    footer: ({ partner, operator }) =>
      `Gesendet von Rapport (${operator}), weil ${partner} diese Adresse angegeben hat.`,
  },
  signIn: {
    subject: (operator) => `Anmeldung im Kundenportal von ${operator}`,
    text: "Sie möchten sich im Portal anmelden. Dort sehen Sie Ihre Partner und was jeder von ihnen darf.",
    link: "Anmelden",
    life: (minutes) => `Der Link gilt ein einziges Mal und ${minutes} Minuten lang. Eine neuere E-Mail ersetzt ihn.`,
    unasked: "Waren Sie das nicht, brauchen Sie nichts zu tun: Ohne diese E-Mail kann sich niemand anmelden.",
    footer: (operator) => `Gesendet von Rapport von ${operator}, weil jemand diese Adresse zum Anmelden angegeben hat.`,
  },
};
