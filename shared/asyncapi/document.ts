import about from "./about.json" with { type: "json" };
import { schemaVersion } from "../events/envelope.ts";
import { busName, eventSource } from "../names.ts";
import { eventDescriptions, type EventSchemas, type NamedEvent } from "./events.ts";
import { examples } from "./examples.ts";
import { personalFields } from "./personal-fields.ts";
import { introduction } from "../openapi/introduction.ts";
import { opened } from "../openapi/schema-forms.ts";

const refTo = (kind: "messages" | "schemas" | "servers", name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** The AsyncAPI document of everything that passes the bus. */
export function asyncApiDocument(schemas: EventSchemas): object {
  const types = eventDescriptions.map(({ type }) => type);
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Rapport events",
      version: schemaVersion,
      description: introduction(about),
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
      tags: [{ name: "EventBridge" }],
    },
    defaultContentType: "application/json",
    servers: { eventBridge: refTo("servers", "eventBridge") },
    channels: {
      bus: {
        address: busName("{stage}"),
        title: "The bus of a stage",
        description: `Subscribe by a rule on \`source\` = \`${eventSource}\` and the \`detail-type\` of a message; the payload is \`detail\`.`,
        parameters: { stage: { description: "The stage of the deployment.", examples: ["prod"] } },
        servers: [{ $ref: "#/servers/eventBridge" }],
        messages: Object.fromEntries(types.map((type) => [type, refTo("messages", type)])),
      },
    },
    operations: {
      publish: {
        action: "send",
        title: "Publish an event",
        summary: "Rapport publishes an event on the bus for every change of state.",
        channel: { $ref: "#/channels/bus" },
        messages: types.map((type) => ({ $ref: `#/channels/bus/messages/${type}` })),
      },
    },
    components: {
      servers: {
        eventBridge: {
          host: "events.{region}.amazonaws.com",
          protocol: "https",
          description: "EventBridge in the region of the deployment.",
          variables: { region: { description: "The AWS region.", examples: ["eu-central-1"] } },
        },
      },
      correlationIds: {
        correlationId: {
          description: "The id of the request that caused the event. Its response and all log lines have the same id.",
          location: "$message.payload#/metadata/correlationId",
        },
      },
      messages: Object.fromEntries(eventDescriptions.map((event) => [event.type, messageOf(event, schemas)])),
      schemas: Object.fromEntries(Object.entries(schemas.named).map(([name, schema]) => [name, opened(schema)])),
    },
  };
}

function messageOf({ type, summary }: NamedEvent, { details, named }: EventSchemas): object {
  const payload = details[type] ?? {};
  const headers = { source: eventSource, "detail-type": type };
  return {
    name: type,
    title: type,
    summary,
    contentType: "application/json",
    headers: {
      type: "object",
      description: "The fields that rules match.",
      required: Object.keys(headers),
      properties: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, { type: "string", const: value }]),
      ),
    },
    payload: opened(payload),
    correlationId: { $ref: "#/components/correlationIds/correlationId" },
    examples: examples
      .filter((example) => example.type === type)
      .map(({ metadata, data }) => ({ name: type, summary, headers, payload: { metadata, data } })),
    "x-personal-fields": personalFields(payload, named),
  };
}
