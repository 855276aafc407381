import { sealerOf } from '../../main/office/process-parts.ts';
import { untilState } from '../../scripts/demo/class-play.ts';
import { createDesk } from '../../api/kernel/entity-desk.ts';
import { createActStore } from '../../prisma/kernel/act-store.ts';
import { WORKER_KEYS } from './act-keys.ts';
import { WELDER } from './claim-app.ts';
import { addClass, addPeople } from './claim-classes.ts';
import { tryPost } from './office-lives.ts';
import type { RunningOffice } from './running-office.ts';

export interface ClaimInReview {
  readonly claimId: string;
  readonly taskId: string;
}

/** Claims that wait for their department, visited at all three links and without a doubt; it is 2025-06-23. */
export async function claimsInReview(running: RunningOffice, count: number): Promise<readonly ClaimInReview[]> {
  await running.office.moveClock({ advanceTo: '2025-06-23T09:00:00+08:00' });
  const made: ClaimInReview[] = [];
  while (made.length < count) {
    made.push(await claimInReview(running, made.length));
  }
  return made;
}

async function claimInReview(running: RunningOffice, number: number): Promise<ClaimInReview> {
  const { office, pool, config } = running;
  const owner = await pool.query<{ party_id: string; id: string }>(
    "SELECT id, party_id FROM person WHERE username = 'school'",
  );
  const { id: personId = '', party_id: partyId = '' } = owner.rows[0] ?? {};
  // The same welder in each: what a person may have once is not looked at here.
  await pool.query(
    "DELETE FROM yearly_slot; DELETE FROM occupation_level_key; DELETE FROM entitlement_key WHERE kind = 'CERTIFICATE'",
  );
  const sealer = sealerOf(config);
  const filingId = await addClass(pool, sealer, { partyId, personId, occupationCode: `1-00-01-${number}` });
  await addPeople(pool, sealer, filingId, [WELDER]);
  // The class was written as a row that has begun.
  await createDesk(running.client, createActStore(pool, WORKER_KEYS), running.taskQueue).restart('filing', filingId);
  await pool.query(
    `INSERT INTO supervision_entry (id, filing_id, kind, visited_on, note, person_id, at)
     SELECT 'vis_' || md5($1 || kind), $1, kind, '2025-06-01', 'x', (SELECT id FROM person WHERE username = 'dept.hr'), now()
     FROM unnest(ARRAY['CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT']) AS kind`,
    [filingId],
  );
  const school = await office.desk('school');
  const { id: claimId } = (await school.post('/api/v1/claims', { filingId })).body;
  const submitted = await tryPost(school, `/api/v1/claims/${claimId}/submission`, { pledge: true });
  if (submitted.status >= 300) {
    throw new Error(`Not submitted: ${JSON.stringify(submitted.body)}`);
  }
  await untilState(school, claimId, 'departmentReview');
  await pool.query(`UPDATE claim_line SET findings = '[]' WHERE claim_id = $1`, [claimId]);
  const task = await pool.query<{ id: string }>("SELECT id FROM task WHERE entity_id = $1 AND state = 'open'", [
    claimId,
  ]);
  return { claimId, taskId: task.rows[0]?.id ?? '' };
}
