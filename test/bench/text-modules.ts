import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/** Files that the build makes texts of, and their names with `?name`. */
const textFile = /\.(?:css|svg|client\.js)(\?name)?$/;

// The bench runs handlers from their source, as nothing else does: their pages import style sheets and icons.
registerHooks({
  load: (url, context, nextLoad) => {
    const [found, name] = textFile.exec(url) ?? [];
    if (found === undefined) return nextLoad(url, context);
    const path = fileURLToPath(url.replace(/\?name$/, ""));
    const text = readFileSync(path, "utf8");
    const digest = createHash("sha256").update(text).digest("hex").slice(0, 10);
    const value = name === undefined ? text : basename(path).replace(/(?=\.)/, `.${digest}`);
    return { format: "module", source: `export default ${JSON.stringify(value)};`, shortCircuit: true };
  },
});
