import type { ConfirmTexts } from "./texts.ts";

/** In Italian. */
export const italianConfirmTexts: ConfirmTexts = {
  lang: "it",
  skip: "Vai al contenuto",
  languages: "Questa pagina in un’altra lingua",
  notifications: {
    waiting: ({ partner, address }) => ({
      title: `Ricevere le notifiche di ${partner}?`,
      paragraphs: [
        `${partner} vuole inviare a ${address} notifiche sui propri inviti, ad esempio quando un cliente ne accetta uno.`,
        "Non viene inviato nulla prima della conferma. Se non si conosce il motivo di questa richiesta, basta chiudere la pagina.",
      ],
      button: "Confermare l’indirizzo",
    }),
    confirmed: ({ partner, address }) => ({
      title: "L’indirizzo è confermato",
      paragraphs: [
        `Le notifiche di ${partner} vengono inviate a ${address}.`,
        `Per non riceverle più, chiedere a un amministratore di ${partner} di rimuovere l’indirizzo.`,
      ],
    }),
    ended: ({ partner }) => ({
      title: "Questo link è scaduto",
      paragraphs: [
        "Non è stato confermato nulla.",
        `Per ricevere comunque queste notifiche, chiedere a un amministratore di ${partner} di rimuovere l’indirizzo e di aggiungerlo di nuovo. Arriverà un nuovo link.`,
      ],
    }),
  },
  unknown: {
    title: "Questo link non ci risulta",
    text: "Controllare di averlo copiato per intero dal messaggio.",
  },
};
