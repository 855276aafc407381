import { ENTITIES } from '../../domain/entities.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { insertClaim } from '../claim/claim-inserting.ts';
import { constants, execute, fetchAll, fetchFirst, jsonText, query, sqlText, type Row } from '../kernel/statements.ts';
import type pg from 'pg';
import type { AdvanceStore } from '../../api/recovery/advance-ports.ts';
import { beginCourse } from '../../domain/claim/claim-course.ts';
import { parseFen, type Fen } from '../../domain/money.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { snapshotPolicy, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { advanceShareOf } from '../../domain/recovery/advance.ts';
import { judgeAdvanceRequest, type ClassToAdvance } from '../../domain/recovery/advance-request.ts';
import { advanceFormula } from '../../domain/recovery/advance-formula.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { payeeOfClass } from '../claim/claim-drafting.ts';
import { questionOf } from '../claim/claim-rows.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { courseFacts } from '../kernel/course-digests.ts';
import { pinSnapshot } from '../kernel/policy-snapshots.ts';
import { inTransaction, violates } from '../kernel/connection.ts';
import { idOfCreation, newId } from '../kernel/id-maker.ts';

interface FilingToAdvance extends Row<
  'filing',
  | 'id'
  | 'state'
  | 'route'
  | 'jurisdiction'
  | 'opens_on'
  | 'ends_on'
  | 'occupation_code'
  | 'skill_level'
  | 'class_hours'
  | 'responsible_department'
  | 'payee_sealed'
  | 'facts'
> {
  readonly party_kind: Row<'party', 'kind'>['kind'];
  readonly heads: number;
}

const lockFilingToAdvance = sqlText<FilingToAdvance, [filingId: string, partyId: string | null]>(
  'recovery.lockFilingToAdvance',
  `SELECT f.id, f.state, f.route, f.jurisdiction, f.opens_on, f.ends_on, f.occupation_code, f.skill_level,
     f.class_hours, f.responsible_department, f.payee_sealed, f.facts, p.kind AS party_kind,
     (SELECT count(*)::int FROM roster_entry r WHERE r.filing_id = f.id AND r.removed_at IS NULL) AS heads
   FROM filing f JOIN party p ON p.id = f.applicant_party_id
   WHERE f.id = $1 AND f.applicant_party_id = $2 FOR NO KEY UPDATE OF f`,
);

type Asked = Parameters<AdvanceStore['request']>[0];

/** Advances and what must be repaid of them. */
export function createAdvanceStore(pool: pg.Pool, library: PolicyLibrary, sealer: Sealer): AdvanceStore {
  return {
    request: (asked) => inTransaction(pool, (client) => requestAdvance(client, { library, sealer }, asked)),
  };
}

async function requestAdvance(
  client: pg.PoolClient,
  { library, sealer }: { readonly library: PolicyLibrary; readonly sealer: Sealer },
  asked: Asked,
): Promise<Awaited<ReturnType<AdvanceStore['request']>>> {
  const { filingId, caller } = asked;
  const filing = await fetchFirst(client, lockFilingToAdvance(filingId, caller.partyId));
  if (filing === undefined) {
    return { ok: false, refusal: { code: 'NOT_FOUND' } };
  }
  const claimId = idOfCreation(ENTITIES.claim.idPrefix, caller.personId, asked.key);
  const known = await fetchFirst(client, query.selectFrom('claim').select('id').where('id', '=', claimId));
  if (known !== undefined) {
    return { ok: true, claimId };
  }
  const ofClass = query.selectFrom('claim').select('kind').where('filing_id', '=', filingId);
  const others = await fetchAll(client, ofClass.where('state', 'not in', constants(UNPAID_CLAIM_STATES)));
  const law = snapshotPolicy(library, questionOf(filing));
  const { amountFen } = asked;
  const judged = judgeAdvanceRequest(classOf(filing), law, { amountFen, others: others.map(({ kind }) => kind) });
  return judged.ok
    ? writeAdvance(client, { asked, claimId, filing, payeeSealed: payeeOfClass(sealer, filing, claimId), ...judged })
    : judged;
}

function classOf(filing: FilingToAdvance): ClassToAdvance {
  return {
    state: filing.state,
    isRouted: filing.responsible_department !== null,
    route: filing.route,
    opensOn: filing.opens_on,
    endsOn: filing.ends_on,
    occupation: filing.occupation_code,
    level: filing.skill_level,
    heads: filing.heads,
    classHours: filing.class_hours,
    applicant: filing.party_kind,
    isProjectBased: filing.facts.projectBased === true,
    shares: filing.facts.costSharing ?? null,
  };
}

interface ToWrite {
  readonly asked: Asked;
  readonly claimId: string;
  readonly filing: FilingToAdvance;
  readonly payeeSealed: Buffer;
  readonly snapshot: PolicySnapshot;
  readonly expected: Fen;
}

/** Submits at once: an advance has nothing to draft, because its only line is the amount. */
async function writeAdvance(
  client: pg.PoolClient,
  { asked, claimId, filing, payeeSealed, snapshot, expected }: ToWrite,
): Promise<Awaited<ReturnType<AdvanceStore['request']>>> {
  const { caller, at, amountFen } = asked;
  const snapshotId = await pinSnapshot(client, snapshot, at);
  const course = beginCourse(
    0,
    { personId: caller.personId, organ: null, section: null, role: 'applicant' },
    'advance',
  );
  try {
    await insertClaim(
      client,
      { claimId, caller, at },
      {
        kind: 'advance',
        filing_id: filing.id,
        route: filing.route,
        pipeline: snapshot.routeDefinition.pipeline,
        jurisdiction: filing.jurisdiction,
        payee_sealed: payeeSealed,
        responsible_department: filing.responsible_department,
        fund: snapshot.fund,
        state: 'submitted',
        purpose: 'advance',
        course: jsonText(course),
        policy_snapshot_id: snapshotId,
        reference_on: snapshot.referenceDate,
        claimed_fen: amountFen,
        lines_total: 1,
        lines_eligible: 1,
        submitted_at: at,
        start_requested_at: at,
      },
    );
  } catch (error) {
    if (violates(error, 'claim_one_main_per_filing')) {
      return { ok: false, refusal: { code: 'ADVANCE_ALREADY' } };
    }
    throw error;
  }
  await writeLine(client, { asked, claimId, filing, snapshot, expected });
  const { personId, organ, section } = caller;
  const digest = courseFacts('claim', claimId, course);
  await appendAudit(client, {
    entityKind: 'claim',
    entityId: claimId,
    revision: 0,
    act: 'submitted',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { kind: 'advance', filingId: filing.id, amountFen, pledge: true, policySnapshotId: snapshotId, ...digest },
  });
  return { ok: true, claimId };
}

/** The line of no person: the requested amount. */
async function writeLine(
  client: pg.PoolClient,
  { asked, claimId, filing, snapshot, expected }: Omit<ToWrite, 'payeeSealed'>,
): Promise<void> {
  const { amountFen } = asked;
  const formula = advanceFormula(parseFen(amountFen), expected, advanceShareOf(snapshot));
  await execute(
    client,
    query.insertInto('claim_line').values({
      id: newId('lin'),
      claim_id: claimId,
      position: 1,
      line_key: 'advance',
      state: 'eligible',
      attended_hours: 0,
      occupation_code: filing.occupation_code,
      skill_level: filing.skill_level,
      base_fen: amountFen,
      formula: jsonText(formula),
      refusals: jsonText([]),
      findings: jsonText([]),
    }),
  );
}
