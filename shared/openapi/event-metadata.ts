import * as z from "zod/mini";
import type { EventMetadata, StoredEvent } from "../events/envelope.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { schemaOf } from "./description.ts";
import { described } from "./values.ts";
import { text, version } from "../schema/values.ts";

/** An aggregate's id, or that of a part of it. Which kinds of ids there are is nothing to rely on. */
const aggregateId = "[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}(/[A-Za-z0-9_-]+)?";
const matching = (pattern: string) => z.string().check(z.regex(new RegExp(`^${pattern}$`)));

/** What surrounds every event, in the history and on the bus. */
export const eventMetadata = schemaOf<EventMetadata>()(
  z.strictObject({
    eventId: described(matching(`${aggregateId}:[1-9][0-9]*`), "`<aggregate>:<sequence>`, the same in every repeat."),
    aggregate: described(
      matching(aggregateId),
      "The aggregate of the event. Parts like `inv_…/delivery` have their own sequence.",
    ),
    sequence: described(version, "Number of the event in its aggregate, from 1 without gaps."),
    schemaVersion: matching("[0-9]+[.][0-9]+"),
    partnerId: described(
      z.nullable(matching("ptn_[0-9A-HJKMNP-TV-Z]{26}")),
      "Id of the partner; null for events without a partner.",
    ),
    occurredAt: instant,
    correlationId: z.string().check(z.minLength(1)),
    causationId: z.nullable(text),
    actor: z
      .strictObject({
        kind: described(z.enum(["partner", "customer", "job", "system", "callback", "operator"]), "Kind of the actor."),
        id: described(
          matching("[^@ ]+"),
          "Id of a user of the pool or a portal; for a customer's person a pseudonym, different for each partner.",
        ),
        customerId: described(
          z.optional(matching("cus_[0-9A-HJKMNP-TV-Z]{26}")),
          "The customer that a person acts for; absent for other actors and before the customer exists.",
        ),
      })
      .register(documented, { description: "The actor who caused the event." }),
    sandbox: z.boolean(),
  }),
).register(documented, { id: "EventMetadata", description: "The metadata of every event." });

/** One thing that happened. */
export const event = schemaOf<StoredEvent>()(
  z.strictObject({
    type: text,
    metadata: eventMetadata,
    data: z
      .record(z.string(), z.unknown())
      .register(documented, { description: "The data of the event, by its type." }),
  }),
).register(documented, { id: "Event", description: "An event as stored and published." });
