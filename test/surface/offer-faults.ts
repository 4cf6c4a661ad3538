import { succeeded } from "../../infra/local/actors/answers.ts";
import type { Acceptance } from "../../infra/local/actors/customer.ts";
import type { Surface } from "./surface.ts";

const long = "x".repeat(501);

/** What an answer may lack, and values that are not valid. */
const faulty: Readonly<Record<string, Acceptance>> = {
  "nothing filled in": { name: "", agreement: null },
  "something ticked that was not asked": { permission: ["billing.admin"] },
  "longer than asked": { duration: "P3000D" },
  "no time": { duration: "x" },
  "texts that do not fit": { name: long, title: long, organization: long },
  "a field that is not known": { surprise: "yes" },
  "another customer": { customer: "cus_00000000000000000000000000" },
};

/** Everything that can be wrong with what a customer posts on the page of an open offer. */
export async function offerFaults(surface: Surface): Promise<void> {
  const { partner, page, customer, invite } = surface;
  const { link } = await invite("it@faults.example");
  for (const [name, said] of Object.entries(faulty))
    await page(`offer/faults/${name}`, link, (opened) => customer.accept(opened, said));
  await page("offer/faults/another offer", link, (unopened) =>
    customer.answer(unopened, "accept", { name: "Ada", agreement: "on", offer: "x" }),
  );
  await page("offer/faults/no decision", link, (opened) => customer.fillIn(opened));
  await page("offer/faults/a reason that does not fit", link, (opened) => customer.decline(opened, { reason: long }));
  await page("offer/faults/in another language", link, (opened) =>
    customer.fillIn(opened, { show: "1", name: "Ada", reason: "Not yet", permission: [] }),
  );
  const required = await invite("it@required.example", {}, partner("fabrikam-partner"));
  await page("offer/faults/without what the cloud requires", required.link, (opened) =>
    customer.accept(opened, { permission: ["users.admin"] }),
  );
  await codeFaults(surface);
  await handOverFaults(surface);
}

async function codeFaults({ partner, page, customer, mailbox, idle }: Surface): Promise<void> {
  /** An invitation that the partner sends by itself, so that accepting needs a code. */
  const bySelf = (email: string) =>
    partner().invite({ customer: { email }, permissions: ["users.admin"], send: "self" });
  const { email, link } = await bySelf("it@code.example");
  const accept = (name: string, said?: Acceptance) =>
    page(`offer/code/${name}`, link, (opened) => customer.accept(opened, said));
  await page("offer/code/needed", link);
  await accept("none open", { code: "00000000" });
  await page("offer/code/sent now", link, (opened) =>
    customer.requestCode(opened, { name: "Ada Lovelace", reason: "Kept" }),
  );
  await page("offer/code/sent before", link);
  await accept("missing");
  await accept("malformed", { code: "12 34" });
  await accept("wrong", { code: "00000000" });
  await idle();
  await accept("right and the rest wrong", { code: await mailbox.code(email), agreement: null });
  for (let tries = 0; tries < 4; tries += 1) await customer.accept(link, { code: "00000000" });
  await accept("tried too often", { code: "00000000" });
  for (let more = 0; more < 5; more += 1) await customer.requestCode(link);
  await page("offer/code/no more today", link, (opened) => customer.requestCode(opened));

  const bouncing = await bySelf("bounce+surface@simulator.amazonses.com");
  succeeded(await customer.requestCode(bouncing.link));
  await page("offer/code/cannot be delivered", bouncing.link, (opened) => customer.requestCode(opened));
}

async function handOverFaults({ page, customer, mailbox, idle, invite, connect }: Surface): Promise<void> {
  const { email, link } = await invite("it@colleagues.example");
  await invite("taken@colleagues.example");
  await connect("connected@colleagues.example");
  await page("offer/hand-over/code sent now", link, (opened) => customer.requestCode(opened));
  await page("offer/hand-over/code sent before", link);
  await idle();
  const code = await mailbox.code(email);
  const tries: Readonly<Record<string, readonly [string, string]>> = {
    "nothing filled in": ["", ""],
    "no address": ["nobody", code],
    "own address": [email, code],
    "another domain": ["boss@elsewhere.example", code],
    "a colleague who is asked already": ["taken@colleagues.example", code],
    "a colleague who has accepted": ["connected@colleagues.example", code],
    "wrong code": ["boss@colleagues.example", "00000000"],
  };
  for (const [name, [to, said]] of Object.entries(tries))
    await page(`offer/hand-over/${name}`, link, (opened) => customer.handOver(opened, to, said));
}
