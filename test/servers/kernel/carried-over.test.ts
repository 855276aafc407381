import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import {
  BYTES,
  FORMER_CLAIMS,
  FORMER_TASKS,
  writeFormerRows,
  writeSharedCertificate,
} from '../../support/former-rows.ts';
import { createBareDatabase, type TestDatabase } from '../../support/test-database.ts';

/** The last migration of the release whose rows are carried over. */
const FORMER_RELEASE = '20261121000400_every_route';
const ONE_PERSON = '20261128003500_a_certificate_is_of_one_person';
describe('rows of the former release after the migrations', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  const all = async (text: string) => (await owner.query(text)).rows;
  beforeAll(async () => {
    database = await createBareDatabase();
    owner = new pg.Client(database.adminUrl);
    await owner.connect();
    const folder = join(ROOT, 'prisma', 'migrations');
    const names = readdirSync(folder).filter((name) => /^\d+_/.test(name));
    for (const name of names.toSorted()) {
      if (name === ONE_PERSON) {
        await writeSharedCertificate(owner);
      }
      await owner.query(readFileSync(join(folder, name, 'migration.sql'), 'utf8'));
      if (name === FORMER_RELEASE) {
        await writeFormerRows(owner);
      }
    }
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  it('have a claim in a review in the state inReview, its row and its course; the stage says which review', async () => {
    expect(await all("SELECT id, state, stage, course ->> 'state' AS course FROM claim ORDER BY id")).toEqual([
      { id: 'clm_draft', state: 'draft', stage: null, course: null },
      { id: 'clm_ended', state: 'rejected', stage: null, course: 'rejected' },
      { id: 'clm_finance', state: 'finance', stage: 'disbursement', course: 'finance' },
      { id: 'clm_held', state: 'suspended', stage: 'bureauReview', course: 'inReview' },
      { id: 'clm_returned', state: 'returnedToApplicant', stage: 'departmentReview', course: 'returnedToApplicant' },
      { id: 'clm_review', state: 'inReview', stage: 'departmentReview', course: 'inReview' },
    ]);
  });

  it('have every other field of a course as it was', async () => {
    const found = await all("SELECT id, course - 'state' AS course FROM claim WHERE course IS NOT NULL ORDER BY id");
    const former = FORMER_CLAIMS.flatMap(({ id, course }) => {
      const { state: _state, ...others } = course ?? { state: null };
      return course === null ? [] : [{ id, course: others }];
    });
    expect(found).toEqual(former.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  });

  it('have a task of each entity with its entity, and the parties that it concerns (R-134)', async () => {
    const found = await all(
      `SELECT t.id, t.entity_kind, t.entity_id, t.objection_id, array(SELECT p.party_id FROM parties_of_task(t) p) AS parties
       FROM task t ORDER BY t.id`,
    );
    const of = { objection_id: null, parties: ['pty_school'] };
    expect(found).toEqual([
      { id: 'tsk_batch', entity_kind: 'batch', entity_id: 'pob_1', ...of },
      { id: 'tsk_filing', entity_kind: 'filing', entity_id: 'fil_1', ...of },
      { id: 'tsk_notice', entity_kind: 'notice', entity_id: 'ntc_1', ...of },
      { id: 'tsk_objection', entity_kind: 'notice', entity_id: 'ntc_1', ...of, objection_id: 'obj_1' },
      { id: 'tsk_review', entity_kind: 'claim', entity_id: 'clm_review', ...of },
    ]);
    const [interest] = await all("SELECT tasks_of_interest('per_related') AS tasks");
    expect(interest.tasks.toSorted()).toEqual(FORMER_TASKS.map(({ id }) => id).toSorted());
  });

  it('have the filing and the batch in the tables of one word, referred to as before', async () => {
    expect(await all("SELECT state, revision, course ->> 'state' AS course FROM filing")).toEqual([
      { state: 'assessed', revision: 4, course: 'assessed' },
    ]);
    expect(await all('SELECT b.state, i.id FROM batch b JOIN payout_instruction i ON i.batch_id = b.id')).toEqual([
      { state: 'draft', id: 'pin_1' },
    ]);
    expect(await all('SELECT r.trainee_id FROM roster_entry r JOIN filing f ON f.id = r.filing_id')).toEqual([
      { trainee_id: 'trn_1' },
    ]);
  });

  it('have the days to resubmit of a returned claim, to be counted again by the next worker (D8)', async () => {
    const columns = 'return_starts_on::text, return_days, return_unit, return_due_on::text, return_calendar';
    expect(await all(`SELECT id, ${columns} FROM claim WHERE return_days IS NOT NULL`)).toEqual([
      {
        id: 'clm_returned',
        return_starts_on: '2025-06-20',
        return_days: 10,
        return_unit: 'workingDays',
        return_due_on: '2025-06-30',
        return_calendar: 'none',
      },
    ]);
  });

  it('have their acts and their audit as they were written', async () => {
    expect(await all('SELECT id, act, state, recorded_revision FROM act ORDER BY id')).toEqual([
      { id: 'act_former', act: 'decide', state: 'recorded', recorded_revision: 1 },
      { id: 'act_said_of_notice', act: 'confirm', state: 'recorded', recorded_revision: 1 },
    ]);
    expect(await all("SELECT act, act_id, facts ->> 'decision' AS decision, hash FROM audit_entry")).toEqual([
      { act: 'decide', act_id: 'act_former', decision: 'returnForCorrection', hash: BYTES },
    ]);
  });

  it('S1: have the words of a notice that has not ended count without a signature', async () => {
    expect(await all('SELECT id FROM act_before_signing ORDER BY id')).toEqual([
      { id: 'act_former' },
      { id: 'act_said_of_notice' },
    ]);
  });

  it('L2: leave a certificate that two people have with the first of them, and with no honour', async () => {
    expect(await all("SELECT line_id, key FROM entitlement_key WHERE kind = 'CERTIFICATE'")).toEqual([
      { line_id: 'lin_1', key: 'SKILL_LEVEL/A1' },
    ]);
    expect(
      await all("SELECT content #> '{routeDefinition,keys}' AS keys FROM policy_snapshot WHERE id = 'psn_36'"),
    ).toEqual([{ keys: ['RESULT'] }]);
  });
});
