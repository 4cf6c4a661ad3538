const gatewayPage = (title: string, page: string): string =>
  `${title}, docs.aws.amazon.com/apigateway/latest/developerguide/${page}.html`;
const busPage = (title: string, page: string): string =>
  `${title}, docs.aws.amazon.com/eventbridge/latest/userguide/${page}.html`;
const busApiPage = (title: string): string =>
  `${title}, docs.aws.amazon.com/eventbridge/latest/APIReference/API_${title}.html`;

/** Pages on which AWS says what the tables of this folder repeat. */
export const sources = {
  integrations: gatewayPage(
    "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway",
    "http-api-develop-integrations-lambda",
  ),
  routes: gatewayPage("Create routes for HTTP APIs in API Gateway", "http-api-develop-routes"),
  cors: gatewayPage("Configure CORS for HTTP APIs in API Gateway", "http-api-cors"),
  jwt: gatewayPage("Control access to HTTP APIs with JWT authorizers in API Gateway", "http-api-jwt-authorizer"),
  jwtTroubles: gatewayPage("Troubleshooting issues with HTTP API JWT authorizers", "http-api-troubleshooting-jwt"),
  lambdaTroubles: gatewayPage(
    "Troubleshooting issues with HTTP API Lambda integrations",
    "http-api-troubleshooting-lambda",
  ),
  quotas: gatewayPage("Quotas for configuring and running an HTTP API in API Gateway", "http-api-quotas"),
  throttling: gatewayPage("Throttle requests to your HTTP APIs", "http-api-throttling"),
  lambdaErrors:
    "Handling Lambda errors with an API Gateway API, docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html",
  lambdaQuotas: "Lambda quotas, docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
  operators: busPage(
    "Comparison operators for use in event patterns in Amazon EventBridge",
    "eb-create-pattern-operators",
  ),
  patternSyntax: busPage("Event pattern syntax", "eb-create-pattern"),
  arrays: busPage("Arrays in Amazon EventBridge event patterns", "eb-event-patterns-arrays"),
  nulls: busPage(
    "Matching null values and empty strings in Amazon EventBridge event patterns",
    "eb-event-patterns-null-values",
  ),
  inputs: busPage("Amazon EventBridge input transformation", "eb-transform-target-input"),
  deadLetters: busPage("Using dead-letter queues to process undelivered events in EventBridge", "eb-rule-dlq"),
  retries: busPage("How EventBridge retries delivering events", "eb-rule-retry-policy"),
  busQuotas: busPage("Amazon EventBridge quotas", "eb-quota"),
  entrySize: busPage("Calculating PutEvents event entry size", "eb-putevent-size"),
  putEvents: busApiPage("PutEvents"),
  entryErrors: busApiPage("PutEventsResultEntry"),
  target: busApiPage("Target"),
  ruler: "Event Ruler (EventBridge's own matcher), github.com/aws/event-ruler, README.md",
  megabyte:
    "More room to build: serverless services now support payloads up to 1 MB, aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb",
} as const;
