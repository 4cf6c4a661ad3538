import { noCodeWatch, stopCodes } from "../codes/watch-rules.ts";
import {
  askForName,
  changeProfile,
  changeOperatorFields,
  freezePartner,
  refuseName,
  registerPartner,
  releasePartner,
} from "./rules/changes.ts";
import { addUser, changeRole, userEvent } from "../users/model.ts";
import type { TermsPolicy } from "../terms/rules.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { dayOf } from "../kernel/time.ts";
import { exampleDay, exampleIds, happened } from "../asyncapi/example-setting.ts";

/** Under which nothing is required and nothing is risky. */
export const examplePolicy: TermsPolicy = {
  requiredPermissions: [],
  defaultPermissions: ["users.admin"],
  riskOf: () => "medium",
};

const registered = registerPartner(
  exampleIds.partner,
  {
    displayName: "Northwind Partner",
    kind: "direct-reseller",
    cloud: "public",
    locale: "en",
    replyTo: "sales@partner.example",
    notifications: ["desk@partner.example"],
    verified: null,
  },
  exampleDay(-3),
);
const supportContact = { name: "Grace", email: "help@partner.example", phone: "+1 555 0100" };
const messages = { en: { subject: "Working together", text: "Please follow {{link}}." } };
const changed = changeProfile(registered.after, { supportContact, defaults: { messages } }, examplePolicy);
const pending = askForName(changed.after, "Northwind Official");
const refused = refuseName(pending.after);
const verified = changeOperatorFields(refused.after, { verified: { how: "Called Grace back." } }, exampleDay(-1));
const frozen = freezePartner(verified.after, "operator", "Reported by three customers.");
const added = addUser(
  "0f3b6a52-93f6-4a51-8f6d-2d3f0c1b7e44",
  exampleIds.partner,
  { email: "ada@partner.example", role: "sales" },
  exampleDay(-2),
);
const promoted = changeRole(added, "admin");
const users = [userEvent(null, added, false), userEvent(added, promoted, false), userEvent(promoted, null, false)];
const stopped = stopCodes(noCodeWatch(exampleIds.partner), { day: dayOf(exampleDay(1)), wrong: 50 }, false);
const released = releasePartner(frozen.after);

/** A partner's life, one event of each kind. */
export const partnerExamples: readonly StoredEvent[] = [
  ...happened("operator", -3, registered.events),
  ...happened("partner", -2, changed.events),
  ...happened("partner", -2, pending.events),
  ...happened("operator", -1, refused.events),
  ...happened("partner", -2, users),
  ...happened("operator", -1, verified.events),
  ...happened("system", 1, stopped === null ? [] : [stopped.event]),
  ...happened("operator", 1, frozen.events),
  ...happened("operator", 2, released.events),
];
