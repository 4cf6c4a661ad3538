import type { Localized } from "../../shared/policy/locales.ts";

/** What stands around what anybody may read. */
interface PublicTexts {
  readonly skip: string;
  readonly languages: string;
  readonly version: (version: string) => string;
  readonly notFound: { readonly title: string; readonly text: string };
}

/** The sentences of public pages, by language. */
export const publicTexts: Localized<PublicTexts> = {
  en: {
    skip: "Skip to content",
    languages: "This page in another language",
    version: (version) => `Version ${version}`,
    notFound: {
      title: "Page not found",
      text: "There is nothing at this address. If you followed a link in a mail, check that you copied all of it.",
    },
  },
  it: {
    skip: "Vai al contenuto",
    languages: "Questa pagina in un’altra lingua",
    version: (version) => `Versione ${version}`,
    notFound: {
      title: "Pagina non trovata",
      text: "A questo indirizzo non c’è nulla. Se avete seguito un link di un messaggio, verificate di averlo copiato tutto.",
    },
  },
  de: {
    skip: "Zum Inhalt springen",
    languages: "Diese Seite in einer anderen Sprache",
    version: (version) => `Fassung ${version}`,
    notFound: {
      title: "Seite nicht gefunden",
      text: "Unter dieser Adresse gibt es nichts. Wenn Sie einem Link aus einer E-Mail gefolgt sind, prüfen Sie bitte, ob Sie ihn vollständig kopiert haben.",
    },
  },
  fr: {
    skip: "Aller au contenu",
    languages: "Cette page dans une autre langue",
    version: (version) => `Version du texte\u00a0: ${version}`,
    notFound: {
      title: "Page introuvable",
      text: "Il n’y a rien à cette adresse. Si vous avez suivi un lien d’un courriel, vérifiez que vous l’avez copié en entier.",
    },
  },
  es: {
    skip: "Ir al contenido",
    languages: "Esta página en otro idioma",
    version: (version) => `Versión ${version}`,
    notFound: {
      title: "Página no encontrada",
      text: "En esta dirección no hay nada. Si siguió un enlace de un correo, compruebe que lo copió entero.",
    },
  },
};
