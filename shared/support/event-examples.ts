import { exampleActors, exampleDay, exampleIds, happened } from "../asyncapi/example-setting.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { closeRequest, openRequest, writeMessage } from "./rules.ts";

const opened = openRequest(
  {
    id: "sup_01JD0000000000000000000005",
    partnerId: exampleIds.partner,
    customerId: exampleIds.customer,
    sandbox: false,
    openedBy: exampleActors.partner.id,
  },
  {
    kind: "service",
    severity: "normal",
    service: "exchange-online",
    subject: "Mails arrive late",
    text: "Since this morning mails to the customer arrive an hour late.",
  },
  exampleDay(200),
);
const continued = writeMessage(opened.after, "partner", "It concerns every mailbox.", exampleDay(201));
const answered = writeMessage(continued.after, "operator", "A queue was full. Please check again.", exampleDay(202));
const reopened = writeMessage(answered.after, "partner", "It is faster, but not as before.", exampleDay(203));
const again = writeMessage(reopened.after, "operator", "The last mails are through.", exampleDay(204));
const closed = closeRequest(again.after, "partner", exampleDay(205))!;

/** A support request's life. */
export const supportExamples: readonly StoredEvent[] = [
  ...happened("partner", 200, [opened.event]),
  ...happened("partner", 201, [continued.event]),
  ...happened("operator", 202, [answered.event]),
  ...happened("partner", 203, [reopened.event]),
  ...happened("partner", 205, [closed.event]),
];
