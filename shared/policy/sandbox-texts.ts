import type { Locale } from "./locales.ts";

/** Above the pages and mails of what a sandbox partner has made. */
export const sandboxNotices: Readonly<Record<Locale, string>> = {
  en: "This is only a test. It has no effect on real services.",
  it: "Questa è solo una prova. Non ha effetti su servizi reali.",
  de: "Dies ist nur ein Test. Er wirkt sich auf keine echten Dienste aus.",
  fr: "Ceci n’est qu’un test, sans effet sur des services réels.",
  es: "Esto es solo una prueba. No afecta a servicios reales.",
};

/** In brackets before the subject of such a mail, and beside the name of such a customer. */
export const sandboxMarks: Readonly<Record<Locale, string>> = {
  en: "Test",
  it: "Prova",
  de: "Test",
  fr: "Test",
  es: "Prueba",
};
