import type { StoredEvent } from "../events/envelope.ts";
import { answerExamples } from "./answer-examples.ts";
import { dataRequestExamples } from "../data-requests/event-examples.ts";
import { customerExamples } from "../customer/event-examples.ts";
import { invitationExamples } from "../invitation/event-examples.ts";
import { jobExamples } from "../jobs/event-examples.ts";
import { partnerExamples } from "../partner/event-examples.ts";
import { relationshipExamples } from "../relationship/event-examples.ts";
import { supportExamples } from "../support/event-examples.ts";

const all = [
  ...partnerExamples,
  ...invitationExamples,
  ...answerExamples,
  ...relationshipExamples,
  ...customerExamples,
  ...supportExamples,
  ...jobExamples,
  ...dataRequestExamples,
];

/** One event of each kind, drawn up by the domain itself, so that no example is of something that cannot happen. */
export const examples: readonly StoredEvent[] = [...new Map(all.map((event) => [event.type, event])).values()];
