import { durationInWords, instantInWords } from "../../shared/policy/words.ts";
import { durationOf, type Instant } from "../../shared/domain/time.ts";
import { adderOf } from "./adder.ts";
import type { ConfirmTexts } from "./texts.ts";

const days = (count: number): string => durationInWords(durationOf(count), "it");
const date = (at: Instant): string => instantInWords(at, "it");

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
  administrator: {
    waiting: ({ customer, address, by, coolOffDays }) => ({
      title: `Diventare amministratore di ${customer}?`,
      paragraphs: [
        `${adderOf(by)} ha aggiunto ${address} come amministratore di ${customer}.`,
        "Gli amministratori vedono quali partner hanno autorizzazioni nell’account dell’organizzazione. Accettano o rifiutano richieste, rinnovano e revocano autorizzazioni, chiudono rapporti e aggiungono o rimuovono amministratori.",
        ...(coolOffDays > 0
          ? [
              `Per i nuovi amministratori vale un periodo di attesa (${days(coolOffDays)}). In questo periodo è possibile vedere tutto, rifiutare richieste e revocare autorizzazioni; in seguito anche tutto il resto.`,
            ]
          : []),
        "Non cambia nulla prima della conferma. Se non si conosce il motivo di questa richiesta, basta chiudere la pagina.",
      ],
      button: "Diventare amministratore",
    }),
    confirmed: ({ customer, address, coolOffUntil }) => ({
      title: `Ora questo indirizzo è amministratore di ${customer}`,
      paragraphs: [
        `${address} può accedere al portale clienti.`,
        ...(coolOffUntil === null
          ? []
          : [
              `Fino al ${date(coolOffUntil)} è possibile vedere tutto, rifiutare richieste e revocare autorizzazioni; in seguito anche tutto il resto.`,
            ]),
      ],
      portal: "Accedere al portale clienti",
    }),
    ended: ({ customer }) => ({
      title: "Questo link non è più valido",
      paragraphs: [
        "Non è stato modificato nulla.",
        `Per diventare amministratore di ${customer}, chiedere a uno dei suoi amministratori di aggiungere di nuovo l’indirizzo. Arriverà un nuovo link.`,
      ],
    }),
    full: ({ limit }) => ({
      title: "L’indirizzo è amministratore di troppi clienti",
      paragraphs: [
        "Non è stato modificato nulla.",
        `Un indirizzo può essere amministratore di ${limit} clienti al massimo. Lasciarne uno nel portale clienti, poi aprire di nuovo il link.`,
      ],
      portal: "Accedere al portale clienti",
    }),
  },
  recovery: {
    waiting: ({ operator, customer, address, reason, linkAt }) => ({
      title: `Fermare il recupero dell’accesso a ${customer}?`,
      paragraphs: [
        `A ${operator} è stato chiesto di rendere ${address} amministratore di ${customer}. Il motivo indicato è: ${reason}`,
        linkAt === null
          ? "L’indirizzo ha già ricevuto il link. Appena confermerà, diventerà amministratore e potrà fare subito tutto."
          : `Se nessun amministratore lo ferma, l’indirizzo riceverà un link il ${date(linkAt)}. Con quel link diventerà amministratore e potrà fare subito tutto.`,
        "Fermare il recupero se la richiesta non è giustificata o se non se ne sa nulla. Se è giustificata, basta chiudere la pagina.",
      ],
      button: "Fermare il recupero",
    }),
    stopped: ({ operator, customer, address }) => ({
      title: "Il recupero è stato fermato",
      paragraphs: [
        `${address} non diventa amministratore di ${customer}. Tutti gli amministratori vengono informati.`,
        `Per sapere chi l’ha chiesto, rivolgersi a ${operator}.`,
      ],
      portal: "Accedere al portale clienti",
    }),
    ended: {
      title: "Non c’è più nulla da fermare",
      paragraphs: [
        "Il recupero è concluso, oppure l’indirizzo non è più amministratore del cliente. Non è stato modificato nulla.",
        "Il portale clienti mostra chi sono gli amministratori.",
      ],
      portal: "Accedere al portale clienti",
    },
  },
  code: {
    waiting: ({ operator, partner, address }) => ({
      title: "Questo codice è stato chiesto da qualcun altro?",
      paragraphs: [
        `Il codice è stato inviato a ${address} perché qualcuno voleva usarlo per rispondere a una richiesta di ${partner}.`,
        `Se non è stato chiesto da nessuno della propria organizzazione, rifiutare e segnalare la richiesta. Dopo nessuno potrà più accettarla, e ${operator} ne sarà informato.`,
        "Se è stato chiesto da una persona della propria organizzazione, basta chiudere la pagina. Non è cambiato nulla.",
      ],
      button: "Rifiutare e segnalare",
    }),
    reported: ({ operator, partner }) => ({
      title: `${partner} è stato segnalato`,
      paragraphs: [
        `La richiesta è rifiutata, nulla è stato concesso e i codici non sono più validi. ${operator} è stato informato che il codice è stato chiesto da altri. Non occorre fare altro.`,
      ],
    }),
    accepted: ({ operator, partner, at }) => ({
      title: "La richiesta è già stata accettata",
      paragraphs: [
        `La richiesta di ${partner} è stata accettata il ${date(at)}. Ora non è stato modificato nulla.`,
        `Se non l’ha accettata nessuno della propria organizzazione, rivolgersi subito a ${operator}. Gli amministratori possono revocare le autorizzazioni e chiudere il rapporto nel portale clienti.`,
      ],
      portal: "Accedere al portale clienti",
    }),
    ended: ({ partner }) => ({
      title: "Non c’è più nulla da rifiutare",
      paragraphs: [
        `La richiesta di ${partner} ha già avuto risposta, è stata ritirata, è scaduta oppure è stata inviata di nuovo. Questo codice non è più valido. Non è stato modificato nulla.`,
        "Se arriva un altro codice che non è stato chiesto, usare il link nel nuovo messaggio.",
      ],
    }),
  },
  unknown: {
    title: "Questo link non ci risulta",
    text: "Controllare di averlo copiato per intero dal messaggio.",
  },
};
