import { expect, test } from "vitest";
import { settingsOf } from "../../../infra/settings.ts";
import { settingNames } from "../../../infra/settings/stage-file.ts";
import { plain, sectionOf } from "../../support/docs/docs.ts";
import { drawSettings, readSettingsPage, settingRows, settingsSection } from "../../support/docs/settings-page.ts";

test("the page of settings matches the schema; if not, run `npm run settings`", () => {
  expect(plain(sectionOf(readSettingsPage(), settingsSection) ?? "")).toBe(plain(drawSettings().join("\n").trim()));
});

test("every setting is listed, in the file's order, and a sentence says what it changes", () => {
  const rows = settingRows();
  expect(rows.map(({ name }) => name)).toEqual(settingNames());
  expect(rows.filter(({ meaning }) => !/^[A-Z`].+\.$/.test(meaning))).toEqual([]);
});

test("every setting has a more precise kind than text or object", () => {
  expect(settingRows().filter(({ kind }) => /^(string|number|object|undefined)$|each string/.test(kind))).toEqual([]);
});

test("the example on the page is a file that production takes", () => {
  const example = /```json\n(.+?)```/s.exec(readSettingsPage())?.[1] ?? "";
  expect(settingsOf({ stage: "prod", text: example, codeRoot: "dist" })).toMatchObject(JSON.parse(example) as object);
});
