import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dataRequestEvents } from "../../../shared/data-requests/events.ts";
import { modelMarks } from "../../../shared/data-requests/stored-kinds.ts";
import { isPersonalField, type PersonalMarks } from "../../../shared/kernel/personal.ts";
import { customerEvents } from "../../../shared/customer/events.ts";
import type { EventDescription } from "../../../shared/asyncapi/description.ts";
import { deliveryEvents, invitationEvents } from "../../../shared/invitation/events.ts";
import { partnerEvents } from "../../../shared/partner/events.ts";
import { relationshipEvents } from "../../../shared/relationship/events.ts";
import { jobEvents } from "../../../shared/jobs/events.ts";
import { supportEvents } from "../../../shared/support/events.ts";
import { supportLifecycle } from "../../../shared/support/lifecycle.ts";
import { supportStatuses } from "../../../shared/support/model.ts";
import { invitationLifecycle, invitationStatuses } from "../../../shared/invitation/lifecycle.ts";
import { relationshipLifecycle } from "../../../shared/relationship/lifecycle.ts";
import { relationshipStatuses } from "../../../shared/relationship/model.ts";
import { routes } from "../../../infra/manifests.ts";
import { mailedEvents, roles, type Role } from "../../../shared/names.ts";
import glossary from "../../../shared/openapi/glossary.json" with { type: "json" };
import { lifecycleDiagram } from "./lifecycle-diagram.ts";

const root = new URL("../../..", import.meta.url);

/** Lines of a table. The alignment goes below the head of its column. */
const table = (head: readonly string[], rows: readonly (readonly string[])[], alignment = head.map(() => "---")) =>
  [head, alignment, ...rows].map((cells) => `| ${cells.join(" | ")} |`);

const drawRoles = (): string[] => {
  const may = (allowed: readonly Role[], role: Role): string => (allowed.includes(role) ? "✓" : " ");
  const rows = routes.flatMap(({ key, roles: allowed }) =>
    allowed === "public" ? [] : [[`\`${key}\``, ...roles.map((role) => may(allowed, role))]],
  );
  return table(["route", ...roles], rows, ["---", ...roles.map(() => ":-:")]);
};

const drawConsole = (): string[] => {
  const users = roles.filter((role) => role !== "operator");
  const rows = routes.flatMap(({ key, session }) =>
    session === undefined ? [] : [[`\`${key}\``, ...users.map((role) => (session.includes(role) ? "✓" : " "))]],
  );
  return table(["page", ...users], rows, ["---", ...users.map(() => ":-:")]);
};

const drawOpenRoutes = (): string[] =>
  routes.flatMap(({ key, roles: allowed, session }) =>
    allowed === "public" && session === undefined ? [`- \`${key}\``] : [],
  );

const mailed: ReadonlySet<string> = new Set(mailedEvents);
const drawEvents = (events: Readonly<Record<string, EventDescription>>): string[] =>
  table(
    ["event", "what happened", "mail"],
    Object.entries(events).map(([type, { summary }]) => [`\`${type}\``, summary, mailed.has(type) ? "✓" : ""]),
    ["---", "---", ":-:"],
  );

/** Names of fields, `terms.customer.email`; `[]` is every member of a list or map. */
const namesIn = (marks: PersonalMarks, name = ""): string[] =>
  isPersonalField(marks)
    ? [name.replace(/^\./, "")]
    : Object.entries(marks).flatMap(([member, inside]) =>
        namesIn(inside, member === "*" ? `${name}[]` : `${name}.${member}`),
      );

const drawPersonalFields = (): string[] =>
  table(
    ["item", "personal fields"],
    Object.entries(modelMarks).map(([entity, marks]) => [
      `\`${entity}\``,
      namesIn(marks)
        .map((name) => `\`${name}\``)
        .join(", "),
    ]),
  );

const decisions = new URL("docs/decisions/", root);

const drawDecisions = (): string[] =>
  readdirSync(decisions)
    .filter((file) => /^\d{4}-/.test(file))
    .toSorted()
    .map((file) => {
      const [, title = ""] = /^# \d+\. (.+)$/m.exec(readFileSync(new URL(file, decisions), "utf8")) ?? [];
      return `- ${file.slice(0, 4)} [${title}](${file})`;
    });

/** Drawn sections by the name in their marks. */
type Sections = Readonly<Record<string, () => string[]>>;

/** The sections that are drawn from code, by the page that has them. */
export const drawnPages: Readonly<Record<string, Sections>> = {
  "docs/lifecycle.md": {
    invitation: () => ["```mermaid", ...lifecycleDiagram(invitationLifecycle, invitationStatuses), "```"],
    relationship: () => ["```mermaid", ...lifecycleDiagram(relationshipLifecycle, relationshipStatuses), "```"],
    support: () => ["```mermaid", ...lifecycleDiagram(supportLifecycle, supportStatuses), "```"],
  },
  "docs/roles.md": { roles: drawRoles, console: drawConsole, open: drawOpenRoutes },
  "docs/events.md": {
    invitation: () => drawEvents(invitationEvents),
    delivery: () => drawEvents(deliveryEvents),
    relationship: () => drawEvents(relationshipEvents),
    support: () => drawEvents({ ...supportEvents, ...jobEvents }),
    customer: () => drawEvents({ ...customerEvents, ...dataRequestEvents }),
    partner: () => drawEvents(partnerEvents),
  },
  "docs/glossary.md": {
    fields: () =>
      table(
        ["field", "meaning"],
        Object.entries(glossary)
          .map(([name, meaning]) => [`\`${name}\``, meaning])
          .toSorted(([one = ""], [other = ""]) => (one < other ? -1 : 1)),
      ),
  },
  "docs/data-protection.md": { fields: drawPersonalFields },
  "docs/decisions/README.md": { decisions: drawDecisions },
};

const section = (name: string): RegExp => new RegExp(`(<!-- ${name} -->\n\n).*?(\n\n<!-- /${name} -->)`, "s");

/** The text between a section's marks; null without the marks. */
export const sectionOf = (document: string, name: string): string | null =>
  section(name).exec(document)?.[0].split("\n").slice(2, -2).join("\n") ?? null;

/** The document with other lines between a section's marks. */
export const withSection = (document: string, name: string, lines: readonly string[]): string =>
  document.replace(section(name), (_, open: string, close: string) => open + lines.join("\n") + close);

/** A document without what Prettier makes of its tables: one drawn with other widths is the same. */
export const plain = (text: string): string => text.replaceAll(/ +/g, " ").replaceAll(/:-+:|-{3,}/g, "-");

/** A page of the repository as it is. */
export const readPage = (page: string): string => readFileSync(new URL(page, root), "utf8");

/** Writes a page of the repository. */
export const writePage = (page: string, document: string): void => writeFileSync(new URL(page, root), document);

// `npm run docs` draws the sections anew.
if (import.meta.main) {
  for (const [page, sections] of Object.entries(drawnPages)) {
    const redraw = (text: string, [name, draw]: [string, () => string[]]) => withSection(text, name, draw());
    writePage(page, Object.entries(sections).reduce(redraw, readPage(page)));
  }
}
