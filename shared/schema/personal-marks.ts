import * as z from "zod/mini";
import { isPersonalField, type PersonalMarks } from "../kernel/personal.ts";
import { documented } from "./documented.ts";

/** The personal fields of what a schema describes, by the marks of the models; undefined if it has none. */
export function personalMarksOf(schema: z.core.$ZodType): PersonalMarks | undefined {
  if (documented.get(schema as z.ZodMiniType)?.personal === true) {
    return { personal: true, nullable: z.safeParse(schema as z.ZodMiniType, null).success };
  }
  const { def } = schema._zod as { readonly def: Definition };
  if (def.innerType !== undefined) return personalMarksOf(def.innerType);
  const members = [
    ...Object.entries(def.shape ?? {}).map(([name, member]) => [name, personalMarksOf(member)] as const),
    ...[def.element, def.valueType].flatMap((each) => (each ? [["*", personalMarksOf(each)] as const] : [])),
    ...(def.options ?? []).flatMap((option) => Object.entries(personalMarksOf(option) ?? {})),
  ].filter((member): member is readonly [string, PersonalMarks] => member[1] !== undefined);
  return members.length === 0 ? undefined : members.reduce<PersonalMarks>(withMember, {});
}

/** Statuses of one thing can each have members of their own. */
const withMember = (marks: PersonalMarks, [name, member]: readonly [string, PersonalMarks]): PersonalMarks => {
  const known = (marks as Readonly<Record<string, PersonalMarks>>)[name];
  const both =
    known === undefined || isPersonalField(known) ? member : Object.entries(member).reduce(withMember, known);
  return { ...marks, [name]: both };
};

/** What is read of the definition of any schema. */
interface Definition {
  readonly innerType?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
}
