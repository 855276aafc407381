import { ADD, addAndChange } from './rights-kinds.ts';

/** The rights to events and their deliveries (see `TABLE_RIGHTS`). */
export const EVENT_TABLE_RIGHTS = {
  // An event is a fact: what was sent is read again as it was sent.
  event: ADD,
  event_position: { insert: false, update: ['last'], delete: false },
  // What came of attempts is forgotten after 90 days.
  webhook_attempt: { insert: true, update: [], delete: true },
  webhook_attempt_count: addAndChange('count'),
  webhook_delivery: addAndChange(
    'state',
    'attempts',
    'tries',
    'is_replay',
    'waiting_since',
    'next_at',
    'leased_until',
    'lease',
    'last_status',
    'last_error',
    'delivered_at',
  ),
  webhook_endpoint: addAndChange(
    'url',
    'event_types',
    'description',
    'state',
    'disabled_reason',
    'disabled_at',
    'secret_sealed',
    'secret_hint',
    'previous_secret_sealed',
    'previous_secret_expires_at',
    'rotation_id',
    'deleted_at',
    'last_success_at',
    'failing_since',
    'failures',
    'failed_event_id',
    'fails_several',
    'slowed_until',
  ),
} as const;
