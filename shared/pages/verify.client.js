/* global atob, crypto */
import { say } from "../message.ts";
import { receiptRows } from "./receipt-rows.ts";

// Checks a receipt in the browser, also offline. Without the script, or without Ed25519 in the browser, the server does.

const form = document.querySelector("#verify");
const [input, file, result] = ["#receipt", "#file", "#result"].map((id) => document.querySelector(id));
const { type } = form.dataset;
const keys = JSON.parse(form.dataset.keys);

const bytesOf = (part) =>
  Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const readPart = (part) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(part)));

/** Reads and verifies a text. Throws if the browser does not know the algorithm. */
const check = async (text) => {
  const [header = "", payload = "", signature = "", ...others] = text.replace(/\s/g, "").split(".");
  let head, said, mark;
  try {
    [head, said, mark] = [readPart(header), readPart(payload), bytesOf(signature)];
  } catch {
    return { kind: "unreadable" };
  }
  const { alg, typ, kid } = head;
  if (others.length > 0 || alg !== "EdDSA" || typ !== type || typeof kid !== "string") return { kind: "unreadable" };
  const found = keys.find((key) => key.kid === kid);
  if (found === undefined) return { kind: "foreign", kid };
  const { kty, crv, x } = found;
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x }, { name: "Ed25519" }, false, ["verify"]);
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  const isGenuine = await crypto.subtle.verify({ name: "Ed25519" }, key, mark, signed);
  return { kind: isGenuine ? "genuine" : "changed", kid, said };
};

const element = (name, content, className = "") => {
  const made = document.createElement(name);
  made.className = className;
  made.append(...[content].flat());
  return made;
};
const cell = (stated) => {
  if (stated.code !== undefined) return element("code", stated.code);
  if (stated.href !== undefined) return Object.assign(element("a", stated.text), { href: stated.href });
  const items = stated.list?.map((text) => element("li", text));
  return items === undefined ? stated : element("ul", items);
};
const definitions = (rows) =>
  element(
    "dl",
    rows.flatMap(([term, stated]) => [element("dt", term), element("dd", cell(stated))]),
  );

/** What a genuine receipt states, or all of its content where another version wrote it. */
const statement = (said, kid, { lang, receipt, names, older, test }) => {
  try {
    const nameOf = (id) => names[id] ?? id;
    const { agreed, evidence } = receiptRows(said, kid, { lang, receipt, nameOf });
    return [
      ...(said.offer.sandbox ? [element("p", element("strong", test), "notice")] : []),
      definitions(agreed),
      element("h2", receipt.evidence),
      definitions(evidence),
    ];
  } catch {
    return [element("p", older), element("pre", JSON.stringify(said, null, 2))];
  }
};

const show = ({ kind, kid = "", said }) => {
  const words = JSON.parse(form.dataset.words);
  const { title, text } = words.results[kind];
  const notice = [element("h2", title), element("p", say(text, { operator: words.operator, kid }))];
  result.replaceChildren(
    element("div", notice, `notice result ${kind}`),
    ...(kind === "genuine" ? [element("h2", words.says), ...statement(said, kid, words)] : []),
  );
  result.focus();
  result.scrollIntoView({ block: "start" });
};

form.addEventListener("submit", (event) => {
  if (input.value.trim() === "") return;
  event.preventDefault();
  check(input.value).then(show, () => form.submit());
});
file.addEventListener("change", async () => {
  const [chosen] = file.files;
  // A receipt has a few thousand characters.
  if (chosen === undefined) return;
  input.value = (await chosen.slice(0, 40_000).text()).trim();
  form.requestSubmit();
});
document.querySelector("#offline").hidden = false;
