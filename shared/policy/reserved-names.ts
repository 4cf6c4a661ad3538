const formsOf = (stems: readonly string[], endings: readonly string[]): readonly string[] =>
  stems.flatMap((stem) => endings.map((ending) => stem + ending));

const english = [
  "verified",
  "certified",
  "authorised",
  "authorized",
  "validated",
  "accredited",
  "approved",
  "endorsed",
];
const italian = ["verificat", "certificat", "accreditat", "autorizzat", "approvat", "convalidat"];
const german = ["verifiziert", "zertifiziert", "gepruft", "autorisiert", "akkreditiert", "validiert", "zugelassen"];
const french = ["verifie", "certifie", "agree", "accredite", "autorise", "approuve", "valide", "homologue"];
const spanish = ["verificad", "certificad", "acreditad", "autorizad", "aprobad", "validad", "homologad"];

/** Words by which a name claims that somebody has checked it, without marks and in small letters, in every language and form. */
export const claims: readonly string[] = [
  ...["official", "officially", "genuine", "verification", "certification"],
  ...english,
  ...["ufficiale", "ufficiali", ...formsOf(italian, ["o", "a", "i", "e"])],
  ...formsOf(["offiziell", ...german], ["", "e", "er", "es", "en"]),
  ...formsOf(["officiel", "officielle", ...french, ...french.map((word) => `${word}e`)], ["", "s"]),
  ...["oficial", "oficiales", ...formsOf(spanish, ["o", "a", "os", "as"])],
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
