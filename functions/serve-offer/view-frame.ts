import { html } from "../../shared/pages/html.ts";
import { page, type Page } from "../../shared/pages/page.ts";
import { sandboxNotice } from "../../shared/pages/sandbox-notice.ts";
import { actionOf, type PageSetting } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";

/** A page behind a link, in the frame of all pages, with the way to its other languages. */
export const linkPage = (
  { link, operatorName, portalName, sandbox }: PageSetting,
  { lang, skip, languages, sandbox: test }: PageTexts,
  {
    form,
    main,
    ...content
  }: Pick<Page, "title" | "main" | "script"> & {
    /** Id of a form whose content is kept when another language is chosen. */
    readonly form?: string;
  },
): string =>
  page({
    ...{ lang, operatorName, portalName, skipText: skip },
    languages: {
      ...{ label: languages, hrefOf: (locale) => `/i/${link}?lang=${locale}` },
      ...(form !== undefined && {
        keeping: { form, actionOf: (locale) => actionOf({ link, locale }, "decision"), field: "show" },
      }),
    },
    main: html`${sandboxNotice(sandbox, test)} ${main}`,
    ...content,
  });
