import { build } from "esbuild";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { compileMjml, esbuildTextPlugin, viteTextPlugin } from "../../infra/build/mjml-plugin.ts";

const work = mkdtempSync(join(tmpdir(), "rapport-text-"));
afterAll(() => rmSync(work, { recursive: true }));
const template =
  "<mjml><mj-body><mj-section><mj-column><mj-text>{{who}}</mj-text></mj-column></mj-section></mj-body></mjml>";

function file(name: string, text: string): string {
  const path = join(work, name);
  writeFileSync(path, text);
  return path;
}

/** What `import text from "./name"` gives in a bundle. */
async function bundled(name: string): Promise<unknown> {
  const entry = file("entry.ts", `import text from "./${name}"; export { text };`);
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    plugins: [esbuildTextPlugin],
  });
  return textOf(outputFiles[0]!.text);
}

/** What the same import gives in a test. */
async function tested(name: string): Promise<unknown> {
  const id = viteTextPlugin.resolveId(`./${name}`, join(work, "entry.ts"))!;
  expect(id).not.toMatch(/\.(?:css|svg|js|mjml)$/);
  return textOf((await viteTextPlugin.load(id))!);
}

async function textOf(source: string): Promise<unknown> {
  const module = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    text?: unknown;
    default?: unknown;
  };
  return module.text ?? module.default;
}

test.each([
  ["page.css", "body{color:red}\n", "body { color: #ff0000 }\n"],
  ["mark.svg", "<svg/>"],
  ["page.client.js", 'document.title="x";\n', 'import { x } from "./x.ts"; document.title = x;'],
])(
  "%s is its own text in a bundle and in a test, a style sheet and a script minified",
  async (name, text, written = text) => {
    file("x.ts", 'export const x: string = "x";');
    file(name, written);
    expect([await bundled(name), await tested(name)]).toEqual([text, text]);
  },
);

test("the name of an asset has a fingerprint of what is served, in a bundle and in a test", async () => {
  const path = file("looks.css", "p { color: #ff0000 }\n");
  const before = await bundled("looks.css?name");
  expect(before).toMatch(/^looks\.[0-9a-f]{12}\.css$/);
  expect(await tested("looks.css?name")).toBe(before);
  writeFileSync(path, "p {  color: red }");
  expect(await bundled("looks.css?name")).toBe(before);
  writeFileSync(path, "p { color: blue }");
  expect(await bundled("looks.css?name")).not.toBe(before);
  file("some.client.js", "");
  expect(await bundled("some.client.js?name")).toMatch(/^some\.[0-9a-f]{12}\.js$/);
});

test("a mail template is the same HTML in a bundle and in a test, its placeholders whole", async () => {
  const path = file("mail.mjml", template);
  const html = await compileMjml(path);
  expect(html).toMatch(/^<!doctype html>/i);
  expect(html).toContain(">{{who}}<");
  expect([await bundled("mail.mjml"), await tested("mail.mjml")]).toEqual([html, html]);
});

test("a mail template fetches nothing from anywhere", async () => {
  const html = await compileMjml(file("quiet.mjml", template));
  expect(html).not.toMatch(/<link|@import|fonts\.googleapis/);
});

test("a faulty mail template is named with its fault", async () => {
  const path = file("faulty.mjml", template.replace("<mj-text>", '<mj-text colour="red">'));
  await expect(compileMjml(path)).rejects.toThrow(/faulty\.mjml is no valid MJML: .*colour/s);
});

test("texts are the same compiled messages in a bundle and in a test", async () => {
  mkdirSync(join(work, "texts"));
  const path = file("texts/de.json", '{"a":"{n, plural, one {# Tag} other {# Tage}}","b":["Kurz"]}');
  const cases = { one: ["", "n", " Tag"], other: ["", "n", " Tage"] };
  const compiled = { a: { parts: ["", { by: "n", plural: "de", cases }] }, b: ["Kurz"] };
  expect(JSON.parse((await viteTextPlugin.load(path))!)).toEqual(compiled);
  expect(await bundled("texts/de.json")).toEqual(compiled);
});

test("a text that is no message is named with its file", async () => {
  const path = file("texts/fr.json", '{"a":"{n, plural, one {un}}"}');
  await expect(viteTextPlugin.load(path)).rejects.toThrow(/"\{n, plural, one \{un\}\}" in .*fr\.json is no message/);
});

test("other imports are left alone", () => {
  expect(viteTextPlugin.resolveId("./page.ts", join(work, "entry.ts"))).toBeUndefined();
  expect(viteTextPlugin.resolveId("./page.js", join(work, "entry.ts"))).toBeUndefined();
});
