/** Terms of the documents' examples. */
export const exampleTerms = {
  customer: { email: "it@customer.example", organization: "Customer Ltd", contactName: "Ada", locale: "en" },
  relationship: "reseller",
  permissions: ["users.admin", "licenses.admin"],
  duration: "P365D",
  autoExtend: false,
  purpose: "Migration of the mail server in May",
  purposes: { "users.admin": "To create the mailboxes" },
  message: { subject: "Working together", text: "Dear Ada,\n\nplease follow {{link}}.\n" },
} as const;
