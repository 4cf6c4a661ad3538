/**
 * What compressed JSON of the table repeats, in events and in invitations, by its version. A version is kept for good and never
 * changed: without its text nothing of it can be read. zlib prefers text near the end.
 */
export const dictionaries: Readonly<Record<number, string>> = {
  1:
    '{"reference":null,"notes":null,"tags":["handOverVersion":2,"handedOverBy":"handOvers":1,"mailSequence":2,"takenAt":"2026-1' +
    '"status":"sent","at":"2026-1","reason":null,"messageId":"010001","eventAt":"2026-1","eventDigest":"' +
    '"isReported":false,"decision":{"outcome":"declined","partial":false,"granted":[],"duration":null,"by":{"name":null,"email":"' +
    '"title":null},"reason":null,"via":"page","agreement":null},"relationshipId":"rel_01","customerId":"cus_01","decidedAt":"2026-1' +
    '{"sandbox":false,"cloud":"public","createdBy":{"id":"","email":"","createdAt":"2026-1","relationshipId":null,"customerId":null,' +
    '"terms":{"customer":{"email":"locale":null},"locale":"en","relationship":"reseller","anotherOrganization":false,' +
    '"permissions":["directory.admin","office365.admin"],"duration":"P730D","autoExtend":false,"expiresIn":"P30D","reminders":null},' +
    '"relationshipId":null,"customerId":null,"createdAt":"2026-1","eventAt":"2026-1","eventDigest":"","issue":{"mode":"email",' +
    '"offerDigest":"sha256:","portal":"rapport","linkEpoch":1,"codeRequired":false,"linkVersion":1,"linkEpoch":1,"mailSequence":2,' +
    '"issuedAt":"2026-1","askedAt":"2026-1","expiresAt":"2026-12-","viewedAt":"2026-1","codeRequired":false,' +
    '"reminders":{"plan":["P3D","P7D","P14D","-P1D"],"sent":0,"lastAt":null},"offer":{"partnerName":"","partnerVerified":null,' +
    '"relationshipId":null,"catalogue":"2026-11","agreement":{"version":"2026-11",' +
    '"hash":"sha256:8e97b14029723203caabd7e820fe81f34934c62852deaa081f039dda5e2ca486"}}}}' +
    '"kind":"customer","id":"adr_"changed":["reference","notes","tags"]"relationship":{"id":"rel_","partnerId":"ptn_","customerId":"cus_","invitationId":"inv_",' +
    '"version":1,"status":"active","relationship":"reseller","sandbox":false,"establishedAt":"2026-1","attended":true,' +
    '"termination":null,"adminPermissions":"granted","supportResponsibility":"partner","grants":[{"permission":"users.admin",' +
    '"duration":"P730D","startsAt":"2027-0","endsAt":"2028-1","autoExtend":false,"status":"active"}]},"previousStatus":null,' +
    '"customer":{"id":"cus_","name":"","organization":"","domain":"","founded":true}}{"invitation":{"customer":{"email":"",' +
    '"organization":null,"contactName":null,"locale":null},"locale":"en","relationship":"reseller","anotherOrganization":false,' +
    '"permissions":["directory.admin","office365.admin"],"duration":"P730D","autoExtend":false,"message":{"subject":"","text":"' +
    '{{link}}"},"expiresIn":"P30D","id":"inv_","status":"pending","version":2,"partnerId":"ptn_","sandbox":false,"createdBy":' +
    '{"id":"","email":""},"relationshipId":null,"customerId":null,"offerDigest":"sha256:","cloud":"public","portal":"rapport",' +
    '"delivery":{"mode":"email","status":"delivered","at":null,"reason":null},"reminders":{"plan":["P3D","P7D","P14D","-P1D"],' +
    '"sent":0,"nextAt":null},"expiresAt":"2027-0","createdAt":"2026-1","issuedAt":"2026-1","viewedAt":null,"decidedAt":null,' +
    '"decision":{"outcome":"accepted","partial":false,"granted":["directory.admin"],"duration":"P730D","by":{"name":"","email":"",' +
    '"title":null},"reason":null,"via":"page","agreement":{"version":"2026-11","hash":"sha256:"}},"cancelledAt":null,' +
    '"cancelReason":null,"cancelCode":null},"previousStatus":"pending"}{"correlationId":"","causationId":null,' +
    '"schemaVersion":"1.0","sandbox":false,"actor":{"kind":"partner","id":"","customerId":"cus_"},"events":[{"data":{"invitation":{',
};
