import { readFileSync, writeFileSync } from "node:fs";
import { invitationLifecycle, invitationStatuses } from "../../shared/domain/invitation-lifecycle.ts";
import { relationshipLifecycle, relationshipStatuses } from "../../shared/domain/relationship-lifecycle.ts";
import { routes } from "../../infra/manifests.ts";
import { roles, type Role } from "../../shared/names.ts";
import { lifecycleDiagram } from "./lifecycle-diagram.ts";

const readme = new URL("../../README.md", import.meta.url);

/** The sections of README that are drawn from code, by the name in their marks. */
export const drawnSections: Readonly<Record<string, () => string[]>> = {
  lifecycle: () => ["```mermaid", ...lifecycleDiagram(invitationLifecycle, invitationStatuses), "```"],
  "relationship-lifecycle": () => [
    ...["```mermaid", ...lifecycleDiagram(relationshipLifecycle, relationshipStatuses), "```"],
  ],
  roles: () => {
    const may = (allowed: readonly Role[], role: Role): string => (allowed.includes(role) ? "✓" : " ");
    const rows = routes.flatMap(({ key, roles: allowed }) =>
      allowed === "public" ? [] : [[`\`${key}\``, ...roles.map((role) => may(allowed, role))]],
    );
    const table = [["route", ...roles], ["---", ...roles.map(() => ":-:")], ...rows];
    const open = routes.flatMap(({ key, roles: allowed }) => (allowed === "public" ? [`\`${key}\``] : []));
    return [...table.map((cells) => `| ${cells.join(" | ")} |`), "", `Open to everybody: ${open.join(", ")}.`];
  },
};

const section = (name: string): RegExp => new RegExp(`(<!-- ${name} -->\n\n).*?(\n\n<!-- /${name} -->)`, "s");

/** What stands between a section's marks; null without the marks. */
export const sectionOf = (document: string, name: string): string | null =>
  section(name).exec(document)?.[0].split("\n").slice(2, -2).join("\n") ?? null;

/** The document with other lines between a section's marks. */
export const withSection = (document: string, name: string, lines: readonly string[]): string =>
  document.replace(section(name), (_, open: string, close: string) => open + lines.join("\n") + close);

/** A document without what Prettier makes of its tables: one drawn with other widths is the same. */
export const plain = (text: string): string => text.replaceAll(/ +/g, " ").replaceAll(/:-+:|-{3,}/g, "-");

/** README as it is. */
export const readReadme = (): string => readFileSync(readme, "utf8");

/** Writes README. */
export const writeReadme = (document: string): void => writeFileSync(readme, document);

// `npm run readme` draws the sections anew.
if (import.meta.main) {
  writeReadme(
    Object.entries(drawnSections).reduce((text, [name, draw]) => withSection(text, name, draw()), readReadme()),
  );
}
