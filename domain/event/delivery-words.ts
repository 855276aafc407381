/** `held`: its endpoint is disabled; kept for 30 days, and sent again by a recovery. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'exhausted', 'held'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What an endpoint has not got yet, and will. */
export const BACKLOG_STATES = ['waiting', 'held'] as const satisfies readonly DeliveryState[];

/** What a recovery brings again. */
export const MISSED_STATES = ['held', 'exhausted'] as const satisfies readonly DeliveryState[];

/** Why an attempt failed. */
export const DELIVERY_ERRORS = ['TIMEOUT', 'CONNECTION', 'TLS', 'ADDRESS_NOT_ALLOWED', 'REDIRECT', 'STATUS'] as const;
export type DeliveryError = (typeof DELIVERY_ERRORS)[number];

export const ENDPOINT_STATES = ['active', 'disabled'] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];

/** `GONE`: it answered 410 · `FAILING`: nothing reached it for days · `BY_PERSON`: somebody switched it off. */
export const DISABLED_REASONS = ['GONE', 'FAILING', 'BY_PERSON'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** What an address of an endpoint is refused for. */
export const URL_FAULTS = ['SCHEME', 'USERINFO', 'PORT', 'ADDRESS', 'UNRESOLVED'] as const;
export type UrlFault = (typeof URL_FAULTS)[number];
