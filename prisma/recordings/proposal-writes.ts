import type pg from 'pg';
import { dayAt } from '../../domain/calendar.ts';
import type { CallMessage } from '../../domain/grant/call-course.ts';
import { judgeProposal } from '../../domain/grant/call-rules.ts';
import { MASK_VERSION } from '../../domain/notice/mask.ts';
import { GRANT_NOTICE_DEPARTMENT } from '../../domain/notice/notice-course.ts';
import { snapshotInt } from '../../domain/policy/policy-snapshot.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { newReadableNo } from '../kernel/id-maker.ts';
import { fetchAll, jsonText, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { CallAct } from './call-act.ts';
import { requireOfficer } from './call-writes.ts';

type Propose = Extract<CallMessage, { readonly kind: 'propose' }>;

/** The key of the call and the number name the row, so two proposals never take one place. */
const takePlace = sqlText<never, [callId: string, no: number, grantId: string]>(
  'recordings.takePlace',
  'UPDATE grant_place SET grant_id = $3 WHERE call_id = $1 AND no = $2 AND grant_id IS NULL',
);

/** The proposed applications take their places, and their notice is drafted. @throws RefusedForGood */
export async function proposalWrites(
  client: pg.PoolClient,
  act: CallAct,
  message: Propose,
): Promise<readonly Statement<unknown>[]> {
  const { row, grants, snapshot } = act;
  const { grantIds, hasReason, actor } = message;
  const passMarkCenti = snapshotInt(snapshot, 'panel.passMark');
  const verdict = judgeProposal(grantIds, grants, { places: row.places, passMarkCenti, hasReason });
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  await requireOfficer(client, row.id, actor.personId, []);
  const places = grantIds.map((grantId, position) => {
    const no = row.free_places[position];
    if (no === undefined) {
      throw new RefusedForGood('QUOTA_EXCEEDED');
    }
    return takePlace(row.id, no, grantId);
  });
  return [...places, ...(await noticeWrites(client, act, message))];
}

type Shown = Row<
  'base_grant',
  'id' | 'grant_no' | 'name' | 'kind' | 'level' | 'applicant_jurisdiction' | 'amount_fen'
> & {
  readonly holder: Row<'party'>['name'];
};

const toShow = sqlText<Shown, [grantIds: readonly string[]]>(
  'recordings.grantsToShow',
  `SELECT g.id, g.grant_no, g.name, g.kind, g.level, g.applicant_jurisdiction, g.amount_fen, p.name AS holder
   FROM base_grant g JOIN party p ON p.id = g.applicant_party_id WHERE g.id = ANY ($1)
   ORDER BY array_position($1, g.id)`,
);

/** Drafts the notice of the proposal: bodies and amounts, nobody's name. Its row asks for its workflow (D4). */
async function noticeWrites(
  client: pg.PoolClient,
  { row }: CallAct,
  { noticeId, grantIds, actor, atMs }: Propose,
): Promise<readonly Statement<unknown>[]> {
  const at = new Date(atMs);
  const shown = await fetchAll(client, toShow(grantIds));
  const { personId, organ, section } = actor;
  const facts = { callId: row.id, grantIds, items: shown.length, maskVersion: MASK_VERSION };
  const entry = { entityKind: 'notice', entityId: noticeId, revision: null, act: 'draft', actId: null } as const;
  return [
    query.insertInto('notice').values({
      id: noticeId,
      notice_no: newReadableNo('GS', row.jurisdiction, dayAt(atMs).slice(0, 4)),
      jurisdiction: row.jurisdiction,
      responsible_department: GRANT_NOTICE_DEPARTMENT,
      grant_call_id: row.id,
      state: 'draft',
      policy_snapshot_id: row.policy_snapshot_id,
      mask_version: MASK_VERSION,
      created_by: personId,
      created_at: at,
      state_since: at,
      start_requested_at: at,
    }),
    ...shown.map((grant, position) =>
      query.insertInto('notice_grant').values({
        notice_id: noticeId,
        grant_id: grant.id,
        item_no: position + 1,
        state: 'drafted',
        facts: jsonText({
          grantNo: grant.grant_no,
          name: grant.name,
          holder: grant.holder,
          kind: grant.kind,
          level: grant.level,
          city: grant.applicant_jurisdiction,
          amountFen: grant.amount_fen,
        }),
      }),
    ),
    ...auditWrites({ ...entry, person: { personId, organ, section }, at, facts }),
  ];
}
