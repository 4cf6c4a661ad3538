import { succeeded } from "../../infra/local/actors/answers.ts";
import type { Surface } from "./surface.ts";

/** Every page of a reader who is not signed in, and how a session begins and ends. */
export async function signIn({ page, connect, administrator, clock }: Surface): Promise<void> {
  const { email, relationshipId } = await connect("it@signing-in.example");
  const show = (name: string, address: string) => page(`portal/sign-in/${name}`, address);
  const own = `/portal/relationships/${relationshipId}`;
  await show("form", "/portal");
  await show("form for a page", `/portal?next=${own}`);
  await show("page of a session", own);
  await page("portal/sign-in/no address", "/portal", (url) => administrator.askForLink("", {}, url));
  await page("portal/sign-in/sent", "/portal", (url) => administrator.askForLink("nobody@nowhere.example", {}, url));

  succeeded(await administrator.askForLink(email));
  const link = await administrator.signInLink(email);
  await show("link", link);
  await page("portal/sign-in/link pressed", link, () => administrator.followLink(link));
  await show("link that was used", link);
  succeeded(await administrator.askForLink(email));
  const late = await administrator.signInLink(email);
  await clock.advance("PT1H");
  await show("link that is over", late);
  await show("link of nobody", link.replace(/[^/]*$/, "nothing"));

  for (const [name, way] of [
    ["sign-out", "signOut"],
    ["sign-out-everywhere", "signOutEverywhere"],
  ] as const)
    await page(`portal/sign-in/${name}`, "/portal", async (url) => (await administrator.signIn(email))[way](url));
  for (const done of ["session-ended", "signed-out", "signed-out-everywhere", "left"])
    await show(`after ${done}`, `/portal?done=${done}`);
}
