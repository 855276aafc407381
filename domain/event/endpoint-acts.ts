/** What somebody does with an endpoint; what a receiver's answers do to it is in its attempts. */
export const ENDPOINT_ACTS = [
  'endpointCreated',
  'endpointChanged',
  'endpointDeleted',
  'endpointSecretRotated',
  'deliveriesRecovered',
] as const;
export type EndpointAuditAct = (typeof ENDPOINT_ACTS)[number];
