/* global atob, crypto */
// Checks a receipt in the browser, also offline. Without the script, or without Ed25519 in the browser, the server does.

const form = document.querySelector("#verify");
const [input, file, result] = ["#receipt", "#file", "#result"].map((id) => document.querySelector(id));
const { type, lang, rows, ...words } = JSON.parse(form.dataset.words);
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
const definitions = (entries) =>
  element(
    "dl",
    entries.flatMap(([term, text]) => [element("dt", term), element("dd", text)]),
  );
const code = (text) => element("code", text);
const list = (ids) =>
  element(
    "ul",
    ids.map((id) => element("li", words.permissions[id] ?? id)),
  );

const written = lang === "en" ? "en-GB" : lang;
const dateOf = (instant, timeStyle) =>
  new Date(instant).toLocaleString(written, { dateStyle: "long", timeStyle, timeZone: "UTC" });

/** What a receipt states, as the server shows it. */
const statement = ({ offer, decision, decidedAt, offerDigest, jti, sub, iss }, kid) => {
  const { by, granted, duration } = decision;
  const agreement = decision.agreement ?? offer.agreement;
  const refused = offer.permissions.filter((id) => !granted.includes(id));
  const verified = offer.partnerVerified;
  const who = [...new Set([by.name ?? by.email ?? offer.customer, by.title, by.email])].filter(Boolean).join(", ");
  const until = () => dateOf(Date.parse(decidedAt) + parseInt(duration.slice(1), 10) * 86_400_000);
  const ends = offer.autoExtend ? words.extends : words.ends;
  return [
    ...(offer.sandbox ? [element("p", words.test, "notice")] : []),
    definitions([
      [rows.partner, offer.partnerName],
      [rows.verified, verified === null ? words.unverified : `${dateOf(verified.at)}: ${verified.how}`],
      [rows.relationship, words.types[offer.relationship]],
      [rows.sentTo, offer.customer],
      [rows.by, who],
      [rows.at, `${dateOf(decidedAt, "short")} UTC`],
      [rows.granted, granted.length === 0 ? words.none : list(granted)],
      ...(refused.length > 0 ? [[rows.refused, list(refused)]] : []),
      ...(granted.length > 0 && duration !== null ? [[rows.until, ends.replace("{date}", until())]] : []),
      [rows.agreement, agreement.version],
    ]),
    element("h2", words.evidence),
    definitions([
      [rows.agreementHash, code(agreement.hash)],
      [rows.offerDigest, code(offerDigest)],
      [rows.kid, code(kid)],
      [rows.id, code(jti)],
      [rows.relationshipId, code(sub)],
      [rows.issuer, iss],
    ]),
  ];
};

const statementOrText = (said, kid) => {
  try {
    return statement(said, kid);
  } catch {
    return [element("p", words.older), element("pre", JSON.stringify(said, null, 2))];
  }
};

const show = ({ kind, kid = "", said }) => {
  const { title, text } = words.results[kind];
  const notice = [
    element("h2", title),
    element(
      "p",
      text.replace("{kid}", () => kid),
    ),
  ];
  result.replaceChildren(
    element("div", notice, `notice result ${kind}`),
    ...(kind === "genuine" ? [element("h2", words.says), ...statementOrText(said, kid)] : []),
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
  input.value = (await chosen.slice(0, 20_000).text()).trim();
  form.requestSubmit();
});
for (const id of ["#offline", "#by-file"]) document.querySelector(id).hidden = false;
