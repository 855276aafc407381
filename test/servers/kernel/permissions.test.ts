import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { signInAll } from '../../support/permissions/askers.ts';
import { listReader, LISTS } from '../../support/permissions/lists.ts';
import { makeObjects, type Objects } from '../../support/permissions/objects.ts';
import { isNamed, isPermitted, unknownOf, type Asker, type Facts } from '../../support/permissions/oracle.ts';
import {
  ask,
  askersOf,
  expectedOf,
  knows,
  ofNothing,
  questions,
  refusesId,
  told,
  type Expected,
  type Question,
} from '../../support/permissions/questions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** Some thousand requests. */
const PATIENCE_MS = 1_800_000;

let database: TestDatabase;
let office: Office;
let objects: Objects;
let askers: readonly (Asker & { readonly client: HttpClient })[];
/** What the lists show before any permitted act moves what is listed, in whatever order the tests run. */
const listed = { wrong: new Array<string>(), counts: new Map<string, number>() };

beforeAll(async () => {
  database = await createTestDatabase();
  // A slow machine asks for longer than an office worker may be idle.
  office = await startOffice(database.url, undefined, { sessionRules: { idleMs: 8 * 3_600_000 } });
  askers = (await signInAll(office)).map((asker) => ({ ...asker, client: httpClient(office.base, asker.token) }));
  objects = await makeObjects(office);
  for (const asker of askers) {
    listed.wrong.push(...(await wrongPlaces(asker, listed.counts)));
  }
}, PATIENCE_MS);

afterAll(async () => {
  await office.close();
  await database.drop();
});

type Suits = (status: number, code: unknown, isWrongId: boolean) => boolean;

const SUITS: Readonly<Record<Expected, Suits>> = {
  noSignIn: (status) => status === 401,
  noRole: (status, code) => status === 403 && code === 'FORBIDDEN',
  refused: (status, _code, isWrongId) => status === 403 || status === 404 || (status === 422 && isWrongId),
  permitted: (status, _code, isWrongId) => status < 500 && ![401, 403, 404].includes(status) && !isWrongId,
  open: (status, code) => status < 500 && status !== 401 && code !== 'FORBIDDEN',
  any: (status) => status < 500,
};

type Signed = (typeof askers)[number];

/** What is wrong with the answers to one question; counts what was expected of them. */
async function wrongAnswers(question: Question, turn: number, counts: Map<string, number>): Promise<readonly string[]> {
  const { route, object } = question;
  const wrong: string[] = [];
  // Who may ask last, because a permitted act may move its object.
  const asking = askersOf(askers, question, turn);
  for (const asker of asking.toSorted((a, b) => rank(a, question) - rank(b, question))) {
    const place = `${route.operationId} ${object === null ? '' : `${object.kind}.${object.name}`} ${asker.username}`;
    const expected = expectedOf(asker, question);
    const answer = await ask(asker.client, asker, question);
    const { status, body } = answer;
    tally(counts, expected);
    if (!SUITS[expected](status, body?.code, refusesId(answer, question))) {
      wrong.push(`${place}: ${expected}, but ${status} ${body?.code ?? ''}`);
    }
    if (expected === 'refused' && object !== null && !knows(asker, object)) {
      tally(counts, 'hidden');
      const [seen, ofUnknown] = [told(answer, question), await answerOfNothing(question, asker)];
      if (seen !== ofUnknown) {
        wrong.push(`${place}: hidden, but ${seen} and not ${ofUnknown}`);
      }
    }
  }
  return wrong;
}

const nothings = new Map<string, string>();

/** The answer to the asker about an id that does not exist; asked once. */
async function answerOfNothing(question: Question, asker: Signed): Promise<string> {
  const key = `${question.route.operationId} ${asker.username}`;
  const nothing = ofNothing(question);
  const heard = nothings.get(key) ?? told(await ask(asker.client, asker, nothing), nothing);
  nothings.set(key, heard);
  return heard;
}

function tally(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

/** What the lists show to one asker that they should not, or lack. */
async function wrongPlaces({ client, ...asker }: Signed, counts: Map<string, number>): Promise<readonly string[]> {
  const isShown = listReader(client);
  const wrong: string[] = [];
  for (const list of LISTS.filter(({ operation }) => isNamed(asker, operation))) {
    const { operation, kind, on } = list;
    for (const [name, facts] of Object.entries<Facts>(objects[kind]).filter(([one]) => on?.includes(one) ?? true)) {
      const expected = isPermitted(asker, operation, facts) ? 'shown' : 'hidden';
      tally(counts, expected);
      if ((await isShown(list, facts)) !== (expected === 'shown')) {
        wrong.push(`${operation} ${kind}.${name} ${asker.username}: should be ${expected}`);
      }
    }
  }
  return wrong;
}

describe('the table of permissions', () => {
  it('S7: lists to each account what it may read: drafts to their owner alone, to policy staff and machines nothing', () => {
    const { wrong, counts } = listed;
    report('places in lists', counts);
    expect(wrong).toEqual([]);
    expect(Math.min(counts.get('shown') ?? 0, counts.get('hidden') ?? 0)).toBeGreaterThan(50);
  });

  it(
    'S7: is what every operation answers to every account, in Ordos and elsewhere, to the machine and to nobody; what is hidden is as what does not exist',
    { timeout: PATIENCE_MS },
    async () => {
      const wrong: string[] = [];
      const counts = new Map<string, number>();
      for (const [turn, question] of questions(objects).entries()) {
        wrong.push(...(await wrongAnswers(question, turn, counts)));
      }
      report('answers', counts);
      expect(wrong).toEqual([]);
      for (const word of ['refused', 'permitted', 'hidden']) {
        expect(counts.get(word)).toBeGreaterThan(500);
      }
    },
  );

  it('S7: takes a part of another claim or batch for one that does not exist', async () => {
    const { review, held, paid, owing, paying } = objects.claim;
    const { draft, sent } = objects.batch;
    const asked = [
      ['checker', 'POST', owing.parts, 'confirmRepayment', `${claimPath(paying)}/repayments/:part/confirmation`],
      ['checker', 'POST', paying.parts, 'confirmSetOff', `${claimPath(owing)}/set-offs/:part/confirmation`],
      ['checker', 'POST', sent.parts, 'resultId', `/api/v1/payout-batches/${draft.id}/results/:part/confirmation`],
      ['ops', 'DELETE', held.parts, 'holdId', `${claimPath(review)}/holds/:part`],
      ['dept', 'GET', paid.parts, 'lineId', `${claimPath(review)}/lines/:part/documents/TRAINING_PROOF`],
      ['dept', 'GET', paid.parts, 'lineId', `${claimPath(review)}/policy?lineId=:part`],
    ] as const;
    for (const [seat, method, parts, name, path] of asked) {
      const part = new Map<string, string>(Object.entries(parts)).get(name) ?? '';
      const answers = await Promise.all(
        [part, unknownOf(part.slice(0, 3)).id].map((id) => office.as(seat).send(method, path.replace(':part', id))),
      );
      const [another, absent] = answers.map(({ status, body: { code, detail } }) => ({ status, code, detail }));
      expect({ name, ...another }).toEqual({ name, ...absent });
      expect([404, 409]).toContain(another?.status);
    }
  });

  it('S7: shows a draft notice to the public as one that does not exist, and takes no objection to it', async () => {
    const { draft, published } = objects.notice;
    for (const asker of [askers.at(-1), askers.find(({ username }) => username === 'dept.hr')]) {
      const client = asker?.client ?? office.nobody;
      const objection = { itemNo: 1, statement: '金额有误' };
      const answers = async (id: string) => {
        const page = await client.send('GET', `/public/notices/${id}`);
        const object = await client.send('POST', `/public/notices/${id}/objections`, objection);
        return [page, object].map(({ status, body: { code } }) => ({ status, code }));
      };
      const nothing = await answers(unknownOf('ntc').id);
      expect(nothing).toMatchObject([{ status: 404 }, { status: 404 }]);
      expect(await answers(draft.id)).toEqual(nothing);
      expect(await answers(published.id)).toMatchObject([{ status: 200 }, { status: 202 }]);
    }
  });

  it('S7: lets each account end its own sessions and nobody else’s, which are as what does not exist', async () => {
    const strangers = await office.as('school').send('GET', '/api/v1/me/sessions');
    const ids = [strangers.body.items[0].id, unknownOf('ses').id];
    for (const { username, token, client } of oneOfEachSeat()) {
      const refusals = await Promise.all(ids.map((id) => client.send('DELETE', sessionPath(id))));
      const expected = token === null ? [401, 'NOT_SIGNED_IN'] : [404, 'NOT_FOUND'];
      expect(refusals.map(({ status, body }) => [username, status, body.code])).toEqual(
        ids.map(() => [username, ...expected]),
      );
    }
    expect((await office.as('school').send('GET', '/api/v1/session')).status).toBe(200);
  });

  it('S7: lets each account sign out of the session that asks, and of no other; a machine’s key is no session', async () => {
    for (const { username, client } of oneOfEachSeat().filter(({ token }) => token?.startsWith('bt_') === false)) {
      const [ended, left] = [await signedIn(username), await signedIn(username)];
      expect((await ended.send('DELETE', '/api/v1/session')).status).toBe(204);
      expect((await ended.send('GET', '/api/v1/session')).status).toBe(401);
      expect((await ended.send('DELETE', '/api/v1/session')).status).toBe(401);
      const { items } = (await left.send('GET', '/api/v1/me/sessions')).body;
      const { id } = items.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent);
      expect((await client.send('DELETE', sessionPath(id))).status).toBe(204);
      expect((await left.send('GET', '/api/v1/session')).status).toBe(401);
      expect((await client.send('GET', '/api/v1/session')).status).toBe(200);
    }
    expect((await office.nobody.send('DELETE', '/api/v1/session')).status).toBe(401);
    const machine = httpClient(office.base, 'bt_test');
    expect((await machine.send('DELETE', '/api/v1/session')).status).toBe(204);
    expect((await machine.send('GET', '/api/v1/session')).status).toBe(200);
  });
});

function oneOfEachSeat(): readonly Signed[] {
  return Array.from(new Map(askers.map((asker) => [asker.roles.join(), asker])).values());
}

const claimPath = ({ id }: Facts) => `/api/v1/claims/${id}`;
const sessionPath = (id: string) => `/api/v1/me/sessions/${id}`;
const signedIn = async (username: string) => httpClient(office.base, await office.tokenOf(username));

function rank(asker: Asker, { route, object }: Question): number {
  return object !== null && isPermitted(asker, route.operationId, object.facts) ? 1 : 0;
}

function report(what: string, counts: ReadonlyMap<string, number>): void {
  const said = Array.from(counts, ([word, count]) => `${count} ${word}`).join(', ');
  process.stdout.write(`Permissions, ${what}: ${said}; ${askers.length} accounts\n`);
}
