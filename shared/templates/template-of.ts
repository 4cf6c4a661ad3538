import { isId } from "../kernel/ids.ts";
import { relationshipTypes, type RelationshipType } from "../terms/model.ts";
import { faultRefusal, type Refusal } from "../kernel/refusal.ts";
import type { Template } from "./model.ts";
import { templatePlace } from "./item.ts";
import type { NewInvitationInput } from "../invitation/commands/invitation-input.ts";

type Asked = Pick<NewInvitationInput, "terms" | "template">;

/** The place of the template of a new invitation, if it names one. */
export function namedTemplate(partnerId: string, { template }: Asked) {
  if (template === undefined) return null;
  if (!isId("template", template)) throw noSuchTemplate();
  return templatePlace(partnerId, template);
}

/** The relationships that a new invitation may be about, as long as its template has not been read. */
export function possibleTypes({ terms, template }: Asked): readonly RelationshipType[] {
  if (terms.relationship !== undefined) return [terms.relationship];
  return template === undefined ? ["reseller"] : relationshipTypes;
}

/** The template that a new invitation names; refuses one that the partner does not have. */
export function templateOf({ template }: Asked, found: Template | null): Template | null {
  if (template === undefined) return null;
  if (found === null) throw noSuchTemplate();
  return found;
}

const noSuchTemplate = (): Refusal =>
  faultRefusal("validation", { pointer: "/template", code: "template-unknown", message: "There is no such template." });
