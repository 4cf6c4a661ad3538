import { durationInWords, instantInWords } from "../../shared/policy/words.ts";
import { durationOf, type Instant } from "../../shared/domain/time.ts";
import { adderOf } from "./adder.ts";
import type { ConfirmTexts } from "./texts.ts";

const days = (count: number): string => durationInWords(durationOf(count), "en");
const date = (at: Instant): string => instantInWords(at, "en");

/** In English. Other languages follow its shape. */
export const englishConfirmTexts: ConfirmTexts = {
  lang: "en",
  skip: "Skip to content",
  languages: "This page in another language",
  notifications: {
    waiting: ({ partner, address }) => ({
      title: `Receive notices from ${partner}?`,
      paragraphs: [
        `${partner} wants to send notices about its invitations to ${address}, for example when a customer accepts one.`,
        "Nothing is sent until you confirm. If you do not know why you were asked, close this page.",
      ],
      button: "Confirm this address",
    }),
    confirmed: ({ partner, address }) => ({
      title: "The address is confirmed",
      paragraphs: [
        `Notices from ${partner} are sent to ${address}.`,
        `To stop them, ask an administrator at ${partner} to remove the address.`,
      ],
    }),
    ended: ({ partner }) => ({
      title: "This link has expired",
      paragraphs: [
        "Nothing was confirmed.",
        `If you still want these notices, ask an administrator at ${partner} to remove your address and add it again. You then get a new link.`,
      ],
    }),
  },
  administrator: {
    waiting: ({ customer, address, by, coolOffDays }) => ({
      title: `Become an administrator of ${customer}?`,
      paragraphs: [
        `${adderOf(by)} has added ${address} as an administrator of ${customer}.`,
        "Administrators see which partners have permissions in the organisation’s account. They accept and decline requests, renew and remove permissions, end relationships, and add and remove administrators.",
        ...(coolOffDays > 0
          ? [
              `A waiting period applies to new administrators (${days(coolOffDays)}). During it you can view everything, decline requests and remove permissions. After it you can do everything else.`,
            ]
          : []),
        "Nothing changes until you confirm. If you do not know why you were asked, close this page.",
      ],
      button: "Become an administrator",
    }),
    confirmed: ({ customer, address, coolOffUntil }) => ({
      title: `You are an administrator of ${customer}`,
      paragraphs: [
        `${address} can sign in to the customer portal.`,
        ...(coolOffUntil === null
          ? []
          : [
              `Until ${date(coolOffUntil)} you can view everything, decline requests and remove permissions. After that you can do everything else.`,
            ]),
      ],
      portal: "Sign in to the customer portal",
    }),
    ended: ({ customer }) => ({
      title: "This link is no longer valid",
      paragraphs: [
        "Nothing was changed.",
        `If you should be an administrator of ${customer}, ask one of its administrators to add your address again. You then get a new link.`,
      ],
    }),
    full: ({ limit }) => ({
      title: "Your address is an administrator of too many customers",
      paragraphs: [
        "Nothing was changed.",
        `An address can be an administrator of at most ${limit} customers. Leave one of them in the customer portal, then open the link again.`,
      ],
      portal: "Sign in to the customer portal",
    }),
  },
  recovery: {
    waiting: ({ operator, customer, address, reason, linkAt }) => ({
      title: `Stop the recovery of ${customer}?`,
      paragraphs: [
        `${operator} was asked to make ${address} an administrator of ${customer}. The reason given is: ${reason}`,
        linkAt === null
          ? "The address has its link already. When it confirms, it becomes an administrator that can do everything at once."
          : `Unless an administrator stops this, the address gets a link on ${date(linkAt)}. With it, it becomes an administrator that can do everything at once.`,
        "Stop it if the request is not right, or if you do not know about it. If it is right, close this page.",
      ],
      button: "Stop the recovery",
    }),
    stopped: ({ operator, customer, address }) => ({
      title: "The recovery is stopped",
      paragraphs: [
        `${address} does not become an administrator of ${customer}. All administrators are told.`,
        `If you want to know who asked for this, contact ${operator}.`,
      ],
      portal: "Sign in to the customer portal",
    }),
    ended: {
      title: "There is nothing to stop any more",
      paragraphs: [
        "The recovery is over, or your address is no longer an administrator of the customer. Nothing was changed.",
        "The customer portal shows who the administrators are.",
      ],
      portal: "Sign in to the customer portal",
    },
  },
  code: {
    waiting: ({ operator, partner, address }) => ({
      title: "Did somebody else ask for this code?",
      paragraphs: [
        `The code was sent to ${address} because somebody tried to answer a request from ${partner} with it.`,
        `If that was neither you nor a colleague, decline and report the request. Nobody can accept it after that, and ${operator} is told.`,
        "If it was you or a colleague, close this page. Nothing has changed.",
      ],
      button: "Decline and report",
    }),
    reported: ({ operator, partner }) => ({
      title: `You reported ${partner}`,
      paragraphs: [
        `The request is declined, nothing was granted, and codes for it no longer work. ${operator} now knows that you did not ask for the code. There is nothing else you need to do.`,
      ],
    }),
    accepted: ({ operator, partner, at }) => ({
      title: "The request has already been accepted",
      paragraphs: [
        `The request from ${partner} was accepted on ${date(at)}. Nothing was changed now.`,
        `If nobody in your organisation accepted it, contact ${operator} at once. Administrators can remove permissions and end the relationship in the customer portal.`,
      ],
      portal: "Sign in to the customer portal",
    }),
    ended: ({ partner }) => ({
      title: "There is nothing to decline any more",
      paragraphs: [
        `The request from ${partner} was answered or cancelled, has expired or was sent again. This code no longer works, and nothing was changed.`,
        "If you get another code that you did not ask for, use the link in that mail.",
      ],
    }),
  },
  unknown: {
    title: "We do not know this link",
    text: "Please check that you copied all of it from the mail.",
  },
};
