import type { Locale } from "../../../shared/policy/locales.ts";

/** One word for one thing, in everything that people outside read. */
interface Term {
  readonly thing: string;
  readonly word: string;
  /** Words that must not be used instead. */
  readonly never?: RegExp;
}

/** How each language calls what Rapport is about, so that page, mail and notice call it the same. */
export const glossary: Readonly<Record<Locale, readonly Term[]>> = {
  en: [
    { thing: "partner", word: "partner", never: /\breseller partner\b|\bvendor\b/i },
    { thing: "permission", word: "permission", never: /\bprivilege/i },
    { thing: "grant", word: "grant" },
    { thing: "request", word: "request" },
    { thing: "relationship", word: "relationship" },
  ],
  it: [
    { thing: "partner", word: "partner" },
    { thing: "permission", word: "autorizzazion", never: /\bpermess[oi]\b/i },
    { thing: "grant", word: "conce" },
    { thing: "take back", word: "revoc", never: /rimuove(te|re) (le |qualsiasi )?autorizzazion/i },
    { thing: "verified", word: "verificat", never: /controllato che/i },
    { thing: "renew", word: "rinnov" },
    { thing: "request", word: "richiesta", never: /\bdomanda\b/i },
    { thing: "relationship", word: "rapporto", never: /\brelazion/i },
    // "Posta" alone is what the postman brings.
    {
      thing: "mail address",
      word: "indirizzo",
      never: /indirizzo di posta(?! elettronica)|per posta(?! elettronica)/i,
    },
    { thing: "you", word: "vo[is]", never: /\b(tu|tuo|tua|tuoi|tue)\b/i },
    // The eighth and the eleventh would need "l'" and "all'".
    { thing: "date", word: "giorno|data", never: /\b(il|al|dal|del|nel) (\$\{|\{)(date|end|until|instant|lastDay)\}/ },
  ],
  de: [
    { thing: "partner", word: "Partner" },
    { thing: "permission", word: "Berechtigung", never: /\b(Rechte|Erlaubnis|Zugriffsrecht)/ },
    { thing: "grant", word: "erteil", never: /gewähr/i },
    { thing: "take back", word: "entzieh", never: /zurückn[ae]hmen|zurückzunehmen/i },
    { thing: "request", word: "Anfrage", never: /\bAntrag/ },
    { thing: "reseller", word: "Wiederverkäufer", never: /Händler/ },
    { thing: "verified", word: "geprüft", never: /überprüf/i },
    { thing: "renew", word: "erneuer", never: /verlängern Sie|kann sie [^.]*verlängern/ },
    { thing: "receipt", word: "Beleg", never: /Quittung|Aufzeichnung/ },
    // The bare word is what lovers have.
    { thing: "relationship", word: "Geschäftsbeziehung", never: /\bBeziehung/ },
    { thing: "you", word: "Sie", never: /\b(du|dein|deine|dich|dir)\b/i },
  ],
  fr: [
    { thing: "partner", word: "partenaire" },
    { thing: "permission", word: "utorisation", never: /\bpermissions?\b|\bdroits? d/i },
    { thing: "grant", word: "accord" },
    { thing: "take back", word: "retir", never: /\brévoqu/i },
    { thing: "verified", word: "vérifié", never: /contrôlé que/i },
    { thing: "renew", word: "renouvel" },
    { thing: "request", word: "demande", never: /\brequête/i },
    { thing: "relationship", word: "relation", never: /\brapport\b/ },
    { thing: "mail", word: "courriel|message", never: /(?<![{.])\be-?mail\b/i },
    { thing: "you", word: "vous", never: /(?<!\p{L})(tu|ton|tes|toi)(?!\p{L})/iu },
    { thing: "apostrophe", word: "’", never: /\p{L}'\p{L}/u },
    // A line must not begin with what ends a phrase.
    { thing: "colon", word: "(\u00a0|\\\\u00a0):", never: /[\p{L}\d}] [:;?!](?= |["`]?$)/u },
  ],
  es: [
    { thing: "partner", word: "socio", never: /\bpartners\b/i },
    { thing: "permission", word: "permiso", never: /autorizaci/i },
    { thing: "grant", word: "conce", never: /otorg/i },
    { thing: "take back", word: "retir", never: /revoc/i },
    { thing: "extend", word: "prorrog", never: /prolong/i },
    { thing: "verified", word: "verificado", never: /comprobado que/i },
    { thing: "renew", word: "renov" },
    { thing: "receipt", word: "comprobante", never: /\brecibos?\b/i },
    { thing: "request", word: "solicitud", never: /\bpetición de relación|demanda/i },
    { thing: "relationship", word: "relación" },
    { thing: "you", word: "usted|su", never: /(?<!\p{L})(tú|tu|tus|te)(?!\p{L})/iu },
  ],
};
