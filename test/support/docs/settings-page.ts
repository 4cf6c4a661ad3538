import { readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { stageFile } from "../../../infra/settings/stage-file.ts";
import { withSection } from "./docs.ts";

const file = new URL("../../../docs/settings.md", import.meta.url);

/** The page that lists every setting. */
export const readSettingsPage = (): string => readFileSync(file, "utf8");

/** The name of the part that is drawn from the schema. */
export const settingsSection = "settings";

type Schema = z.core.JSONSchema.JSONSchema;

/** One setting, or a group of settings. */
export interface SettingRow {
  readonly name: string;
  readonly kind: string;
  /** What holds where a file says nothing, by the stages for which that is the same. */
  readonly absent: string;
  readonly meaning: string;
}

/** Stages whose settings differ in what must be said; what holds for `test` is the rule. */
const stages = { prod: "`prod`", test: "other stages", dev: "`dev` and `local`" };

const schemaOf = (stage: string): Schema => z.toJSONSchema(stageFile(stage), { io: "input", unrepresentable: "any" });

const code = (value: unknown): string => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

const kindOf = (schema: Schema): string => {
  if (schema.title !== undefined) return schema.title;
  if (schema.enum !== undefined) return schema.enum.map(code).join(", ");
  if (schema.properties !== undefined) return "group";
  if (schema.type === "boolean") return "`true`, `false`";
  if (schema.type === "array") return `list, each ${kindOf(schema.items as Schema)}`;
  if (schema.type !== "integer") return String(schema.type);
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema;
  return `whole number, ${minimum} ${maximum === Number.MAX_SAFE_INTEGER ? "or more" : `to ${maximum}`}`;
};

/** Said of a group whose members have their defaults when the group is absent. */
const asBelow = "as below";

const defaultOf = ({ default: value, properties }: Schema): string => {
  if (value === undefined) return "none";
  return properties === undefined ? code(value) : asBelow;
};

interface Member {
  readonly name: string;
  readonly schema: Schema;
  readonly absent: string;
}

const membersOf = (schema: Schema, above = ""): Member[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
    const name = `${above}${key}`;
    const own = member as Schema;
    const absent = schema.required?.includes(key) ? "must be set" : defaultOf(own);
    return [{ name, schema: own, absent }, ...membersOf(own, `${name}.`)];
  });

/** Every setting and every group, in the schema's order. */
export function settingRows(): SettingRow[] {
  const members = Object.entries(stages).flatMap(([stage, called]) =>
    membersOf(schemaOf(stage)).map((member) => ({ ...member, called })),
  );
  return [...Map.groupBy(members, ({ name }) => name)].map(([name, [first, ...others]]) => {
    const byAbsent = Map.groupBy([first!, ...others], ({ absent }) => absent);
    const usual = [first!, ...others].find(({ called }) => called === stages.test)?.absent ?? first!.absent;
    const unusual = [...byAbsent].filter(([absent]) => absent !== usual);
    const otherwise = unusual.map(
      ([absent, where]) => `; ${absent} in ${where.map(({ called }) => called).join(" and ")}`,
    );
    const { schema } = first!;
    return { name, kind: kindOf(schema), absent: usual + otherwise.join(""), meaning: schema.description ?? "" };
  });
}

const table = (rows: readonly SettingRow[]): string[] =>
  [
    ["setting", "values", "when absent", "what it changes"],
    ["---", "---", "---", "---"],
    ...rows.map(({ name, kind, absent, meaning }) => [`\`${name}\``, kind, absent, meaning]),
  ].map((cells) => `| ${cells.join(" | ")} |`);

/** The list of settings: a heading with a table for each group of the file. */
export function drawSettings(): string[] {
  const groups = Map.groupBy(settingRows(), ({ name }) => name.split(".")[0]!);
  return [...groups].flatMap(([group, [first, ...members]]) => {
    const isLeftOut = first!.absent !== asBelow;
    return [
      "",
      `## ${group}`,
      "",
      ...(isLeftOut ? [] : [first!.meaning, ""]),
      ...table([...(isLeftOut ? [first!] : []), ...members]),
    ];
  });
}

// `npm run settings` draws the list anew.
if (import.meta.main) writeFileSync(file, withSection(readSettingsPage(), settingsSection, drawSettings().slice(1)));
