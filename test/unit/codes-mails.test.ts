import { describe, expect, test } from "vitest";
import { codeMail, loadCodeMailTexts } from "../../shared/codes/mails.ts";

const input = {
  texts: await loadCodeMailTexts("en"),
  operatorName: "Fabrikam Cloud",
  partnerName: "Contoso Partner",
  code: "04213751",
  minutes: 30,
  link: "https://rapport.example/stop/code.x?lang=en",
} as const;

describe("a code mail", () => {
  const mail = codeMail(input);

  test("shows the code in both bodies and at the start of the subject", () => {
    expect(mail.html).toContain(">04213751<");
    expect(mail.text).toContain("\n04213751\n");
    expect(mail.subject).toBe("04213751 is your code to answer Contoso Partner");
  });

  test("has code and lifetime in the line that a list of mails shows", () => {
    expect(mail.html).toMatch(/<div style="display:none[^>]*>04213751 – It works once, for 30 minutes\.</);
  });

  test("states the code's lifetime, and has a link for a recipient who did not ask for it", () => {
    for (const body of [mail.html, mail.text]) {
      expect(body).toContain("30 minutes");
      expect(body).toContain("Did you not ask for a code?");
      expect(body).toContain("This was not me");
    }
    expect(mail.text).toContain(`This was not me:\n${input.link}\n`);
  });
});
