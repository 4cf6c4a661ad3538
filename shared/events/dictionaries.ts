/**
 * What payloads of events repeat, by the version of stored events that is compressed with it. A version is kept for good and
 * never changed: without its text no payload of it can be read. zlib prefers text near the end.
 */
export const dictionaries: Readonly<Record<number, string>> = {
  1:
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
