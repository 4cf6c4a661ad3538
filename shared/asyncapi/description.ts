import type * as z from "zod/mini";
import type { EventData } from "../events/event-data.ts";
import type { EventType } from "../events/event.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import type { Schema } from "../openapi/description.ts";

/** One event as the document tells it. */
export interface EventDescription<Type extends EventType = EventType> {
  readonly type: Type;
  /** What happened, in a sentence. */
  readonly summary: string;
  /** Schema of its data; closed, so that no test leaves a member that is not told. */
  readonly data: Schema;
}

/** An event with the schema of what it tells. A schema that its data does not fit does not compile. */
export const told = <Type extends EventType, Described extends Schema>(
  type: Type,
  summary: string,
  data: [EventData[Type]] extends [DeepReadonly<z.output<Described>>]
    ? Described
    : "The event tells what this does not.",
): EventDescription<Type> => ({ type, summary, data: data as Described });

/** Events by name. One that is left out does not compile. */
export type EventDescriptions<Types extends EventType> = { readonly [Type in Types]: EventDescription<Type> };
