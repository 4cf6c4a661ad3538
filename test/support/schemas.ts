import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const instant = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" };

/** An id, or a part of what it names; whoever signs in is a part of the customer, named by a pseudonym. */
const aggregate = "^(inv|rel|ptn|cus)_[0-9A-Z]{26}(/[a-z]+|/sign-in-[0-9A-Z]{26})?";

/** The envelope of every event on the bus. */
const envelope: ValidateFunction = ajv.compile({
  type: "object",
  required: ["metadata", "data"],
  properties: {
    metadata: {
      type: "object",
      required: [
        "eventId",
        "aggregate",
        "sequence",
        "schemaVersion",
        "partnerId",
        "occurredAt",
        "correlationId",
      ].concat(["causationId", "actor", "sandbox"]),
      properties: {
        eventId: { type: "string", pattern: `${aggregate}:[1-9]\\d*$` },
        aggregate: { type: "string", pattern: `${aggregate}$` },
        sequence: { type: "integer", minimum: 1 },
        schemaVersion: { type: "string", pattern: "^\\d+\\.\\d+$" },
        // Empty where a customer acts on its own.
        partnerId: { type: "string", pattern: "^(ptn_[0-9A-Z]{26})?$" },
        occurredAt: instant,
        correlationId: { type: "string", minLength: 1 },
        causationId: { type: ["string", "null"] },
        actor: {
          type: "object",
          required: ["kind", "id"],
          properties: {
            kind: { enum: ["partner", "customer", "job", "system", "callback", "operator"] },
            // Never an address: a customer is a pseudonym, a user the subject of the token.
            id: { type: "string", pattern: "^[^@\\s]+$" },
          },
          additionalProperties: false,
        },
        sandbox: { type: "boolean" },
      },
      additionalProperties: false,
    },
    data: { type: "object", minProperties: 1 },
  },
  additionalProperties: false,
});

const faultsOf = (validate: ValidateFunction, value: unknown): string[] =>
  validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

/** What is wrong with an event's detail. */
export const envelopeFaults = (detail: unknown): string[] => faultsOf(envelope, detail);
