import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { errorSummary, field } from "../../../shared/pages/field.ts";
import { html } from "../../../shared/html/html.ts";
import { pageTexts } from "../../../shared/pages/texts.ts";

const texts = await pageTexts(async () => ({}))("en");
const errors = [
  { field: "name", message: "Enter your name." },
  { field: "name", message: "At most 200 characters." },
  { field: "email", message: "Enter <an> address." },
];
const aField = { id: "name", label: "Name", value: `"Ada" <x>`, attributes: html`autocomplete="name"` };
const drawn = (more: object = {}, faults: typeof errors = []) =>
  load(field({ ...aField, ...more }, faults, texts).toString());

describe("a field to type into", () => {
  test("has its label, and keeps what was typed as text", () => {
    const $ = drawn();
    expect([$("label").attr("for"), $("label").text()]).toEqual(["name", "Name"]);
    const { type, id, name, value, autocomplete, ...others } = $("input").attr() ?? {};
    expect({ type, id, name, value, autocomplete }).toEqual({
      ...{ type: "text", id: "name", name: "name", value: `"Ada" <x>`, autocomplete: "name" },
    });
    expect(others).toEqual({});
  });

  test("can be posted under another name than its id", () => {
    expect(drawn({ name: "other" })("input").attr()).toMatchObject({ id: "name", name: "other" });
  });

  test("is described by its hint and by its own faults, which stand beside it", () => {
    const $ = drawn({ hint: "As in your passport." }, errors);
    expect($("input").attr()).toMatchObject({ "aria-describedby": "name-hint name-error", "aria-invalid": "true" });
    expect($("#name-hint").text()).toBe("As in your passport.");
    expect($("#name-error").text().replaceAll(/\s+/g, " ").trim()).toBe(
      "Error: Enter your name. At most 200 characters.",
    );
  });

  test("is not invalid for the fault of another", () => {
    expect(drawn({ id: "title" }, errors)("input").attr("aria-invalid")).toBeUndefined();
  });
});

describe("the summary of a form's faults", () => {
  test("leads from each fault to its field, in their order", () => {
    const $ = load(String(errorSummary(errors, texts)));
    const links = $("#errors a").get();
    expect(links.map((link) => [$(link).attr("href"), $(link).text()])).toEqual(
      errors.map(({ field: id, message }) => [`#${id}`, message]),
    );
    expect($("#errors").attr()).toMatchObject({ role: "alert", tabindex: "-1" });
  });

  test("is not there where there is no fault", () => {
    expect(errorSummary([], texts)).toBe(false);
  });
});
