import { template, templateIndex, type Template, type TemplateIndex } from "./model.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { place, placeOr } from "../table/places.ts";
import { isAsRead, isAtVersion, put, remove, type Write } from "../table/writes.ts";

/** Keys of a partner's templates. */
export const templateKeys = {
  template: (partnerId: string, id: string): Key => ({ PK: aggregatePartition(partnerId), SK: `TEMPLATE#${id}` }),
  index: (partnerId: string): Key => ({ PK: aggregatePartition(partnerId), SK: "TEMPLATES" }),
};

/** A template of a partner. */
export const templatePlace = (partnerId: string, id: string) =>
  place(templateKeys.template(partnerId, id), (item): Template => template.parse(item));

/** The ids of all templates of a partner. */
export const templateIndexPlace = (partnerId: string) =>
  placeOr(templateKeys.index(partnerId), (item): TemplateIndex => templateIndex.parse(item), {
    partnerId,
    version: 0,
    ids: [],
  });

/** The write of a template, conditional on the version before it. Templates have no events. */
export const templateWrite = (template: Template): Write =>
  put(templateKeys.template(template.partnerId, template.id), "template", template, isAfter(template));

/** The removal of a template, conditional on its version. */
export const templateRemoval = ({ partnerId, id, version }: Template): Write =>
  remove(templateKeys.template(partnerId, id), isAtVersion(version));

/** The write of the index, conditional on the version before it. */
export const templateIndexWrite = (index: TemplateIndex): Write =>
  put(templateKeys.index(index.partnerId), "template-index", index, isAfter(index));

const isAfter = ({ version }: { readonly version: number }) => isAsRead({ version: version - 1 });
