import type { Localized } from "../policy/locales.ts";

/** The words of the link with which a customer stops a partner's reminders. */
export const unsubscribeWords: Localized<string> = {
  en: "Stop these reminders",
  it: "Non ricevere più questi promemoria",
  de: "Diese Erinnerungen abbestellen",
  fr: "Ne plus recevoir ces rappels",
  es: "Dejar de recibir estos recordatorios",
};

/** The headers by which a mail program offers to unsubscribe with one click (RFC 2369, RFC 8058). */
export const unsubscribeHeaders = (url: string): Record<string, string> => ({
  "List-Unsubscribe": `<${url}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
});
