import * as z from "zod/mini";
import type { EventMetadata, StoredEvent } from "../events/envelope.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { schemaOf } from "./description.ts";
import { described } from "./values.ts";
import { text, version } from "../schema/values.ts";

/** An aggregate's id, or that of a part of it. Which kinds of ids there are is nothing to rely on. */
const aggregateId = "[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}(/[A-Za-z0-9-]+)?";
const matching = (pattern: string) => z.string().check(z.regex(new RegExp(`^${pattern}$`)));

/** What surrounds every event, in the history and on the bus. */
export const eventMetadata = schemaOf<EventMetadata>()(
  z.strictObject({
    eventId: described(matching(`${aggregateId}:[1-9][0-9]*`), "`<aggregate>:<sequence>`; a repeat has the same."),
    aggregate: described(
      matching(aggregateId),
      "What it happened to; parts like `inv_…/delivery` count by themselves.",
    ),
    sequence: described(version, "Number in the aggregate, from 1, without gaps."),
    schemaVersion: matching("[0-9]+[.][0-9]+"),
    partnerId: described(
      z.nullable(matching("ptn_[0-9A-HJKMNP-TV-Z]{26}")),
      "Id of the partner; null where it is about no partner.",
    ),
    occurredAt: instant,
    correlationId: z.string().check(z.minLength(1)),
    causationId: z.nullable(text),
    actor: z
      .strictObject({
        kind: described(z.enum(["partner", "customer", "job", "system", "callback", "operator"]), "Who, by kind."),
        id: described(
          matching("[^@ ]+"),
          "Which: a user of the pool, a portal; a customer's person is a pseudonym of its own for each partner.",
        ),
        customerId: described(
          z.optional(matching("cus_[0-9A-HJKMNP-TV-Z]{26}")),
          "The customer for which a person acts; absent before there is one, and for other kinds.",
        ),
      })
      .register(documented, { description: "Who made it happen." }),
    sandbox: z.boolean(),
  }),
).register(documented, { id: "EventMetadata", description: "What surrounds every event." });

/** One thing that happened. */
export const event = schemaOf<StoredEvent>()(
  z.strictObject({
    type: text,
    metadata: eventMetadata,
    data: z
      .record(z.string(), z.unknown())
      .register(documented, { description: "What happened, by the event's type." }),
  }),
).register(documented, { id: "Event", description: "One change, as stored and as published." });
