/** Words by which a name claims that somebody has checked it, without marks and in small letters, in every language. */
export const claims: readonly string[] = [
  ...[
    "verified",
    "verification",
    "official",
    "certified",
    "accredited",
    "authorised",
    "authorized",
    "approved",
    "genuine",
  ],
  ...[
    "verificato",
    "verificata",
    "ufficiale",
    "certificato",
    "certificata",
    "accreditato",
    "autorizzato",
    "autorizzata",
  ],
  ...[
    "verifiziert",
    "verifizierter",
    "gepruft",
    "geprufter",
    "offiziell",
    "offizieller",
    "zertifiziert",
    "zertifizierter",
  ],
  ...["autorisiert", "autorisierter", "akkreditiert"],
  ...["verifie", "verifiee", "officiel", "officielle", "certifie", "certifiee", "agree", "agreee", "accredite"],
  ...["autorise", "autorisee", "verificado", "verificada", "oficial", "certificado", "certificada", "acreditado"],
  ...["autorizado", "autorizada", "aprobado"],
];

/** Signs that say the same. */
export const claimSigns = /[\u2611\u2705\u2713\u2714\u{1F396}\u{1F3C5}\u{1F5F8}\u{1F5F9}\u{1F512}\u{1F6E1}]/u;

/** Vendors whose name a stranger would borrow. Who has such a name, or trades in it, is for the operator to say. */
export const vendorNames: readonly string[] = [
  ...[
    "Adobe",
    "Amazon",
    "Amazon Web Services",
    "Apple",
    "Atlassian",
    "AWS",
    "Azure",
    "Cisco",
    "Cloudflare",
    "DocuSign",
  ],
  ...["Dropbox", "GitHub", "Google", "IBM", "Microsoft", "Office 365", "Oracle", "PayPal", "Salesforce", "SAP"],
  ...["ServiceNow", "Slack", "VMware", "Zoom"],
];
