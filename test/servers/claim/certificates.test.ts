import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startClaimApp, WELDER, type ClaimApp } from '../../support/claim-app.ts';
import { addClass, addPeople, welders } from '../../support/claim-classes.ts';
import { applicantOf, certificateClaim, HEADER, proveTraining, row } from '../../support/entry-claims.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const CLAIMS = '/api/v1/claims';
/** Somebody else for every claim: what one claims no other one finds taken. */
const people = [...welders()].filter(({ idNumber }) => idNumber !== WELDER.idNumber);
let next = 0;
const OWN = '那仁图雅';
const somebody = () => ({ ...(people[(next += 1)] ?? WELDER), name: OWN });

let database: TestDatabase;
let app: ClaimApp;
let person: HttpClient;
let person2: HttpClient;
let guild: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startClaimApp(database.url);
  person = await applicantOf(app, 'person', 'person', OWN);
  person2 = await applicantOf(app, 'person', 'person2', OWN);
  guild = await applicantOf(app, 'organisation', 'guild', '示范行业协会');
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const submit = (client: HttpClient, id: string) => client.act('POST', `${CLAIMS}/${id}/submission`, { pledge: true });

/** A row of a file that names the class of the training. */
const named = (who: { readonly name: string; readonly idNumber: string }, number: string, course: string) =>
  `${row(who, number)},${course}`;

describe('the certificate of a person’s claim (C06)', () => {
  it('L2: earns once, also where two people claim with its number at the same time (R-059)', async () => {
    const [one, other] = [
      await person.send('POST', CLAIMS, certificateClaim({ ...somebody(), date: '2025-06-19', number: 'L2' })),
      await person2.send('POST', CLAIMS, certificateClaim({ ...somebody(), date: '2025-06-19', number: 'L2' })),
    ];
    await proveTraining(person, one.body.id);
    await proveTraining(person2, other.body.id);
    // The first of the two has taken the key and not committed yet.
    const first = await app.pool.connect();
    await first.query('BEGIN');
    await first.query(
      `INSERT INTO entitlement_key (line_id, trainee_id, kind, key)
       SELECT id, trainee_id, 'CERTIFICATE', 'SKILL_LEVEL/L2' FROM claim_line WHERE claim_id = $1`,
      [one.body.id],
    );
    const [{ pid }] = (await first.query('SELECT pg_backend_pid() AS pid')).rows;
    const handedIn = submit(person2, other.body.id);
    try {
      await vi.waitFor(
        async () => {
          const waiting = 'SELECT FROM pg_locks WHERE NOT granted AND $1 = ANY (pg_blocking_pids(pid))';
          expect((await app.pool.query(waiting, [pid])).rows).toHaveLength(1);
        },
        { timeout: 60_000 },
      );
    } finally {
      await first.query('COMMIT');
      first.release();
    }
    expect((await handedIn).status).toBeLessThan(500);
    const lines = await person2.send('GET', `${CLAIMS}/${other.body.id}/lines`);
    expect(lines.body.items).toMatchObject([
      { state: 'refused', baseFen: 0, refusals: [{ code: 'COURSE_CLAIMED_OTHERWISE' }] },
    ]);
  });

  it('L16: has the training shown by the roster of an accepted class, and not by a draft or another class', async () => {
    const { pool, sealer } = app;
    const [onRoster, stranger, ofDraft] = [somebody(), somebody(), somebody()];
    const classOf = async (state: 'assessed' | 'draft', who: { readonly name: string; readonly idNumber: string }) => {
      const id = await addClass(pool, sealer, { partyId: 'pty_school', personId: 'per_school', state });
      await addPeople(pool, sealer, id, [{ ...who, hours: 80, certificateDate: null }]);
      const { rows } = await pool.query('SELECT filing_no AS number FROM filing WHERE id = $1', [id]);
      return String(rows[0].number);
    };
    const held = await classOf('assessed', onRoster);
    const drafted = await classOf('draft', ofDraft);
    const draft = await guild.send('POST', CLAIMS, { route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600' });
    const path = `${CLAIMS}/${draft.body.id}`;
    const file = [
      `${HEADER},班级编号`,
      named(onRoster, 'L16e', held),
      named(stranger, 'L16f', held),
      named(ofDraft, 'L16g', drafted),
    ];
    expect((await guild.upload('POST', `${path}/entries`, file.join('\n'))).body).toMatchObject({ imported: 3 });
    const { items } = (await guild.send('GET', `${path}/lines`)).body;
    expect(items.map(({ refusals }: { refusals: { code: string }[] }) => refusals.map(({ code }) => code))).toEqual([
      [],
      ['TRAINING_PROOF_MISSING'],
      ['TRAINING_PROOF_MISSING'],
    ]);
  });
});
