import * as z from "zod/mini";
import type { Template, TemplateIndex } from "./model.ts";
import { duration, instant, reminderEntry } from "../schema/primitives.ts";
import { relationshipType } from "../terms/model.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { place, placeOr } from "../table/places.ts";
import type { RawItem } from "../table/table.ts";
import { isAtVersion, type Write } from "../table/writes.ts";

/** Where a partner's templates lie. */
export const templateKeys = {
  template: (partnerId: string, id: string): Key => ({ PK: aggregatePartition(partnerId), SK: `TEMPLATE#${id}` }),
  /** The ids of all templates of the partner. */
  index: (partnerId: string): Key => ({ PK: aggregatePartition(partnerId), SK: "TEMPLATES" }),
};

const message = z.object({ subject: z.string(), text: z.string() });

const templateSchema: z.ZodMiniType<Template> = z.object({
  id: z.string(),
  partnerId: z.string(),
  version: z.number(),
  name: z.string(),
  relationship: z.nullable(relationshipType),
  permissions: z.nullable(z.array(z.string())),
  duration: z.nullable(duration),
  autoExtend: z.nullable(z.boolean()),
  message: z.nullable(message),
  messages: z.record(z.string(), message),
  expiresIn: z.nullable(duration),
  reminders: z.nullable(z.array(reminderEntry)),
  createdAt: instant,
  updatedAt: instant,
});

const indexSchema: z.ZodMiniType<TemplateIndex> = z.object({
  partnerId: z.string(),
  version: z.number(),
  ids: z.array(z.string()),
});

/** Reads a stored template; throws if the item is not one. */
export const parseTemplate = (item: unknown): Template => templateSchema.parse(item);

/** Reads the index of a partner's templates; empty where there is no item. */
export const parseTemplateIndex = (item: RawItem | null | undefined, partnerId: string): TemplateIndex =>
  item ? indexSchema.parse(item) : { partnerId, version: 0, ids: [] };

/** A template of a partner. */
export const templatePlace = (partnerId: string, id: string) =>
  place(templateKeys.template(partnerId, id), parseTemplate);
/** The ids of all templates of a partner. */
export const templateIndexPlace = (partnerId: string) =>
  placeOr(templateKeys.index(partnerId), (item) => indexSchema.parse(item), { partnerId, version: 0, ids: [] });

/** The write of a template, held to the version before it. Templates are versioned and have no events: nothing follows from them. */
export const templateWrite = (template: Template): Write => ({
  kind: "put",
  item: { ...templateKeys.template(template.partnerId, template.id), entity: "template", schema: 1, ...template },
  condition: isAtVersion(template.version === 1 ? null : template.version - 1),
});

/** The removal of a template, held to the version that was read. */
export const templateRemoval = ({ partnerId, id, version }: Template): Write => ({
  kind: "delete",
  key: templateKeys.template(partnerId, id),
  condition: isAtVersion(version),
});

/** The write of the index, held to the version before it. */
export const templateIndexWrite = (index: TemplateIndex): Write => ({
  kind: "put",
  item: { ...templateKeys.index(index.partnerId), entity: "template-index", schema: 1, ...index },
  condition: isAtVersion(index.version === 1 ? null : index.version - 1),
});
