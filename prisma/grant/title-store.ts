import { putAct, putFacts } from '../../domain/filing/put-paper.ts';
import type pg from 'pg';
import type { DesignationAsked, DesignationCount, DesignationRecord, TitleStore } from '../../api/grant/title-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { LIVING_TITLE_STATES } from '../../domain/grant/grant-state.ts';
import { REPORTABLE_YEAR_STATES } from '../../domain/grant/grant-title-course.ts';
import { ASSESSED_GRANT_STATES } from '../../domain/grant/grant-title-timer.ts';
import { yearReportKind } from '../../domain/grant/year-report.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { putDocument } from '../kernel/file-store.ts';
import { newId } from '../kernel/id-maker.ts';
import { sealPayee } from '../kernel/payee-account.ts';
import { payeeOfAct } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, fetchFirst, query, sqlText } from '../kernel/statements.ts';

/** Titles: what stands beside their acts, and the register. */
export function createTitleStore(pool: pg.Pool, sealer: Sealer): TitleStore {
  return {
    sealPayee: (grantId, payee) => sealPayee(sealer, payee, payeeOfAct(grantId)).toString('base64'),

    state: (grantId, text, { caller, at }) =>
      inTransaction(pool, async (client) => {
        const id = newId('gst');
        await execute(
          client,
          query
            .insertInto('grant_statement')
            .values({ id, grant_id: grantId, text, by_person_id: caller.personId, at }),
        );
        await audit(client, grantId, { act: 'statement', caller, at, facts: { statementId: id } });
      }),

    putYearDocument: (grantId, { year, document, caller, at }) =>
      inTransaction(pool, async (client) => {
        // A report that is recorded meanwhile holds the grant's row.
        const row = await fetchFirst(client, lockReportableYear(grantId, year));
        if (row === undefined) {
          return null;
        }
        const kind = yearReportKind(year);
        const owner = { of: 'grant', id: grantId } as const;
        const paper = await putDocument(client, sealer, owner, { kind, personId: caller.personId, at, document });
        await audit(client, grantId, { act: putAct(paper), caller, at, facts: putFacts(paper) });
        return paper;
      }),

    register: (asked, jurisdiction) => readRegister(pool, asked, jurisdiction),
    counts: (jurisdiction, on) => fetchAll(pool, countsOf(jurisdiction, on)),
  };
}

const lockReportableYear = sqlText<{ readonly year: number }, [grantId: string, year: number]>(
  'grant.lockReportableYear',
  `SELECT y.year FROM base_grant g JOIN grant_year y ON y.grant_id = g.id
   WHERE g.id = $1 AND g.state IN (${sqlList(ASSESSED_GRANT_STATES)}) AND y.year = $2
     AND y.state IN (${sqlList(REPORTABLE_YEAR_STATES)}) FOR UPDATE OF g`,
);

type Said = Pick<Parameters<typeof appendAudit>[1], 'act' | 'facts'> & Parameters<TitleStore['state']>[2];

function audit(client: pg.PoolClient, grantId: string, { act, caller, at, facts }: Said): Promise<void> {
  const { personId, organ, section } = caller;
  const about = { entityKind: 'grant', entityId: grantId, revision: null, actId: null } as const;
  return appendAudit(client, { ...about, act, person: { personId, organ, section }, at, facts });
}

/** Of a grant `g` on a day: what had arrived at the holder. Of a title from before nobody knows the day of its payments. */
const paidOn = (on: string): string => `(SELECT coalesce(sum(i.amount_fen), 0)::bigint FROM grant_instalment i
  WHERE i.grant_id = g.id AND i.state = 'settled' AND coalesce(i.settled_on, g.designated_on) <= ${on})`;

/** Of a grant `g` on a day: what had come back of what was asked back. */
const recoveredOn = (on: string): string => `(SELECT coalesce(sum(r.amount_fen), 0)::bigint FROM grant_repayment r
  WHERE r.grant_id = g.id AND r.state = 'confirmed' AND (r.decided_at AT TIME ZONE 'Asia/Shanghai')::date <= ${on})`;

/** A title `t` of a grant `g` that stood on a day. */
const stoodOn = (on: string): string => `g.designated_on <= ${on} AND (t.ended_on IS NULL OR t.ended_on > ${on})`;

/** The day that the register is asked for; without one all days count. */
const ASKED = "coalesce($6::date, 'infinity'::date)";
/** On a day on which it stood a title had not ended yet. That it is suspended is known of today alone. */
const STATE = `CASE WHEN $6::date IS NULL OR g.title_state IN (${sqlList(LIVING_TITLE_STATES)}) THEN g.title_state
  ELSE 'designated' END`;

const registerPage = sqlText<
  DesignationRecord,
  [
    jurisdiction: string | null,
    kind: string | null,
    level: string | null,
    city: string | null,
    state: string | null,
    on: IsoDate | null,
    afterName: string | null,
    afterId: string | null,
    limit: number,
  ]
>(
  'grant.register',
  `SELECT g.id AS "grantId", g.grant_no AS "grantNo", g.kind, g.level, g.name, p.name AS holder,
     g.applicant_jurisdiction AS city, g.document_no AS number, ${STATE} AS state, g.designated_on AS "from",
     t.ended_on AS "to", g.amount_fen AS "amountFen", ${paidOn(ASKED)} AS "paidFen",
     ${recoveredOn(ASKED)} AS "recoveredFen"
   FROM base_grant g JOIN grant_title t ON t.grant_id = g.id JOIN party p ON p.id = g.applicant_party_id
   WHERE g.title_state <> 'none' AND g.designated_on IS NOT NULL
     AND ($1::text IS NULL OR rtrim($1, '0') = left(g.jurisdiction, length(rtrim($1, '0')))
       OR rtrim($1, '0') = left(g.applicant_jurisdiction, length(rtrim($1, '0'))))
     AND ($2::text IS NULL OR g.kind = $2) AND ($3::text IS NULL OR g.level = $3)
     AND ($4::text IS NULL OR g.applicant_jurisdiction = $4) AND ($5::text IS NULL OR ${STATE} = $5)
     AND ($6::date IS NULL OR (${stoodOn('$6')}))
     AND ($7::text IS NULL OR (g.name, g.id) > ($7, $8))
   ORDER BY g.name, g.id LIMIT $9`,
);

function readRegister(
  pool: pg.Pool,
  { kind, level, city, state, on, limit, after }: DesignationAsked,
  jurisdiction: string | null,
): Promise<readonly DesignationRecord[]> {
  const [name, id] = after ?? [null, null];
  const filter = [kind ?? null, level ?? null, city ?? null, state ?? null, on ?? null] as const;
  return fetchAll(pool, registerPage(jurisdiction, ...filter, name, id, limit + 1));
}

/** By kind and level: what stood on a day, what had ended, and the money of all of them until then. */
const countsOf = sqlText<DesignationCount, [jurisdiction: string, on: IsoDate]>(
  'grant.designationCounts',
  `SELECT g.kind, g.level,
     (count(*) FILTER (WHERE g.title_state <> 'suspended' AND ${stoodOn('$2')}))::int AS active,
     (count(*) FILTER (WHERE g.title_state = 'suspended' AND ${stoodOn('$2')}))::int AS suspended,
     (count(*) FILTER (WHERE t.ended_on <= $2::date))::int AS ended,
     coalesce(sum((SELECT sum(i.amount_fen) FROM grant_instalment i WHERE i.grant_id = g.id
       AND (i.state <> 'cancelled' OR ${stoodOn('$2')}))), 0)::bigint AS "committedFen",
     coalesce(sum(${paidOn('$2')}), 0)::bigint AS "paidFen",
     coalesce(sum(${recoveredOn('$2')}), 0)::bigint AS "recoveredFen"
   FROM base_grant g JOIN grant_title t ON t.grant_id = g.id
   WHERE g.title_state <> 'none' AND g.designated_on <= $2::date
     AND rtrim($1, '0') = left(g.jurisdiction, length(rtrim($1, '0')))
   GROUP BY g.kind, g.level`,
);
