import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compiled } from "../../infra/build/gallery.ts";
import type * as Source from "./everything.ts";
import { CommandError, run } from "../../infra/commands/run.ts";

const usage = `npm run gallery -- FOLDER

Writes every page in every state and every mail, in every language, as files into a folder. Open its index.html in a browser.`;

await run(async () => {
  const [target, ...others] = parseArgs({ allowPositionals: true }).positionals;
  if (target === undefined || others.length > 0) throw new CommandError(usage);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name), text);
  };
  const source = fileURLToPath(new URL("everything.ts", import.meta.url));
  const { everything, assetFiles } = await compiled<typeof Source>(source);
  for (const [name, text] of Object.entries(assetFiles)) write(`assets/${name}`, text);
  const shown = await everything();
  for (const { file, markup } of shown) write(file, markup.replaceAll('"/assets/', '"../assets/'));
  const links = shown.map(({ file, title }) => `<li><a href="${encodeURI(file)}">${title}</a></li>`);
  write("index.html", `<!doctype html><meta charset="utf-8" /><title>Gallery</title><ul>${links.join("\n")}</ul>`);
}, usage);
