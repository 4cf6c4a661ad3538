import ts from "typescript";
import { describe, expect, test } from "vitest";
import { onCycles, valueImportsOf } from "../measure/cycles.ts";
import { readSources, resolved, syntaxOf, within, type SourceFile } from "../support/source-files.ts";
import { mayImport, placeOf, rooms, shelves, withoutNoun } from "./shelves.ts";

const sources = readSources().filter(({ path }) => path.startsWith("shared/"));

/** The name of a module that is loaded on demand, with a star for what is filled in. */
const nameIn = (name: ts.Expression | undefined): string => {
  if (name && ts.isTemplateExpression(name))
    return name.head.text + name.templateSpans.map(({ literal }) => `*${literal.text}`).join("");
  return name && ts.isStringLiteralLike(name) ? name.text : "an unknown module";
};

/** Imports that are there when the program runs, at its start or on demand. */
const loadedBy = (file: SourceFile): string[] => {
  const onDemand = within(syntaxOf(file)).flatMap((node) => {
    if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return [];
    return [resolved(file.path, nameIn(node.arguments[0]))];
  });
  return [...valueImportsOf(file), ...onDemand];
};

const forbidden = (file: SourceFile): string[] =>
  loadedBy(file)
    .filter((name) => !mayImport(file.path, name))
    .map((name) => `${file.path} imports ${name}`);

describe("the rooms of shared and their shelves", () => {
  test("are all folders of shared, beside the named ones without a noun", () => {
    const folders = sources.flatMap(({ path }) => path.split("/").slice(1, -1).slice(0, 1));
    expect(new Set(folders)).toEqual(new Set([...rooms, ...withoutNoun]));
  });

  test("all exist: each room and each shelf has a file", () => {
    const places = sources.map(({ path }) => placeOf(path));
    expect(new Set(places.map((place) => place?.room))).toEqual(new Set([...rooms, undefined]));
    expect(new Set(places.map((place) => place?.shelf))).toEqual(new Set([...shelves, undefined]));
  });

  test.each([
    ["model", `import { create } from "./commands/create.ts";`],
    ["model", `import { itemOf } from "./items/item.ts";`],
    ["model", `import { isConfirmed } from "./rules/administrators.ts";`],
    ["model", `import { reminderBlockOf } from "../reminders/rules/silence.ts";`],
    ["model", `import { createHash } from "node:crypto";`],
    ["lifecycle", `import * as z from "zod/mini";`],
    ["rules/x", `const late = () => import("../../invitation/commands/accept-invitation.ts");`],
    ["rules/x", "const late = (name: string) => import(name);"],
    ["rules/x", `import { etagOf /* of an answer */ } from '../../http/etag.ts';`],
    ["rules/x", `import { findPermission } from "../../policy/permissions.ts";`],
    ["rules/x", `import { asOf } from "../../invitation/model.ts";`],
    ["rules/x", `import { acceptance } from "../../invitation/rules/acceptance.ts";`],
    ["items/x", `import { invitationKeys } from "../../invitation/items/keys.ts";`],
    ["answers", `import { relationship } from "../relationship/answers.ts";`],
    ["items/x", `import { accept } from "../../invitation/commands/accept-invitation.ts";`],
    ["items/x", `import { log } from "../../runtime/log.ts";`],
    ["commands/x", `import { requestMail } from "../../invitation/mails/request-mail.ts";`],
    ["commands/x", `import { etagOf } from "../../http/etag.ts";`],
    ["commands/x", `import { customer } from "../answers.ts";`],
    ["requests", `import { customer } from "./answers.ts";`],
    ["requests", `import { etagOf } from "../http/etag.ts";`],
    ["commands/x", `import { allEvents } from "../../events/all.ts";`],
    ["answers", `import { place } from "../table/places.ts";`],
    ["mails/x", `import { acceptInvitation } from "../../invitation/commands/accept-invitation.ts";`],
    ["mails/x", `import { page } from "../../pages/page.ts";`],
  ])("refuse in customer/%s: %s", (shelf, text) => {
    expect(forbidden({ path: `shared/customer/${shelf}.ts`, text })).toHaveLength(1);
  });

  test.each([
    "kernel",
    "table",
    "mail",
    "http",
    "pages",
    "events",
    "transaction",
    "policy",
    "crypto",
    "runtime",
    "html",
  ])("must not be imported by shared/%s", (folder) => {
    const text = `import { asOf } from "../invitation/model.ts";`;
    expect(forbidden({ path: `shared/${folder}/x.ts`, text })).toHaveLength(1);
  });

  test.each([
    ["kernel", `import * as z from "zod/mini";`],
    ["kernel", `import { line } from "../schema/primitives.ts";`],
    ["schema", `import { newId } from "../runtime/dependencies.ts";`],
    ["schema", `import { createHash } from "node:crypto";`],
  ])("rest on shared/%s, which refuses: %s", (folder, text) => {
    expect(forbidden({ path: `shared/${folder}/x.ts`, text })).toHaveLength(1);
  });

  test.each([
    ["model", `import * as z from "zod/mini"; import { relationshipType } from "../terms/model.ts";`],
    ["model", `import type { ReminderBlock } from "../reminders/rules/silence.ts";`],
    [
      "rules/x",
      `import { isSandbox } from "../../partner/rules/x.ts"; import { Refusal } from "../../kernel/refusal.ts";`,
    ],
    ["answers", `import { verification } from "../terms/model.ts"; import { partner } from "../partner/answers.ts";`],
    [
      "items/x",
      `import { place } from "../../table/places.ts"; import { parsePartner } from "../../partner/items/partners.ts";`,
    ],
    [
      "commands/x",
      `import { execute } from "../../transaction/execute.ts"; import { accept } from "../../invitation/commands/x.ts";`,
    ],
    ["mails/x", `import texts from "./texts/en.json"; import { noticeMail } from "../../mail/notice.ts";`],
  ])("allow in customer/%s: %s", (shelf, text) => {
    expect(forbidden({ path: `shared/customer/${shelf}.ts`, text })).toEqual([]);
  });

  test("are kept by every file", () => {
    expect(sources.flatMap(forbidden)).toEqual([]);
  });
});

describe("the commands of rooms", () => {
  /** Which room's commands call those of which other room. */
  const callsIn = (files: readonly SourceFile[]) =>
    files.flatMap((file) => {
      const places = loadedBy(file).map((name) => [placeOf(file.path), placeOf(name)] as const);
      return places.flatMap(([own, other]) =>
        own?.shelf === "commands" && other?.shelf === "commands" && own.room !== other.room
          ? [[own.room, other.room] as const]
          : [],
      );
    });

  test("call one another one way", () => {
    expect(callsIn(sources).length).toBeGreaterThan(10);
    expect(onCycles(callsIn(sources))).toEqual([]);
  });

  test.each([
    ["partner", "../../invitation/commands/accept-invitation.ts"],
    ["relationship", "../../customer/commands/change-administrators.ts"],
    ["codes", "../../invitation/commands/act-on-link.ts"],
  ])("of %s must not call %s", (room, name) => {
    const file = { path: `shared/${room}/commands/x.ts`, text: `import { x } from "${name}";` };
    expect(onCycles(callsIn([...sources, file]))).toContain(room);
  });
});
