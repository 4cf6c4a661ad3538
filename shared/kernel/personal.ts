/** What people and programs read where a personal value was erased and there has to be one. */
export const erasedText = "erased";

/** Where a value has personal fields, by the names of its members; `*` is every member of a list or map. */
export type PersonalMarks = PersonalField | { readonly [member: string]: PersonalMarks };

/** Everything in a field is personal; whether null can stand in its place. */
export interface PersonalField {
  readonly personal: true;
  readonly nullable: boolean;
}

/** Whether a mark is of a whole field. */
export const isPersonalField = (marks: PersonalMarks): marks is PersonalField => marks["personal"] === true;
