import type { Locale } from "./locales.ts";

/** How a page and a mail say that they are a test. */
interface SandboxTexts {
  /** In brackets before a mail's subject, and beside a customer's name. */
  readonly mark: string;
  readonly notice: string;
}

/** The mark of what a sandbox partner has made, in every language. */
export const sandboxTexts: Readonly<Record<Locale, SandboxTexts>> = {
  en: { mark: "Test", notice: "This is a test by a sandbox partner. It has no effect on real services or customers." },
  it: {
    mark: "Test",
    notice: "Questo è un test di un partner di prova. Non ha alcun effetto su servizi o clienti reali.",
  },
  de: {
    mark: "Test",
    notice: "Dies ist ein Test eines Testpartners. Er hat keine Auswirkungen auf echte Dienste oder Kunden.",
  },
  fr: {
    mark: "Test",
    notice: "Ceci est un test d’un partenaire de test. Il n’a aucun effet sur des services ou des clients réels.",
  },
  es: {
    mark: "Prueba",
    notice: "Esto es una prueba de un socio de pruebas. No afecta a servicios ni a clientes reales.",
  },
};
