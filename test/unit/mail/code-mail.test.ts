import { describe, expect, test } from "vitest";
import { codeMail } from "../../../shared/mail/code-mail.ts";
import { clickable, hostileTexts, linkLike } from "./a-request.ts";

const input = {
  locale: "en",
  operatorName: "Fabrikam Cloud",
  partnerName: "Contoso Partner",
  code: "04213751",
  minutes: 30,
} as const;

describe("a code mail", () => {
  const mail = codeMail(input);

  test("shows the code in both bodies and at the start of the subject", () => {
    expect(mail.html).toContain(">04213751<");
    expect(mail.text).toContain("\n04213751\n");
    expect(mail.subject).toBe("04213751 is your code to answer Contoso Partner");
  });

  test("says how long the code lives and what to do when nobody asked for it", () => {
    for (const body of [mail.html, mail.text]) {
      expect(body).toContain("30 minutes");
      expect(body).toContain("If it was not you, ignore this mail");
    }
  });

  test("has nothing to click, whatever the names say", () => {
    for (const hostile of Object.values(hostileTexts)) {
      const { html, subject } = codeMail({ ...input, operatorName: hostile, partnerName: hostile });
      expect(subject).not.toMatch(linkLike);
      expect(clickable(html)).toEqual([]);
      expect(html).not.toMatch(/<script|<img|" onmouseover/);
    }
  });
});
