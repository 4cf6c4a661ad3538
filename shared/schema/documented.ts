import * as z from "zod/mini";

/** What a schema cannot tell about itself. */
export interface Documentation {
  /** Name of the schema among the components of the document; without one it is written out where it is used. */
  readonly id?: string | undefined;
  readonly description?: string;
  /** A form that JSON Schema has a name for; says more than it checks. */
  readonly format?: string;
  readonly examples?: readonly unknown[];
  /** Whether it is personal data: an address, a name, or free text that may name somebody. */
  readonly personal?: true;
  /** Fewest and most days of a duration. */
  readonly days?: readonly [min: number, max: number];
  /** The part of the check's pattern that every language reads, where the check's own is for JavaScript alone. */
  readonly pattern?: string;
  /** What the check refuses beyond what JSON Schema can say, in a sentence that ends the description. */
  readonly rule?: string;
  /** JSON Schema to show instead, where what is sent is not what the check sees: a number in a query is text there. */
  readonly instead?: Readonly<Record<string, unknown>>;
}

/** Where schemas leave word for the OpenAPI document; the checks themselves never look here. */
export const documented = z.registry<Documentation>();
