import { readCustomerRelationship } from "../../shared/commands/read-customer.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";
import { portalPath } from "./addresses.ts";
import { pageAnswer, seeOther } from "./answers.ts";
import { relationshipIdOf } from "./partners.ts";
import type { PortalDependencies, Visit } from "./session.ts";
import type { PortalTexts } from "./texts.ts";
import { confirmPage, type Question } from "./view-confirm.ts";

/** What a customer takes back of a relationship. */
export type Act = "remove" | "end";

/** What is asked, less where it leads. */
type Asked = Omit<Question, "action" | "back">;

/** The page that asks. Whose relationship it is, is found out before anything is asked about it. */
export async function ask(
  dependencies: PortalDependencies,
  { request, moment, setting, texts }: Visit,
  act: Act,
  question: (names: { partner: string }, texts: PortalTexts) => Asked,
  status = 200,
): Promise<HttpAnswer> {
  const id = relationshipIdOf(request);
  const { partner, relationship } = await readCustomerRelationship(dependencies, moment, id);
  const permission = request.query["permission"];
  if (permission !== undefined && !relationship.grants.some((grant) => grant.permission === permission)) {
    throw new Refusal("not-found", "It was never granted.");
  }
  const { locale } = setting;
  const action = portalPath(`/relationships/${id}/${act}`, {
    locale,
    ...(permission !== undefined && { permission }),
  });
  const back = portalPath(`/relationships/${id}`, { locale });
  const asked = { ...question({ partner: partner.displayName }, texts), action, back };
  return pageAnswer(confirmPage(setting, asked, texts), status);
}

/** Back to the relationship, which says what was done. */
export const backTo = ({ request, setting }: Visit, done: string): HttpAnswer =>
  seeOther(portalPath(`/relationships/${relationshipIdOf(request)}`, { locale: setting.locale, done }));
