import { erasedText, isPersonalField, type PersonalMarks } from "../kernel/personal.ts";

/** A person: a normalised mail address, and the names that stand beside it in what is stored. */
export interface Person {
  readonly email: string;
  readonly names: readonly string[];
}

/** What becomes of personal values: those of the person, and those of others. */
interface Treatment {
  readonly own: (value: string, nullable: boolean) => unknown;
  readonly others: (value: string) => unknown;
  /** Whether the person's entries in lists and maps are dropped. */
  readonly dropsEntries: boolean;
}

const same = (value: string): string => value;

/** The value without the person's data: null where that can stand, else a word. Their entries in lists and maps are dropped. */
export const withoutPerson = (value: unknown, marks: PersonalMarks | undefined, person: Person): unknown =>
  treated(value, marks, person, {
    own: (_, nullable) => (nullable ? null : erasedText),
    others: same,
    dropsEntries: true,
  });

/** The value without personal data of others, which become null; null if it has none of the person. */
export function onlyOfPerson(value: unknown, marks: PersonalMarks | undefined, person: Person): unknown {
  return personalOf(value, marks, person).length === 0
    ? null
    : treated(value, marks, person, { own: same, others: () => null, dropsEntries: false });
}

/** The person's values. */
export function personalOf(value: unknown, marks: PersonalMarks | undefined, person: Person): string[] {
  const found: string[] = [];
  const own = (one: string) => (found.push(one), one);
  treated(value, marks, person, { own, others: same, dropsEntries: false });
  return found;
}

/** The names in objects that hold the address. */
export function namesBeside(value: unknown, marks: PersonalMarks | undefined, email: string): string[] {
  if (typeof value !== "object" || value === null || marks === undefined || isPersonalField(marks)) return [];
  const own = holdsAddress(value, marks, email)
    ? nameMembers.flatMap((name) => {
        const said = (value as Readonly<Record<string, unknown>>)[name];
        return typeof said === "string" && said.trim().length > 1 ? [said.trim()] : [];
      })
    : [];
  return [...own, ...Object.entries(value).flatMap(([name, one]) => namesBeside(one, under(marks, name), email))];
}

const nameMembers = ["name", "contactName"] as const;

/** Whether a text is the address. */
export const isAddress = (value: unknown, email: string): boolean =>
  typeof value === "string" && value.trim().toLowerCase() === email;

function treated(value: unknown, marks: PersonalMarks | undefined, person: Person, treatment: Treatment): unknown {
  const { own, others, dropsEntries } = treatment;
  // A short name can be anybody's: it counts only beside the address.
  const isNear = textOf(value).includes(person.email);
  const names = person.names.filter((name) => isNear || /\s/.test(name));

  /** `near`: the object around holds the address; `far`: it holds another one, so that its names are another person's. */
  function visit(one: unknown, at: PersonalMarks | undefined, around: "near" | "far" | "open"): unknown {
    if (at === undefined || one === null || one === undefined) return one;
    if (isPersonalField(at)) return field(one, at.nullable, around);
    if (typeof one !== "object") return one;
    const isEntry = (member: unknown, name: string) =>
      dropsEntries && "*" in at && isObject(member) && holdsAddress(member, under(at, name), person.email);
    if (Array.isArray(one))
      return one.flatMap((each) => (isEntry(each, "*") ? [] : [visit(each, under(at, "*"), "open")]));
    const inside = holdsAddress(one, at, person.email) ? "near" : holdsAnyAddress(one, at) ? "far" : "open";
    return Object.fromEntries(
      Object.entries(one).flatMap(([name, member]) =>
        isEntry(member, name) ? [] : [[name, visit(member, under(at, name), inside)]],
      ),
    );
  }

  function field(one: unknown, nullable: boolean, around: "near" | "far" | "open"): unknown {
    if (typeof one === "string") return around === "near" || isNamedIn(one, around) ? own(one, nullable) : others(one);
    if (Array.isArray(one)) {
      const left = dropsEntries ? one.filter((each) => typeof each !== "string" || !isNamedIn(each, "open")) : one;
      return left.map((each: unknown) => field(each, false, "open"));
    }
    if (!isObject(one)) return one;
    return Object.fromEntries(Object.entries(one).map(([name, each]) => [name, field(each, false, "open")]));
  }

  const isNamedIn = (text: string, around: "near" | "far" | "open"): boolean =>
    text.toLowerCase().includes(person.email) || (around !== "far" && names.some((name) => hasWords(text, name)));

  return visit(value, marks, "open");
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const under = (marks: PersonalMarks | undefined, name: string): PersonalMarks | undefined => {
  if (marks === undefined || isPersonalField(marks)) return marks;
  const members = marks as Readonly<Record<string, PersonalMarks>>;
  return members[name] ?? members["*"];
};

/** Whether a personal member of an object is the address. */
const holdsAddress = (value: object, marks: PersonalMarks | undefined, email: string): boolean =>
  ownTexts(value, marks).some((text) => isAddress(text, email));

const holdsAnyAddress = (value: object, marks: PersonalMarks | undefined): boolean =>
  ownTexts(value, marks).some((text) => /^\S+@\S+$/.test(text.trim()));

const ownTexts = (value: object, marks: PersonalMarks | undefined): string[] =>
  marks === undefined || isPersonalField(marks)
    ? []
    : Object.entries(value).flatMap(([name, member]) => {
        const own = under(marks, name);
        return typeof member === "string" && own !== undefined && isPersonalField(own) ? [member] : [];
      });

const textOf = (value: unknown): string => (JSON.stringify(value) ?? "").toLowerCase();

/** Whether a text has a name in it, as whole words. */
function hasWords(text: string, name: string): boolean {
  const [within, sought] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
    const around = [within.slice(0, at).at(-1), within[at + sought.length]];
    if (!around.some((letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter))) return true;
  }
  return false;
}
