import type { PermissionId, PermissionText } from "./permissions.ts";

/** The permission catalogue in English. */
export const englishPermissionTexts: Readonly<Record<PermissionId, PermissionText>> = {
  "directory.admin": {
    name: "Directory administrator",
    description: "Full control of your users, groups, domains and sign-in settings.",
    allows: [
      "Create, change and delete any user, including your own administrators",
      "Reset passwords and change how people sign in",
      "Give administrator roles to anyone",
    ],
    allowsNot: ["Accept offers of other partners in your name", "Stop you from ending this relationship"],
  },
  "office365.admin": {
    name: "Office 365 administrator",
    description: "Full control of the settings of your Office 365 services.",
    allows: ["Change any setting of mail, files and meetings", "Reach mailboxes and files by changing their settings"],
    allowsNot: ["Sign in as one of your users", "Stop you from ending this relationship"],
  },
  "users.admin": {
    name: "User administrator",
    description: "Add people, change their details and remove them.",
    allows: ["Create, change and delete users who are not administrators", "Reset the passwords of those users"],
    allowsNot: ["Touch administrators", "Give administrator roles", "Read mail or files"],
  },
  "licenses.admin": {
    name: "Licence administrator",
    description: "Give licences to your users and take them away.",
    allows: ["Assign and remove licences that you have bought"],
    allowsNot: ["Buy more licences", "Create or delete users", "Read mail or files"],
  },
  helpdesk: {
    name: "Help desk",
    description: "Help your users to sign in again.",
    allows: ["Reset the passwords of users who are not administrators", "Sign those users out everywhere"],
    allowsNot: ["Create or delete users", "Touch administrators", "Read mail or files"],
  },
  "billing.read": {
    name: "Billing reader",
    description: "See what you have bought and what it costs.",
    allows: ["See subscriptions, invoices and payments due"],
    allowsNot: ["Buy or cancel anything", "See or change your means of payment"],
  },
  "service.support": {
    name: "Service support",
    description: "Open support requests for you and see whether your services are running.",
    allows: ["Open and answer support requests in your name", "See the health of your services"],
    allowsNot: ["Change any setting", "Read mail or files"],
  },
  "security.read": {
    name: "Security reader",
    description: "See your security alerts and settings.",
    allows: ["See alerts, risky sign-ins and security settings"],
    allowsNot: ["Change security settings", "Close alerts", "Read mail or files"],
  },
  "reports.read": {
    name: "Reports reader",
    description: "See how much your organisation uses its services.",
    allows: ["See usage reports, which may name single users"],
    allowsNot: ["Change any setting", "Read mail or files"],
  },
  "groups.admin": {
    name: "Groups administrator",
    description: "Create groups and decide who belongs to them.",
    allows: ["Create, change and delete groups", "Add and remove members, who then reach what the group reaches"],
    allowsNot: ["Create or delete users", "Give administrator roles"],
  },
  "exchange.admin": {
    name: "Exchange administrator",
    description: "Full control of your mail system.",
    allows: ["Create, change and delete mailboxes", "Give people access to mailboxes", "Change how mail is routed"],
    allowsNot: ["Change users' passwords", "Give administrator roles"],
  },
  "sharepoint.admin": {
    name: "SharePoint administrator",
    description: "Full control of your sites and shared files.",
    allows: [
      "Create, change and delete sites",
      "Decide who may open which files, inside and outside your organisation",
    ],
    allowsNot: ["Read mail", "Change users' passwords"],
  },
};
