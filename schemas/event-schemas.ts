import { z } from 'zod';
import { EVENT_TYPES, EVERY_TYPE, isEventType } from '../domain/event/event-types.ts';
import {
  Cursor,
  DeliveryActView,
  EndpointActView,
  EndpointListActView,
  idOf,
  Instant,
  lineOfText,
  Limit,
  longTextIfAny,
  pageSchema,
  ShortListPage,
} from './http-schemas.ts';
import { DELIVERY_ERRORS, DELIVERY_STATES, DISABLED_REASONS, ENDPOINT_STATES } from '../domain/event/delivery-words.ts';
import { OVERLAP_HOURS, OVERLAP_HOURS_AT_MOST } from '../domain/event/secret-rotation.ts';

const EventTypeWord = z.enum(EVENT_TYPES);

/** Types separated by commas. */
const TypeList = z
  .string()
  .max(2_000)
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(z.string().refine(isEventType)).min(1))
  .transform((types) => types.filter(isEventType))
  .meta({ description: 'Types of events, separated by commas' });

const WAIT_AT_MOST_SECONDS = 25;

export const EventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  types: TypeList.optional(),
  limit: Limit,
  wait: z.coerce.number().int().min(0).max(WAIT_AT_MOST_SECONDS).default(0),
});

/** `data` as it is pushed. */
const EventView = z
  .object({
    id: idOf('evo'),
    position: z.int(),
    type: EventTypeWord,
    timestamp: Instant,
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });

export const EventsAnswer = z.object({ items: z.array(EventView), nextAfter: z.int() });

const Url = z.string().trim().min(1).max(2_000);
const Types = z.union([z.tuple([z.literal(EVERY_TYPE)]), z.array(EventTypeWord).min(1).max(EVENT_TYPES.length)]);

export const EndpointBody = z.strictObject({ url: Url, eventTypes: Types, description: longTextIfAny(500) });

export const EndpointChange = z.strictObject({
  url: Url.optional(),
  eventTypes: Types.optional(),
  description: lineOfText(500).nullable().optional(),
  state: z.enum(ENDPOINT_STATES).optional(),
});

const Endpoint = z.object({
  id: idOf('whe'),
  url: z.string(),
  eventTypes: z.array(z.union([EventTypeWord, z.literal(EVERY_TYPE)])),
  description: z.string().nullable(),
  state: z.enum(ENDPOINT_STATES),
  disabledReason: z.enum(DISABLED_REASONS).nullable(),
  /** The end of the secret, to tell it from others. */
  secretHint: z.string(),
  previousSecretExpiresAt: Instant.nullable(),
  createdAt: Instant,
  /** What has not arrived, with what came of the last attempt of the oldest that failed. */
  backlog: z.object({
    waiting: z.int(),
    held: z.int(),
    oldestSeconds: z.int().nullable(),
    lastStatus: z.int().nullable(),
    lastError: z.enum(DELIVERY_ERRORS).nullable(),
  }),
  lastSuccessAt: Instant.nullable(),
  failingSince: Instant.nullable(),
  acts: z.array(EndpointActView),
});

export const EndpointView = Endpoint.meta({ id: 'WebhookEndpoint' });
/** The secret is told here and after a rotation, and never again. */
export const CreatedEndpoint = Endpoint.extend({ secret: z.string() }).meta({ id: 'CreatedWebhookEndpoint' });
export const EndpointsPage = pageSchema(EndpointView).extend({ acts: z.array(EndpointListActView) });
export const EndpointsQuery = z.strictObject(ShortListPage);
export const EndpointParams = z.object({ endpointId: idOf('whe') });

export const RotationBody = z
  .strictObject({ overlapHours: z.int().min(0).max(OVERLAP_HOURS_AT_MOST).default(OVERLAP_HOURS) })
  .prefault({});
export const RotationAnswer = z
  .object({ secret: z.string(), secretHint: z.string(), previousSecretExpiresAt: Instant.nullable() })
  .meta({ id: 'RotatedSecret' });

export const TestAnswer = z.object({ deliveryId: idOf('whd') });

/** On the real clock, as deliveries are. */
export const RecoveryBody = z.strictObject({
  since: z.iso.datetime({ offset: true }),
  until: z.iso.datetime({ offset: true }).optional(),
});
export const RecoveryAnswer = z.object({ deliveries: z.int() });

export const DeliveriesQuery = z.strictObject({
  endpointId: idOf('whe').optional(),
  state: z.enum(DELIVERY_STATES).optional(),
  type: EventTypeWord.optional(),
  claimId: idOf('clm').optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  limit: Limit,
  cursor: Cursor,
});

const Delivery = z.object({
  id: idOf('whd'),
  endpointId: idOf('whe'),
  eventId: idOf('evo'),
  type: EventTypeWord,
  claimId: z.string().nullable(),
  claimNo: z.string().nullable(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  nextAttemptAt: Instant.nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.enum(DELIVERY_ERRORS).nullable(),
  createdAt: Instant,
  deliveredAt: Instant.nullable(),
});

export const DeliveryView = Delivery.meta({ id: 'WebhookDelivery' });
export const DeliveriesPage = pageSchema(DeliveryView);
export const DeliveryParams = z.object({ deliveryId: idOf('whd') });

const Attempt = z.object({
  at: Instant,
  status: z.int().nullable(),
  error: z.enum(DELIVERY_ERRORS).nullable(),
  durationMs: z.int(),
  excerpt: z.string(),
});

/** With the body as it was sent, character by character, and every attempt of the last 90 days. */
export const DeliveryDetail = Delivery.extend({
  body: z.string(),
  attemptLog: z.array(Attempt),
  acts: z.array(DeliveryActView),
}).meta({ id: 'WebhookDeliveryDetail' });

export const MachineParams = z.object({ name: z.string().min(1).max(100) });
