import { describe, expect, it } from 'vitest';
import { credentialOf, sessionCookie, type SignedIn } from '../../../api/kernel/caller.ts';
import { fewAtOnce } from '../../../api/kernel/few-at-once.ts';
import { sessionRoutes } from '../../../api/people/session-routes.ts';
import type { AccessLog } from '../../../api/kernel/access-log.ts';
import type { Opened, Sessions } from '../../../api/people/session-ports.ts';
import { signIn, type SignInDesk } from '../../../api/people/sign-in.ts';
import { DEFAULT_PREFERENCES } from '../../../domain/people/preferences.ts';

const ATTEMPT = { username: 'school', address: '127.0.0.1' };
const SIGNED_IN: SignedIn = {
  caller: {
    personId: 'per_1',
    displayName: 'x',
    organ: null,
    section: null,
    jurisdiction: '150600',
    roles: [],
    partyId: null,
  },
  partyName: null,
  csrfToken: 'csrf',
  expiresAt: new Date('2026-01-01T00:00:00Z'),
  isConfirmed: false,
};
const OPENED: Opened = { ...SIGNED_IN, token: 'token', expiresAt: new Date(Date.now() + 3_600_000) };

const SESSIONS: Sessions = {
  open: () => Promise.resolve(OPENED),
  list: () => Promise.resolve([]),
  end: () => Promise.resolve(false),
  close: () => Promise.resolve(),
  confirm: () => Promise.resolve(false),
  usernameOf: () => Promise.resolve(null),
  stillSignedIn: () => Promise.resolve(new Map()),
  accountOf: () => Promise.resolve(null),
  signedInBy: () => Promise.resolve(SIGNED_IN),
};

const NOT_RECORDED: AccessLog = { record: () => Promise.resolve(), count: () => Promise.resolve() };

function deskOf(open: Sessions['open'], waiting = 100) {
  const given: string[] = [];
  const desk: SignInDesk = {
    sessions: { ...SESSIONS, open },
    brake: {
      count: () => Promise.resolve(0),
      giveBack: (_attempt, what) => {
        given.push(what);
        return Promise.resolve();
      },
    },
    counting: fewAtOnce({ running: 4, waiting: 100 }, 'SIGN_IN_BUSY'),
    hashing: fewAtOnce({ running: 2, waiting }, 'SIGN_IN_BUSY'),
  };
  return { desk, given };
}

describe('S6: passwords', () => {
  it('are looked at two at once; who finds the queue full is told to come back, and is not counted', async () => {
    let running = 0;
    let most = 0;
    const ends: (() => void)[] = [];
    const { desk, given } = deskOf(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => {
        ends.push(resolve);
      });
      running -= 1;
      return null;
    }, 3);
    const asked = Array.from({ length: 8 }, () => signIn(desk, ATTEMPT, 'x'));
    const settled = Promise.allSettled(asked);
    for (let ended = 0; ended < 5; ended += 1) {
      await expect.poll(() => ends.length).toBeGreaterThan(ended);
      ends[ended]?.();
    }
    const answers = await settled;
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject(
      Array.from({ length: 3 }, () => ({ reason: { code: 'SIGN_IN_BUSY', details: { retryAfterSeconds: 2 } } })),
    );
    expect(given).toEqual(['one', 'one', 'one']);
    expect(most).toBe(2);
  });

  it('that are right give the counts of their account and address back, wrong ones do not', async () => {
    const right = deskOf(() => Promise.resolve(OPENED));
    expect(await signIn(right.desk, ATTEMPT, 'x')).toMatchObject({ kind: 'right' });
    const wrong = deskOf(() => Promise.resolve(null));
    expect(await signIn(wrong.desk, ATTEMPT, 'x')).toEqual({ kind: 'refused' });
    expect([right.given, wrong.given]).toEqual([['all'], []]);
  });
});

/** The cookie that ends a session. */
const signOut = async (mode: 'live' | 'practice') => {
  const { desk } = deskOf(() => Promise.resolve(OPENED));
  const routes = sessionRoutes({
    sessions: SESSIONS,
    signInDesk: desk,
    cookie: sessionCookie(mode),
    access: NOT_RECORDED,
    preferences: {
      read: () => Promise.resolve(DEFAULT_PREFERENCES),
      change: () => Promise.resolve(DEFAULT_PREFERENCES),
    },
    practice: null,
  });
  const route = routes.find(({ operationId }) => operationId === 'signOut');
  const answer = await route?.prepare({
    caller: SIGNED_IN.caller,
    params: {},
    query: {},
    headers: {},
    body: undefined,
    file: undefined,
    rawBody: Buffer.alloc(0),
    idempotencyKey: undefined,
    ifMatch: undefined,
    language: 'en',
    at: new Date(),
    sessionToken: 'token',
    credentialBy: 'bearer',
    remoteAddress: '127.0.0.1',
  })();
  return answer?.headers?.['Set-Cookie'];
};

describe('S12: the cookie of a session', () => {
  it('has the prefix __Host- and goes over TLS alone in live mode; practice is plain HTTP of one machine', async () => {
    expect(await signOut('live')).toBe('__Host-butie_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure');
    expect(await signOut('practice')).toBe('butie_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  });

  it('counts in live mode only under that name, which nobody else can set', () => {
    const headers = { cookie: 'butie_session=planted; __Host-butie_session=own' };
    expect(credentialOf(headers, sessionCookie('live'))).toEqual({ token: 'own', by: 'cookie' });
    expect(credentialOf({ cookie: 'butie_session=planted' }, sessionCookie('live'))).toBeNull();
    expect(credentialOf(headers, sessionCookie('practice'))?.token).toBe('planted');
  });
});
