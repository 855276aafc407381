import type pg from 'pg';
import type { CallQuery, CallRecord, CallStore, NamedCallGrant } from '../../api/grant/grant-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { titleTarget } from '../../domain/grant/designation-targets.ts';
import { LIVING_TITLE_STATES } from '../../domain/grant/grant-state.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { callStart } from '../kernel/grant-start-inputs.ts';
import { isActKept } from '../kernel/act-store.ts';
import { newId } from '../kernel/id-maker.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { GRANT_OFFICES } from './grant-sight.ts';
import { readPoolExperts } from './call-grants.ts';

interface CallRow extends Row<
  'grant_call',
  | ('id' | 'jurisdiction' | 'route' | 'year' | 'kind' | 'level' | 'state' | 'revision' | 'state_since' | 'opened_at')
  | ('late' | 'closes_on' | 'city_due_on' | 'review_due_on' | 'amount_fen' | 'places' | 'quota_reason')
  | ('outcome_reason' | 'scoring_closed_at' | 'course' | 'created_at')
> {
  readonly content: Row<'policy_snapshot'>['content'];
  readonly taken: number;
  readonly active: number;
  readonly is_office: boolean;
  readonly counts: CallRecord['counts'];
  readonly experts: CallRecord['experts'];
}

/** $1: the jurisdictions that the caller's office looks at, null for anybody else. */
const CALL = `SELECT c.id, c.jurisdiction, c.route, c.year, c.kind, c.level, c.state, c.revision, c.state_since, c.opened_at,
    c.late, c.closes_on, c.city_due_on, c.review_due_on, c.amount_fen, c.places, c.quota_reason, c.outcome_reason,
    c.scoring_closed_at, c.course, c.created_at, s.content,
    (SELECT count(*) FROM grant_place p WHERE p.call_id = c.id AND p.grant_id IS NOT NULL)::int AS taken,
    (SELECT count(*) FROM base_grant g WHERE (g.jurisdiction, g.kind, g.level) = (c.jurisdiction, c.kind, c.level)
      AND g.title_state IN (${sqlList(LIVING_TITLE_STATES)}) AND g.call_id IS DISTINCT FROM c.id)::int AS active,
    coalesce(c.jurisdiction LIKE $1 OR EXISTS (SELECT FROM base_grant g WHERE g.call_id = c.id
      AND g.submitted_at IS NOT NULL AND g.applicant_jurisdiction LIKE $1), false) AS is_office,
    (SELECT coalesce(json_object_agg(n.state, n.number), '{}') FROM (SELECT g.state, count(*) AS number FROM base_grant g
      WHERE g.call_id = c.id AND g.submitted_at IS NOT NULL GROUP BY g.state) AS n) AS counts,
    (SELECT coalesce(json_agg(json_build_object('personId', p.id, 'displayName', p.display_name) ORDER BY p.id), '[]')
      FROM person p WHERE c.course #> '{panel,experts}' @> to_jsonb(p.id)
        OR c.course #> '{panel,changes}' @> jsonb_build_array(jsonb_build_object('personId', p.id))) AS experts
  FROM grant_call c JOIN policy_snapshot s ON s.id = c.policy_snapshot_id`;

const oneCall = sqlText<CallRow, [within: string | null, callId: string]>('grant.call', `${CALL} WHERE c.id = $2`);

const listedCalls = sqlText<
  CallRow,
  [
    within: string | null,
    route: string | null,
    year: number | null,
    state: string | null,
    jurisdiction: string | null,
    afterAt: Date | null,
    afterId: string | null,
    limit: number,
  ]
>(
  'grant.calls',
  `${CALL} WHERE ($2::text IS NULL OR c.route = $2) AND ($3::int IS NULL OR c.year = $3) AND ($4::text IS NULL OR c.state = $4)
     AND ($5::text IS NULL OR c.jurisdiction = $5) AND ($6::timestamptz IS NULL OR (c.opened_at, c.id) < ($6, $7))
   ORDER BY c.opened_at DESC, c.id DESC LIMIT $8`,
);

const namedGrants = sqlText<NamedCallGrant, [callId: string]>(
  'grant.namedOfCall',
  `SELECT g.id AS "grantId", g.name, g.state, g.score_centi AS "scoreCenti", coalesce(g.valid_scores,
       (SELECT count(*)::int FROM grant_score s WHERE s.grant_id = g.id AND s.state = 'valid')) AS "validScores",
     (extract(epoch FROM g.submitted_at) * 1000)::float8 AS "submittedAtMs",
     EXISTS (SELECT FROM grant_place p WHERE p.grant_id = g.id) AS "hasPlace"
   FROM base_grant g WHERE g.call_id = $1 AND g.submitted_at IS NOT NULL ORDER BY g.submitted_at, g.id`,
);

const poolOf = sqlText<
  { readonly personId: string; readonly displayName: string; readonly isActive: boolean },
  [jurisdiction: string, after: string | null, limit: number]
>(
  'grant.experts',
  `SELECT id AS "personId", display_name AS "displayName", disabled_at IS NULL AS "isActive" FROM person
   WHERE jurisdiction = $1 AND 'expert' = ANY (roles) AND ($2::text IS NULL OR id > $2) ORDER BY id LIMIT $3`,
);

export function createCallStore(pool: pg.Pool, library: PolicyLibrary): CallStore {
  const callOf = (row: CallRow) => recordOf(row, library);
  return {
    async list({ route, year, state, jurisdiction, limit, after }: CallQuery, caller) {
      const [ms, id] = after ?? [null, null];
      const values = [route ?? null, year ?? null, state ?? null, jurisdiction ?? null] as const;
      const rows = await fetchAll(
        pool,
        listedCalls(sightIn(caller), ...values, ms === null ? null : new Date(ms), id, limit + 1),
      );
      return rows.map(callOf);
    },
    async find(callId, caller) {
      const row = await fetchFirst(pool, oneCall(sightIn(caller), callId));
      return row === undefined ? null : callOf(row);
    },
    grants: (callId) => fetchAll(pool, namedGrants(callId)),
    pool: (callId, personIds) => readPoolExperts(pool, callId, personIds),
    experts: (jurisdiction, limit, after) => fetchAll(pool, poolOf(jurisdiction, after, limit + 1)),
    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
    newNoticeId: () => newId('ntc'),
  };
}

function sightIn(caller: Caller | null): string | null {
  return caller !== null && GRANT_OFFICES.some((role) => caller.roles.includes(role))
    ? withinOf(caller.jurisdiction)
    : null;
}

function recordOf(row: CallRow, library: PolicyLibrary): CallRecord {
  const { course, plan } = callStart(row, { callId: row.id, clockOffsetMs: 0 });
  return {
    id: row.id,
    jurisdiction: row.jurisdiction,
    route: row.route,
    year: row.year,
    kind: row.kind,
    level: row.level,
    state: row.state,
    revision: row.revision,
    stateSince: row.state_since,
    openedAt: row.opened_at,
    late: row.late,
    closesOn: row.closes_on,
    cityDueOn: row.city_due_on,
    reviewDueOn: row.review_due_on,
    amountFen: row.amount_fen,
    places: row.places,
    taken: row.taken,
    quotaReason: row.quota_reason,
    target: titleTarget(library, row.jurisdiction, {
      route: row.route,
      kind: row.kind,
      level: row.level,
      active: row.active,
    }),
    outcomeReason: row.outcome_reason,
    scoringClosedAt: row.scoring_closed_at,
    course: row.course ?? course,
    plan,
    snapshot: row.content,
    isOffice: row.is_office,
    counts: row.counts,
    experts: row.experts,
  };
}
