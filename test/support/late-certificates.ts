import { Webhook } from 'standardwebhooks';
import { expect } from 'vitest';
import { addClass, addPeople, welders, type Person } from './claim-classes.ts';
import type { Answer } from './http-client.ts';
import { APPROVE_BUREAU, APPROVE_DEPARTMENT, startOffice } from './office.ts';
import { practiceCsv } from './policy-library.ts';

const RESULTS = practiceCsv('class-welders/results.csv');
const CERTIFIED = welders().filter(({ hours, certificateDate }) => hours === 80 && certificateDate !== null);

export interface ClassOfTwo {
  readonly filingId: string;
  readonly onTime: Person;
  /** Has no result yet. */
  readonly late: Person;
}

export type LateCertificates = Awaited<ReturnType<typeof startLateCertificates>>;

/** An office with classes of two welders, of whom one is certified after the claim (L12); each line is 80,000 fen. */
export async function startLateCertificates(url: string) {
  const office = await startOffice(url);
  const { pool, sealer, walks } = office;
  let taken = 0;

  const school = (method: string, path: string, body?: object) => office.as('school').act(method, path, body);
  const draft = (filingId: string) => school('POST', '/api/v1/claims', { filingId });
  const submit = (claimId: string) => school('POST', `/api/v1/claims/${claimId}/submission`, { pledge: true });

  const nextWelder = (): Person => {
    const found = CERTIFIED[(taken += 1)];
    if (found === undefined) {
      throw new RangeError('No welder is left');
    }
    return found;
  };

  /** Everybody is free of former subsidies, and it is Monday 2025-06-23. */
  const begin = async (): Promise<void> => {
    taken = 0;
    await office.setTime('2025-06-23T10:00:00+08:00');
    await pool.query('DELETE FROM yearly_slot; DELETE FROM occupation_level_key; DELETE FROM entitlement_key');
  };

  /** A class of two, and more people, visited at all three links. */
  const aClass = async (more: readonly Person[] = []): Promise<ClassOfTwo> => {
    const [onTime, late] = [nextWelder(), nextWelder()];
    const filingId = await addClass(pool, sealer, { partyId: 'pty_school', personId: 'per_school' });
    await addPeople(pool, sealer, filingId, [onTime, { ...late, certificateDate: null }, ...more]);
    await pool.query(
      'DELETE FROM training_result USING trainee t WHERE t.id = trainee_id AND filing_id = $1 AND t.id_number_index = $2',
      [filingId, sealer.index(late.idNumber)],
    );
    await pool.query(
      `INSERT INTO supervision_entry (id, filing_id, kind, visited_on, note, person_id, at)
       SELECT 'vis_' || md5($1 || kind), $1, kind, '2025-06-01', 'x', 'per_depthr', now()
       FROM unnest(ARRAY['CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT']) AS kind`,
      [filingId],
    );
    return { filingId, onTime, late };
  };

  /** Drafts and submits the next claim of a class. */
  const claimOf = async (filingId: string): Promise<string> => {
    const drafted = await draft(filingId);
    expect([drafted.status, drafted.body.code]).toEqual([201, undefined]);
    const submitted = await submit(drafted.body.id);
    expect([submitted.status, submitted.body.code]).toEqual([200, undefined]);
    return drafted.body.id;
  };

  /** Results with the certificates of the practice files, or other numbers and dates. */
  const importResults = (
    filingId: string,
    rows: readonly (Pick<Person, 'idNumber'> & { readonly no?: string; readonly date?: string })[],
  ): Promise<Answer> => {
    const lines = rows.map(({ idNumber, no, date }) => {
      const known = RESULTS.find((row) => row['idNumber'] === idNumber) ?? {};
      const number = no ?? known['certificateNo'] ?? '';
      return [idNumber, '合格', 'SKILL_LEVEL', number, date ?? known['certificateDate'] ?? ''].join(',');
    });
    const file = ['idNumber,assessed,certificateKind,certificateNo,certificateDate', ...lines].join('\n');
    return office.as('school').upload('POST', `/api/v1/class-filings/${filingId}/results`, file);
  };

  /** A class whose main claim is submitted, and whose late certificate came five days later. */
  const aLateCertificate = async (): Promise<ClassOfTwo & { readonly mainId: string }> => {
    const made = await aClass();
    const mainId = await claimOf(made.filingId);
    await office.setTime('2025-06-28T10:00:00+08:00');
    expect((await importResults(made.filingId, [made.late])).body).toMatchObject({ imported: 1, errors: [] });
    return { ...made, mainId };
  };

  const decide = async (seat: 'dept' | 'bureau', claimId: string, body: object) =>
    walks.decide(seat, await walks.taskOf(seat, claimId), body);

  /** Both reviews and the notice: the claim's money is due. */
  const due = async (claimId: string): Promise<void> => {
    await decide('dept', claimId, APPROVE_DEPARTMENT);
    await decide('bureau', claimId, APPROVE_BUREAU);
    const noticeId = await walks.noticeOf(claimId);
    await walks.confirm('dept', noticeId);
    await walks.confirm('bureau', noticeId);
    const { rows } = await pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
    await office.endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
  };

  /** A batch of the claim alone, released, and settled by the bank. */
  const paid = async (claimId: string): Promise<void> => {
    const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    await office.as('checker').act('POST', `/api/v1/payout-batches/${batch.body.id}/release`);
    const [{ id: instructionId, amountFen }] = batch.body.instructions;
    const at = new Date();
    const data = { instructionId, amountFen, valueDate: '2025-07-10' };
    const text = JSON.stringify({ type: 'payout.settled', timestamp: at.toISOString(), data });
    const said = await office.nobody.send('POST', '/api/v1/payout-events', text, {
      'webhook-id': `evt-${claimId}`,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook('whsec_test').sign(`evt-${claimId}`, at, text),
    });
    expect(said.status).toBe(202);
  };

  /** The people of a class whom a living claim pays or may still pay, once for each such line. */
  const livingLines = async (filingId: string): Promise<readonly string[]> => {
    const { rows } = await pool.query<{ trainee_id: string }>(
      `SELECT l.trainee_id FROM claim c JOIN claim_line l ON l.claim_id = c.id
       WHERE c.filing_id = $1 AND c.submitted_at IS NOT NULL AND c.state NOT IN ('rejected', 'withdrawn')
         AND l.state <> 'refused'`,
      [filingId],
    );
    return rows.map(({ trainee_id: traineeId }) => traineeId);
  };

  return {
    ...office,
    school,
    draft,
    submit,
    nextWelder,
    begin,
    aClass,
    claimOf,
    importResults,
    aLateCertificate,
    decide,
    due,
    paid,
    livingLines,
    claimSeen: async (claimId: string) => (await school('GET', `/api/v1/claims/${claimId}`)).body,
    filingSeen: async (filingId: string) => (await school('GET', `/api/v1/class-filings/${filingId}`)).body,
    linesOf: async (claimId: string) => (await school('GET', `/api/v1/claims/${claimId}/lines`)).body.items,
  };
}
