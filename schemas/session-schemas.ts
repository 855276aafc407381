import { z } from 'zod';
import { SCREENS } from '../domain/authority/screens.ts';
import { ROLES } from '../domain/codes.ts';
import { REGISTER_NAMES } from '../domain/line/register-answers.ts';
import { DENSITIES, LANGUAGES, THEMES } from '../domain/people/preferences.ts';
import { Instant } from './http-schemas.ts';

export const SignInBody = z.strictObject({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
});

export const ConfirmationBody = SignInBody.pick({ password: true });

const PersonView = z
  .object({
    id: z.string(),
    displayName: z.string(),
    organ: z.string().nullable(),
    section: z.string().nullable(),
    jurisdiction: z.string(),
    roles: z.array(z.enum(ROLES)),
    party: z.object({ id: z.string(), name: z.string() }).optional(),
  })
  .meta({ id: 'Person' });

export const SignInAnswer = z.object({
  token: z.string(),
  expiresAt: Instant,
  csrfToken: z.string(),
  person: PersonView,
});

/** The acts that have a key; what a page calls them. */
const KeyName = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);
/** As `KeyboardEvent.code` says it. */
const KeyCode = z.string().regex(/^[A-Z][A-Za-z0-9]{0,29}$/);
const PREFERENCES = {
  density: z.enum(DENSITIES),
  theme: z.enum(THEMES),
  singleKeys: z.boolean(),
  keys: z.record(KeyName, KeyCode).refine((keys) => Object.keys(keys).length <= 60, { params: { code: 'TOO_MANY' } }),
};

export const PreferencesView = z
  .object({ language: z.enum(LANGUAGES).nullable(), ...PREFERENCES })
  .meta({ id: 'Preferences' });

/** What is absent stays; `keys` takes the place of all that were there. */
export const PreferencesBody = z.strictObject({ language: z.enum(LANGUAGES), ...PREFERENCES }).partial();

/**
 * `csrfToken` and `expiresAt` are null for machines, which have a key and no session. `screens` are those of the workbench
 * that the person is shown, in their order.
 */
export const SessionAnswer = PersonView.extend({
  csrfToken: z.string().nullable(),
  /** The earliest end: of the whole session, or because nothing more was asked. */
  expiresAt: Instant.nullable(),
  /** The end because nothing more was asked; each request moves it, by a minute's steps. */
  idleEndsAt: Instant.nullable(),
  /** The end whatever is asked. */
  endsAt: Instant.nullable(),
  screens: z.array(z.enum(SCREENS)),
  preferences: PreferencesView,
}).meta({ id: 'SessionPerson' });

export const SessionParams = z.strictObject({ sessionId: z.string().regex(/^ses_[0-9a-f]{24}$/) });

export const OwnSessionView = z
  .object({
    id: z.string(),
    startedAt: Instant,
    lastSeenAt: Instant,
    /** When it ends if nothing is asked any more. */
    idleEndsAt: Instant,
    expiresAt: Instant,
    isCurrent: z.boolean(),
  })
  .meta({ id: 'OwnSession' });

export const ClockAnswer = z.object({ now: Instant, offsetMs: z.int() });
export const ClockMovedAnswer = z.object({ now: Instant });

/** Exactly one of the two. The instant may carry any offset. */
export const MoveClockBody = z
  .strictObject({
    advanceDays: z.int().min(1).max(7_305).optional(),
    advanceTo: z.iso.datetime({ offset: true }).optional(),
  })
  .refine((body) => (body.advanceDays === undefined) !== (body.advanceTo === undefined), {
    params: { code: 'EXACTLY_ONE' },
  });

export const RegisterParams = z.strictObject({
  register: z.enum(REGISTER_NAMES),
});
export const RegisterQuery = z.strictObject({
  replace: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(false),
});
export const RegisterAnswer = z.object({ register: z.string(), rows: z.int(), stored: z.int() });
export const AvailabilityBody = z.strictObject({ available: z.boolean() });
export const AvailabilityAnswer = z.object({ register: z.string(), available: z.boolean() });
