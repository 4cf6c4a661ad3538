import { pageFinisher } from "../../shared/html/operator-links.ts";
import { httpFunction } from "../../shared/http/http-function.ts";
import { problemPages } from "../../shared/pages/problem-page.ts";
import { connectTable } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { readFormWithFile } from "./form-with-file.ts";
import { serveReceipts } from "./handler.ts";
import { environment, routes } from "./manifest.ts";
import { loadVerifyTexts } from "./texts.ts";

const { table, masterKey, operatorName, operatorLinks, publicUrl } = readEnvironment(environment);

/** Receipts and how they are checked. */
export const handler = httpFunction({
  routes,
  handlers: serveReceipts({
    table: connectTable(table),
    masterKey: masterKeySource(masterKey, Date.now),
    publicUrl,
    operatorName,
  }),
  finishPage: pageFinisher(operatorLinks),
  bodies: "form",
  readMultipart: readFormWithFile,
  publicUrl,
  showProblem: problemPages({ operatorName }, loadVerifyTexts),
});
