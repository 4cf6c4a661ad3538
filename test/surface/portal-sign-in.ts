import { succeeded } from "../../infra/local/actors/answers.ts";
import { accepting, inviting, spoken, type Scene } from "./scene.ts";

/** Every page of who is not signed in, and how a session begins and ends. */
export async function signIn(scene: Scene): Promise<void> {
  const { partner, open, page, step, administrator, customer, clock, url } = scene;
  const email = "it@signing-in.example";
  const { relationshipId } = await accepting(scene, partner())(await inviting(scene, partner())(email));
  await open("portal/sign-in/form", `${url}/portal`);
  await open("portal/sign-in/form for a page", `${url}/portal?next=/portal/relationships/${relationshipId}`);
  await open("portal/sign-in/page of a session", `${url}/portal/relationships/${relationshipId}`);
  const send = (address: string) => (language: string) =>
    customer.post(`${url}/portal/sign-in?lang=${language}`, { email: address });
  await page("portal/sign-in/no address", send(""));
  await page("portal/sign-in/sent", send("nobody@nowhere.example"));

  succeeded(await administrator.askForLink(email));
  await step();
  const link = await administrator.signInLink(email);
  await open("portal/sign-in/link", link);
  await page("portal/sign-in/link pressed", () => administrator.followLink(link));
  await open("portal/sign-in/link that was used", link);
  succeeded(await administrator.askForLink(email));
  await step();
  const late = await administrator.signInLink(email);
  await clock.advance("PT1H");
  await open("portal/sign-in/link that is over", late);
  await open("portal/sign-in/link of nobody", `${url}/portal/sign-in/nothing`);

  for (const way of ["sign-out", "sign-out-everywhere"])
    await page(`portal/sign-in/${way}`, async (language) => {
      const portal = await administrator.signIn(email);
      const home = await portal.get(`/portal?lang=${language}`);
      return portal.submit(home, `/portal/${way}`);
    });
  for (const done of ["signed-out", "signed-out-everywhere", "left"])
    await page(`portal/sign-in/after ${done}`, (language) =>
      customer.open(spoken(`${url}/portal?done=${done}`, language)),
    );
}
