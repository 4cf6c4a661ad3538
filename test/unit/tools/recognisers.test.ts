import { describe, expect, test } from "vitest";
import { batchReaders } from "../../measure/batch-reads.ts";
import { castsIn, statesIn } from "../../measure/casts.ts";
import { cyclesIn } from "../../measure/cycles.ts";
import { driversIn, stepsIn } from "../../measure/drivers.ts";
import { loopsIn, retriesIn } from "../../measure/loops.ts";
import { environmentsIn, functionsOf, isListOfManifests, namedIn } from "../../measure/needs.ts";
import { kitIn } from "../../measure/pages.ts";
import { finderOf, positionsIn } from "../../measure/positions.ts";
import { secondsOf } from "../../measure/report.ts";
import { fingerprintOf, statementsIn } from "../../measure/shapes.ts";
import { isGenerated, linesIn } from "../../measure/sizes.ts";
import { declaredIn } from "../../measure/syntax.ts";
import { casesIn } from "../../measure/tests.ts";
import { formsOf, isTexts } from "../../measure/texts.ts";
import { sourceOf } from "../../support/source-files.ts";

/** The table of the made-up projects, and a second reader of the same file. */
const reader = sourceOf(
  "shared/table/read.ts",
  `export function readsOf(client) {
     async function getMany(keys) { return client.send(new BatchGetItemCommand({ keys })); }
     const read = readerOf(async (plan) => shaped(plan, await getMany(keysOf(plan))));
     return { getMany, read };
   }`,
);

describe("results of a batch read taken by position", () => {
  const readers = batchReaders([reader]);
  const howIn = (body: string, others: readonly ReturnType<typeof sourceOf>[] = []) => {
    const file = sourceOf("shared/x.ts", body);
    return positionsIn(file, readers, finderOf(file, declaredIn([file, ...others])));
  };

  test("are those of every function around the request, also in another file of the table", () => {
    const other = sourceOf("shared/table/plan.ts", "export const readAll = (plan) => getMany(keysOf(plan));");
    expect([...batchReaders([reader, other])]).toEqual(expect.arrayContaining(["getMany", "read", "readAll"]));
  });

  test.each([
    ["const [a, b] = await table.getMany(keys);", false],
    ["const [a] = await dependencies.table.read([key]);", false],
    ["const { partner: [a] } = await table.read(plan);", false],
    ["const [a, b] = known ? await table.getMany(keys) : [];", false],
    ["const [[a, b], c] = await Promise.all([table.getMany(keys), other()]);", false],
    ["const [items, c] = await Promise.all([table.getMany(keys), other()]); use(items[2]);", false],
    ["const items = await table.getMany(keys); use(items[0]);", false],
    ["const items = await table.getMany(keys); const [a, b] = items;", false],
    ["const items = await table.getMany(keys); const [a, b] = items.map(parse);", false],
    ["const items = await table.getMany(keys); use(items.at(1));", false],
    ["const a = (await table.getMany(keys))[0];", false],
    ["const items = await table.getMany(keys); use(items[keys.length]);", true],
    ["const items = await table.getMany(keys); use(items.slice(at * 3, at * 3 + 3));", true],
    ["const items = await table.getMany(keys); items.map((item, at) => use(at));", true],
    ["const took = ([a, b]) => a; const x = async () => took(await table.getMany(keys));", false],
    ["function took(items) { return items[at]; } const x = async () => took(await table.getMany(keys));", true],
  ])("are found in %s", (body, isComputed) => {
    expect(howIn(body)).toMatchObject([{ isComputed }]);
  });

  test("are found in a function of another file that they are handed to", () => {
    const other = sourceOf("shared/whole.ts", "export const whole = ([state, notes]) => ({ state, notes });");
    const body = `import { whole } from "./whole.ts"; const x = async () => whole(await table.getMany(keys));`;
    expect(howIn(body, [other])).toMatchObject([{ how: expect.stringContaining("in whole: ") as string }]);
  });

  test.each([
    "const items = await table.getMany(keys); return items.filter((item) => item !== null).map(parse);",
    "const { partner, notes } = await table.read(plan);",
    "const [a] = await table.query(input);",
    "const [a] = await mailings.read(event);",
  ])("are not found in %s", (body) => {
    expect(howIn(`async () => { ${body} }`)).toEqual([]);
  });
});

describe("casts to a state", () => {
  const states = statesIn([
    sourceOf("a.ts", `type Pending = Base & { readonly status: "pending" };`),
    sourceOf("b.ts", `const draft = z.object({ ...base, status: z.literal("draft") });`),
  ]);

  test.each([
    "before as Pending",
    "(found ?? before) as Draft",
    "before as Draft | Pending",
    `before as Extract<Invitation, { status: "pending" }>`,
    `before as InvitationAt<"draft">`,
  ])("are found in %s", (text) => {
    expect(castsIn(sourceOf("x.ts", `const x = ${text};`), states)).toHaveLength(1);
  });

  test.each(["error as SesError", `"pending" as const`, `value as "pending"`])("are not found in %s", (text) => {
    expect(castsIn(sourceOf("x.ts", `const x = ${text};`), states)).toEqual([]);
  });
});

describe("copies of the frame of a command", () => {
  const check = `export function earlier(claim, item) { if (item.hash !== claim.hash) throw new Refusal("idempotency-key-reused"); }`;
  const retry = `export async function again(run) { for (;;) { try { return await run(); } catch (error) { rethrow(error); } } }`;
  const frame = [sourceOf("shared/earlier.ts", check), sourceOf("shared/again.ts", retry)];
  const save = sourceOf("shared/save.ts", "export const save = async (table, writes) => table.transact(writes);");
  const command = (name: string, body: string) =>
    sourceOf(
      `shared/${name}.ts`,
      `import { earlier } from "./earlier.ts"; import { again } from "./again.ts"; import { save } from "./save.ts";
       import { execute } from "./execute.ts";
       export const ${name} = (table) => ${body};`,
    );
  const namesOf = (files: Parameters<typeof loopsIn>[0]) => loopsIn(files).map(({ name }) => name);

  test("are functions that check for an earlier answer and write, each for itself", () => {
    const own = command("own", "again(async () => { earlier(claim, item); await table.transact(writes); })");
    const shared = command("shared", "again(async () => { earlier(claim, item); await save(table, writes); })");
    expect(namesOf([...frame, save, own, shared])).toEqual(["own", "shared"]);
  });

  test("are one where every command leaves checking and writing to it", () => {
    const execute = command("execute", "again(async () => { earlier(claim, item); await save(table, writes); })");
    const users = ["one", "two"].map((name) => command(name, "execute(table, claim, load, decide)"));
    expect(namesOf([...frame, save, execute, ...users])).toEqual(["execute"]);
  });

  test("are one where a frame repeats and writes what commands hand to it, each with the claim of who asks", () => {
    const claimed = sourceOf(
      "shared/claimed.ts",
      `import { earlier } from "./earlier.ts"; export const claimed = (claim) => ({ load: () => earlier(claim) });`,
    );
    const execute = sourceOf(
      "shared/execute.ts",
      `import { save } from "./save.ts";
       export async function execute(table, load) { for (;;) { try { return await save(table, await load()); } catch (error) { rethrow(error); } } }`,
    );
    const users = ["one", "two"].map((name) =>
      sourceOf(
        `shared/${name}.ts`,
        `import { claimed } from "./claimed.ts"; import { execute } from "./execute.ts";
         export const ${name} = (table) => execute(table, load, claimed(claim));`,
      ),
    );
    const files = [...frame, save, claimed, execute, ...users];
    expect(namesOf(files)).toEqual(["execute"]);
    expect(retriesIn(files)).toEqual([]);
  });

  test("are none where only an earlier answer is looked for, or only written", () => {
    const reads = command("reads", "earlier(claim, item)");
    const writes = command("writes", "save(table, [])");
    expect(namesOf([...frame, save, reads, writes])).toEqual([]);
  });

  test("have a sibling in each function that repeats a round of its own", () => {
    const retried = command("retried", "again(() => save(table, writes))");
    expect(retriesIn([...frame, save, retried]).map(({ name }) => name)).toEqual(["retried"]);
  });
});

describe("what pages and forms are made with", () => {
  const notFound = sourceOf("shared/not-found.ts", "export const notFound = () => html`<p>Nothing here.</p>`;");
  const document = sourceOf("shared/page.ts", "export const page = ({ main }) => html`<!doctype html>${main}`;");
  test.each([
    ["form parsing", "export const text = (value) => value.trim().slice(0, 9).toWellFormed();"],
    ["form parsing", `export const known = (body) => refuse({ code: "field-unknown" });`],
    [
      "problem page",
      `import { notFound } from "./not-found.ts"; const show = ({ status }: Problem) => notFound(status);`,
    ],
    ["form parsing", "const wanted = (body) => new URLSearchParams(body).get('scope');"],
    [
      "text field",
      'const field = ({ name }) => html`<label for="${name}">x</label><input\n  type="text" name="${name}" />`;',
    ],
    ["error summary", 'const summary = () => html`<div class="error-summary" role="alert"></div>`;'],
    ["frame", `import { page } from "./page.ts"; const drawn = (main) => page({ main, skipText });`],
    ["reader's language", `const localeOf = ({ headers }) => accepted(headers["accept-language"]);`],
    ["problem page", "const problemPage = ({ status }: Problem) => html`<p>${status}</p>`;"],
  ])("%s is found in %s", (part, text) => {
    const kit = kitIn([document, notFound, sourceOf("shared/x.ts", text)]);
    expect(Object.entries(kit).flatMap(([name, found]) => found.map(() => name))).toEqual([part]);
  });
});

describe("what a function needs", () => {
  const entry = sourceOf(
    "functions/send-mail/index.ts",
    `import { read } from "../../shared/environment.ts"; const { table } = read("table", "publicUrl");`,
  );
  const environment = sourceOf(
    "shared/environment.ts",
    "export function read(...names) { return names.map((name) => process.env[name]); }",
  );

  test("is stated where functions are named, as keys, texts or members", () => {
    expect(functionsOf([entry])).toEqual(["send-mail"]);
    const stack = sourceOf("infra/stack.ts", `const x = { "send-mail": 1 }; grant(functions["send-mail"]);`);
    expect(namedIn(stack, ["send-mail"])).toHaveLength(2);
    expect(namedIn(sourceOf("infra/x.ts", `import { y } from "send-mail";`), ["send-mail"])).toEqual([]);
  });

  test("is not stated by the list of manifests", () => {
    const imports = ["a", "b", "c"].map((name) => `import * as ${name} from "../functions/${name}/manifest.ts";`);
    expect([imports.join(""), "grant(a);"].map((text) => isListOfManifests(sourceOf("infra/x.ts", text)))).toEqual([
      ...[true, false],
    ]);
  });

  test("is stated where its own code names its environment", () => {
    expect(environmentsIn([environment, entry])).toHaveLength(1);
  });
});

describe("translated text", () => {
  test.each([
    ["shared/x.ts", `const x = { en: "Hello", de: "Guten Tag", fr: "Bonjour" };`, "by language in code, plain"],
    [
      "shared/x.ts",
      `const x = { en: (n) => \`Hello \${n}\`, de: (n) => "Tag", fr: (n) => "Salut" };`,
      "code, functions",
    ],
    ["shared/texts.de.ts", `export const x = { title: "Hallo {name}" };`, "per language, `{names}`"],
    ["shared/de.ts", `export const x = "{count, plural, one {ein Tag} other {# Tage}}";`, "per language, ICU messages"],
  ])("in %s, %s, has the form %s", (path, text, form) => {
    expect(formsOf(sourceOf(path, text)).map((one) => one.form)).toEqual([expect.stringContaining(form)]);
  });

  test("is not what only loads it", () => {
    const loads = `const x = { en: () => import("./en.json"), de: () => import("./de.json"), fr: () => import("./fr.json") };`;
    expect(formsOf(sourceOf("shared/x.ts", loads))).toEqual([]);
  });

  test("makes a file of texts when it is most of it", () => {
    const words = `export const x = {\n en: "Hello",\n de: "Hallo",\n fr: "Salut",\n};\n`;
    expect(isTexts(sourceOf("shared/x.ts", words))).toBe(true);
    expect(isTexts(sourceOf("shared/x.ts", words + "export const y = 1;\n".repeat(9)))).toBe(false);
  });
});

describe("cycles by value", () => {
  const file = (name: string, text: string) => sourceOf(`shared/${name}.ts`, text);
  const a = file("a", `import { b } from "./b.ts";`);
  const b = file("b", `export { c } from "./c.ts";`);

  test("go through imports and re-exports", () => {
    expect(cyclesIn([a, b, file("c", `import { a } from "./a.ts";`)])).toEqual([
      ["shared/a.ts", "shared/b.ts", "shared/c.ts"],
    ]);
  });

  test("do not go through types", () => {
    expect(cyclesIn([a, b, file("c", `import type { A } from "./a.ts"; export type { B } from "./b.ts";`)])).toEqual(
      [],
    );
  });
});

describe("drivers of a journey", () => {
  const http = sourceOf(
    "test/x/http.ts",
    `post("/v1/invitations", {}); post(\`/v1/invitations/\${id}/cancel\`, {}); post(\`\${link}/decision\`, form);`,
  );
  const process = sourceOf(
    "test/y/partner.ts",
    `import { createInvitation } from "../../shared/commands/create-invitation.ts"; createInvitation(input);`,
  );
  const customer = sourceOf(
    "test/y/customer.ts",
    `import { acceptInvitation } from "../../shared/invitation/commands.ts"; acceptInvitation(input);`,
  );
  const actors = sourceOf("test/y/actors.ts", `import { x } from "./partner.ts"; import { y } from "./customer.ts";`);

  test("are known by the paths that they ask and the commands that they call", () => {
    expect(stepsIn(http)).toEqual(["invite", "send", "decide"]);
    expect(stepsIn(process)).toEqual(["command createInvitation"]);
  });

  test("are one where one file of their folder joins them, and none with a single step", () => {
    const paths = driversIn([http, process, customer, actors]).map((group) => group.map(({ path }) => path));
    expect(paths).toEqual([["test/x/http.ts"], ["test/y/partner.ts", "test/y/customer.ts"]]);
    expect(driversIn([process, customer])).toEqual([]);
  });
});

describe("statements of a shape", () => {
  const fields = ["permissions", "duration", "autoExtend", "expiresIn", "reminders"];
  const foundIn = (text: string) => statementsIn(sourceOf("x.ts", text), fingerprintOf("invitation (terms)")!);

  test("are types and objects of schemas", () => {
    expect(foundIn(`interface Terms { ${fields.map((name) => `${name}: string`).join("; ")} }`)).toHaveLength(1);
    expect(foundIn(`const x = z.object({ ${fields.map((name) => `${name}: z.string()`).join(", ")} });`)).toHaveLength(
      1,
    );
  });

  test("are not values, nor shapes of something else", () => {
    expect(foundIn(`const x = { ${fields.map((name) => `${name}: one.${name}`).join(", ")} };`)).toEqual([]);
    expect(foundIn(`interface X { ${fields.map((name) => `${name}: string`).join("; ")}; messages: X }`)).toEqual([]);
  });
});

describe("sizes and tests", () => {
  test("lines count unless they are blank", () => {
    expect(linesIn(sourceOf("x.ts", "const x = 1;\n\n  \n// Why.\nconst y = 2;\n"))).toBe(3);
  });

  test("a file that says so is generated", () => {
    expect(isGenerated(sourceOf("x.ts", "// Generated by npm run x.\nexport const y = 1;"))).toBe(true);
    expect(isGenerated(sourceOf("x.ts", "/** A generated key is kept. */\nexport const y = 1;"))).toBe(false);
  });

  test.each([
    [`test("a", () => {});`, 1],
    [`it.skip("a", () => {});`, 1],
    [`test.each([1, 2, 3])("%s", () => {});`, 3],
    [`test.each([["a", 1], ["b", 2]] as const)("%s", () => {});`, 2],
    [`it.each(rows)("%s", () => {});`, 1],
    [`describe("a", () => {}); /x/.test("x"); rule.test("y");`, 0],
  ])("%s counts as %i cases", (text, count) => {
    expect(casesIn(sourceOf("x.test.ts", text))).toBe(count);
  });

  test("a report lists the slowest file first, and the sum last", () => {
    const file = (name: string, endTime: number) => ({
      name: `/r/${name}`,
      startTime: 0,
      endTime,
      assertionResults: [1],
    });
    const rows = secondsOf({ testResults: [file("a.test.ts", 500), file("b.test.ts", 2500)] }, "/r");
    expect(rows.map((row) => row.trim().split(/ +/).join(" "))).toEqual([
      "2.5 s 1 b.test.ts",
      "0.5 s 1 a.test.ts",
      "3.0 s 2 all 2 files",
    ]);
  });
});
