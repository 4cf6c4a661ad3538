import { describe, expect, test } from "vitest";
import { erasedText } from "../../shared/kernel/personal.ts";
import { namesBeside, onlyOfPerson, personalOf, withoutPerson } from "../../shared/data-requests/person-rules.ts";
import { contact } from "../../shared/customer/model.ts";
import { personalMarksOf } from "../../shared/schema/personal-marks.ts";
import { modelMarks } from "../../shared/data-requests/stored-kinds.ts";

const ada = { email: "ada@customer.example", names: ["Ada Lovelace"] };
const short = { email: "ada@customer.example", names: ["Ada"] };
const marks = (entity: string) => modelMarks[entity]!;
const contactMarks = personalMarksOf(contact);

const asked = {
  id: "inv_1",
  status: "declined",
  createdBy: { id: "user-1", email: "sales@partner.example" },
  terms: { customer: { email: ada.email, organization: "Lovelace Ltd", contactName: "Ada Lovelace", locale: "en" } },
  decision: { by: { name: "Ada Lovelace", email: null, title: "Head of IT" }, reason: "Talk to Ada Lovelace first" },
};

describe("an object that holds the address", () => {
  test("loses all its personal fields, and no others", () => {
    expect(withoutPerson(asked, marks("invitation"), ada)).toEqual({
      ...asked,
      terms: { customer: { email: erasedText, organization: null, contactName: null, locale: "en" } },
      decision: { by: { name: null, email: null, title: "Head of IT" }, reason: null },
    });
  });

  test("gives the names of the person", () => {
    expect(namesBeside(asked, marks("invitation"), ada.email)).toEqual(["Ada Lovelace"]);
  });

  test("is found in any letter case", () => {
    const contact = { name: "Ada", email: "Ada@Customer.Example", title: "CTO" };
    expect(withoutPerson(contact, contactMarks, ada)).toEqual({ name: null, email: erasedText, title: null });
  });
});

describe("a free text", () => {
  const delivery = (reason: string) => ({ invitationId: "inv_1", reason });
  const reasonFor = (reason: string, person = ada) =>
    (withoutPerson(delivery(reason), marks("delivery"), person) as { reason: string | null }).reason;

  test.each(["550 <ada@customer.example>: unknown", "550 ADA@customer.example", "Ada Lovelace has left"])(
    "with the address or the name is erased: %s",
    (reason) => expect(reasonFor(reason)).toBeNull(),
  );

  test.each(["550 <other@customer.example>", "Ada Lovelaces has left", "xAda Lovelace"])(
    "about something else stays: %s",
    (reason) => expect(reasonFor(reason)).toBe(reason),
  );

  test("with a name of one word is erased only where the address stands as well", () => {
    expect(reasonFor("Ada has left", short)).toBe("Ada has left");
    expect(
      (
        withoutPerson(
          { ...asked, decision: { ...asked.decision, reason: "Ada says no" } },
          marks("invitation"),
          short,
        ) as typeof asked
      ).decision.reason,
    ).toBeNull();
  });
});

test("a name in an object with another address is another person's", () => {
  const other = { name: "Ada Lovelace", email: "ada@other.example", title: null };
  expect(withoutPerson(other, contactMarks, ada)).toEqual(other);
});

test("the person's entries in lists and maps go, and others stay", () => {
  const partner = {
    replyTo: "other@partner.example",
    notifications: [ada.email, "other@partner.example"],
    supportContact: { name: "Ada Lovelace", email: ada.email, phone: "1" },
    defaults: { messages: { en: { subject: "Hello", text: "Ask ada@customer.example {{link}}" } } },
  };
  expect(withoutPerson(partner, marks("partner"), ada)).toEqual({
    replyTo: "other@partner.example",
    notifications: ["other@partner.example"],
    supportContact: { name: erasedText, email: null, phone: null },
    defaults: { messages: { en: { subject: "Hello", text: erasedText } } },
  });
  const customer = {
    name: "Contoso",
    administrators: [
      { id: "1", email: ada.email, name: "Ada" },
      { id: "2", email: "b@c.example", name: null },
    ],
  };
  expect(withoutPerson(customer, marks("customer"), ada)).toEqual({
    ...customer,
    administrators: [customer.administrators[1]],
  });
});

describe("an export", () => {
  test("has the person's data and what is not personal, but nothing of others", () => {
    expect(onlyOfPerson(asked, marks("invitation"), ada)).toEqual({
      ...asked,
      createdBy: { id: "user-1", email: null },
      decision: { by: { name: "Ada Lovelace", email: null, title: null }, reason: asked.decision.reason },
    });
  });

  test("has nothing of an item that is not about the person", () => {
    expect(onlyOfPerson({ email: "b@c.example", name: "B", title: null }, contactMarks, ada)).toBeNull();
    expect(personalOf({ email: "b@c.example", name: "B", title: null }, contactMarks, ada)).toEqual([]);
  });
});
