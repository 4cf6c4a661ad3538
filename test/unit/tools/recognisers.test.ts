import { describe, expect, test } from "vitest";
import { filesOnCycles } from "../../measure/cycles.ts";
import { driversIn, stepsIn } from "../../measure/drivers.ts";
import { castsIn, formOf, isFrame, kitIn, needsIn, positionsIn, statesIn } from "../../measure/patterns.ts";
import { secondsOf } from "../../measure/report.ts";
import { shapesIn } from "../../measure/shapes.ts";
import { isGenerated, linesIn } from "../../measure/sizes.ts";
import { casesIn } from "../../measure/tests.ts";

const file = (text: string, path = "shared/x.ts") => ({ path, text });

test.each([
  ["const [a, b] = await table.read(keys);", 1],
  ["const { partner: [a] } = await dependencies.table.read(plan);", 1],
  ["const [[a, b], c] = await Promise.all([table.read(keys), other()]);", 1],
  ["const items = await table.read(keys); use(items[0]);", 1],
  ["const items = await table.read(keys); use(items.slice(at * 3));", 1],
  ["const items = await table.read(keys); const [a, b] = items;", 1],
  ["const a = (await table.read(keys))[0];", 1],
  ["const { partner, notes } = await table.read(plan);", 0],
  ["const [{ partner }, c] = await Promise.all([table.read(plan), other()]);", 0],
  ["const items = await table.read(keys); return items.filter((item) => item !== null);", 0],
  ["const [a] = await table.query(input);", 0],
])("a batch read taken by position is recognised: %s", (text, count) => {
  expect(positionsIn(file(text))).toHaveLength(count);
});

describe("casts to a state", () => {
  const states = statesIn([
    file(`type Pending = Base & { readonly status: "pending" };`),
    file(`const draft = z.object({ ...base, status: z.literal("draft") });`),
  ]);

  test.each([
    ["before as Pending", 1],
    ["(found ?? before) as Draft", 1],
    ["before as Sent | Pending", 1],
    [`before as Extract<Invitation, { status: "pending" }>`, 1],
    [`before as InvitationAt<"draft">`, 1],
    ["error as SesError", 0],
    [`value as "pending"`, 0],
  ])("are recognised: %s", (text, count) => {
    expect(castsIn(file(`const x = ${text};`), states)).toHaveLength(count);
  });
});

test.each([
  ["await claim.load(table, now, load); await commit(table, decision);", true],
  ["await loadWithRecord(table, claim, now, load); await table.put(item);", true],
  ["await claim.load(table, now, load);", false],
  ["await table.put(item);", false],
])("a copy of the frame of a command is recognised: %s", (text, expected) => {
  expect(isFrame(file(text))).toBe(expected);
});

test.each([
  ["form parsing", "const text = (value) => value.trim().slice(0, 9).toWellFormed();"],
  ["form parsing", `const known = (body) => refuse({ code: "field-unknown" });`],
  ["form parsing", "const wanted = (body) => new URLSearchParams(body).get('scope');"],
  ["text field", '<label for="${name}">x</label><input\n  type="text" name="${name}" />'],
  ["error summary", '<div class="error-summary" role="alert"></div>'],
  ["frame", "const page = ({ main }) => html`<!doctype html>${main}`;"],
  ["reader's language", `const localeOf = ({ headers }) => accepted(headers["accept-language"]);`],
  ["problem page", "const problemPage = ({ status }: Problem) => html`<p>${status}</p>`;"],
])("a %s is recognised: %s", (part, text) => {
  expect(kitIn(file(text)).map(({ note }) => note)).toEqual([part]);
});

test("a file that names three functions states what they need, but the list of manifests does not", () => {
  const names = ["send-mail", "sweep-due", "serve-users"];
  const entries = names.map((name) => file("", `functions/${name}/index.ts`));
  const keys = names.map((name) => `"${name}": 1`).join(", ");
  const imports = names.map((name, at) => `import * as m${at} from "../functions/${name}/manifest.ts";\n`).join("");
  expect(needsIn([...entries, file(keys, "infra/a.ts"), file(imports + keys, "infra/manifests.ts")])).toMatchObject([
    { path: "infra/a.ts", note: "names 3 of 3 functions" },
  ]);
});

test.each([
  ["shared/x.ts", `const x = { en: "Hello", de: "Guten Tag", fr: "Bonjour" };`, "by language in code"],
  ["shared/x.ts", "const x = { en: (n) => `Hello`, de: (n) => `Tag`, fr: (n) => `Salut` };", "by language in code"],
  ["shared/x.ts", `const x = { en: () => import("./en.json"), de: 1, fr: 2 };`, null],
  ["shared/texts.de.ts", "", "TypeScript per language"],
  ["shared/de.json", "", "JSON per language"],
])("in %s, %s has the form of translated text: %s", (path, text, form) => {
  expect(formOf(path, text)).toBe(form);
});

test("import cycles go through value imports and re-exports, not through types", () => {
  const a = file(`import { b } from "./b.ts";`, "shared/a.ts");
  const b = file(`export { c } from "./c.ts";`, "shared/b.ts");
  const c = (text: string) => file(text, "shared/c.ts");
  expect(filesOnCycles([a, b, c(`import { a } from "./a.ts";`)])).toEqual([
    "shared/a.ts",
    "shared/b.ts",
    "shared/c.ts",
  ]);
  expect(filesOnCycles([a, b, c(`import type { A } from "./a.ts"; export type { B } from "./b.ts";`)])).toEqual([]);
});

describe("drivers of a journey", () => {
  const http = file(
    `post("/v1/invitations", {}); post(\`/v1/invitations/\${id}/cancel\`, {}); post(\`\${link}/decision\`, form);`,
    "test/x/http.ts",
  );
  const command = (path: string, name: string) =>
    file(`import { ${name} } from "../../shared/invitation/commands/${name}.ts";\n${name}(input);`, path);
  const partner = command("test/y/partner.ts", "createInvitation");
  const customer = command("test/y/customer.ts", "acceptInvitation");
  const actors = file(`import { x } from "./partner.ts"; import { y } from "./customer.ts";`, "test/y/actors.ts");

  test("are known by the paths that they request and the commands that they call", () => {
    expect(stepsIn(http)).toEqual(["invite", "send", "decide"]);
    expect(stepsIn(partner)).toEqual(["command createInvitation"]);
  });

  test("are one where a file of their folder joins them, and none with a single step", () => {
    const paths = driversIn([http, partner, customer, actors]).map((group) => group.map(({ path }) => path));
    expect(paths).toEqual([["test/x/http.ts"], ["test/y/partner.ts", "test/y/customer.ts"]]);
    expect(driversIn([partner, customer])).toEqual([]);
  });
});

const terms = ["permissions", "duration", "autoExtend", "expiresIn", "reminders"];
const joined = (fieldOf: (name: string) => string) => terms.map(fieldOf).join(", ");
test.each([
  [`interface Terms { ${joined((name) => `${name}: string`)} }`, ["invitation (terms)"]],
  [`const x = z.object({ ${joined((name) => `${name}: z.string()`)} });`, ["invitation (terms)"]],
  [`const x = { ${joined((name) => `${name}: one.${name}`)} };`, []],
  [`interface X { ${joined((name) => `${name}: string`)}, messages: X }`, ["template"]],
])("%s states the shapes %j", (text, expected) => {
  expect(shapesIn(file(text)).map(({ note }) => note)).toEqual(expected);
});

test("lines count unless they are blank, and a file that says so is generated", () => {
  expect(linesIn(file("const x = 1;\n\n  \n// Why.\nconst y = 2;\n"))).toBe(3);
  expect(isGenerated(file("// Generated by npm run x.\nexport const y = 1;"))).toBe(true);
  expect(isGenerated(file("/** A generated key is kept. */\nexport const y = 1;"))).toBe(false);
});

test.each([
  [`test("a", () => {});`, 1],
  [`it.skip("a", () => {});`, 1],
  [`test.each([["a", 1], ["b", 2]] as const)("%s", () => {});`, 2],
  [`it.each(rows)("%s", () => {});`, 1],
  [`describe("a", () => {}); /x/.test("x"); rule.test("y");`, 0],
])("%s counts as %i cases", (text, count) => {
  expect(casesIn(file(text))).toBe(count);
});

test("a report lists the slowest file first, and the sum last", () => {
  const result = (name: string, endTime: number) => ({ name, startTime: 0, endTime, assertionResults: [1] });
  const rows = secondsOf({ testResults: [result("/r/a.test.ts", 500), result("/r/b.test.ts", 2500)] }, "/r");
  expect(rows.map((row) => row.trim().split(/ +/).join(" "))).toEqual([
    ...["2.5 s 1 b.test.ts", "0.5 s 1 a.test.ts", "3.0 s 2 all 2 files"],
  ]);
});
