import { addAdministrator, confirmAdministrator, dropAdministrator } from "./rules/administrators.ts";
import { foundCustomer, type Customer, type CustomerStep } from "./model.ts";
import { afterSteps } from "../kernel/steps.ts";
import { annotateCustomer } from "./rules/annotations.ts";
import { changeByOperator, renameCustomer } from "./rules/changes.ts";
import { requestRecovery, stopRecovery } from "./rules/recovery.ts";
import { changeSenders, noSenders } from "./rules/senders.ts";
import { noSignIn, requestSignIn } from "../portal-access/rules.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { exampleDay, exampleIds, happened } from "../asyncapi/example-setting.ts";

const policy = {
  coolOffDays: 7,
  confirmDays: 7,
  mostAdministrators: 50,
  mostWaiting: 10,
  mailsPerDay: 10,
  recoveryDays: 7,
};
const ada = { id: "7K3M9QXTB2V5N8RWD4H6J1CZ0P", email: "it@customer.example", name: "Ada" };
const grace = { id: "0F4N8QXTB2V5N8RWD4H6J1CZ0P", email: "grace@customer.example", locale: "en" };

const founded = foundCustomer(
  { id: exampleIds.customer, name: "Customer Ltd", founder: { ...ada, locale: "en" } },
  exampleDay(8),
);
const founder = founded.administrators[0]!;
const named = [
  ...renameCustomer(founded, "Customer Group", { by: founder, now: exampleDay(9) }),
  ...changeByOperator({ ...founded, version: 1 }, { externalId: "tenant-4711" }, exampleDay(9)),
];
const eventsOf = (steps: readonly CustomerStep[]) => steps.map(({ event }) => event);
const then = (before: Customer, steps: readonly CustomerStep[] | null) => afterSteps(before, steps ?? []);

const added = addAdministrator(founded, grace, { by: founder, now: exampleDay(10) }, policy);
const waiting = then(founded, added);
const confirmation = { id: grace.id, number: waiting.links, locale: "en" };
const confirmed = confirmAdministrator(waiting, confirmation, exampleDay(11), policy) ?? [];
const left = then(waiting, confirmed);
const gone = dropAdministrator(left, ada.id, "unreachable", exampleDay(12));
const alone = then(left, gone);
const unattended = dropAdministrator(alone, grace.id, "unreachable", exampleDay(12));
const nobody = then(alone, unattended);
const wanted = { ...grace, reason: "Both administrators have left the company.", force: false };
const requested = requestRecovery(left, { ...wanted, id: "3F4N8QXTB2V5N8RWD4H6J1CZ0P" }, exampleDay(12), policy);
const stopped = stopRecovery(then(left, requested), left.links + 1, { by: ada, now: exampleDay(13) }) ?? [];
const forced = requestRecovery(nobody, { ...wanted, force: true }, exampleDay(20), policy);
const recovered =
  confirmAdministrator(
    then(nobody, forced),
    { ...confirmation, number: then(nobody, forced).links },
    exampleDay(21),
    policy,
  ) ?? [];

const asked = { locale: "en", next: "", isAdministrator: true, now: exampleDay(12) };
const signIn = requestSignIn(noSignIn(ada.id), asked, { minutes: 15, perHour: 5 });
const blocked = { partnerId: exampleIds.partner, status: "blocked" } as const;
const senders = changeSenders(noSenders(exampleIds.customer), blocked, ada, false);

const known = {
  ...{ customerId: exampleIds.customer, partnerId: exampleIds.partner, version: 1, organization: "Customer Ltd" },
  ...{ domain: "customer.example", since: exampleDay(8), contacts: [], alias: null, tags: [], annotations: 0 },
};
const annotated = annotateCustomer(known, { alias: "Customer (north)", tags: ["spring"] }, false);

/** What customers do that is about no partner, and what a partner notes of one. */
export const customerExamples: readonly StoredEvent[] = [
  ...happened("partner", 14, annotated ? [annotated.event] : []),
  ...happened("customer", 9, eventsOf(named)),
  ...happened("customer", 10, eventsOf(added)),
  ...happened("customer", 11, eventsOf(confirmed)),
  ...happened("ses", 12, eventsOf([...gone, ...unattended])),
  ...happened("operator", 12, eventsOf([...requested, ...forced])),
  ...happened("customer", 13, eventsOf(stopped)),
  ...happened("customer", 21, eventsOf(recovered)),
  ...happened("customer", 12, signIn?.event ? [signIn.event] : []),
  ...happened("customer", 12, senders ? [senders.event] : []),
];
