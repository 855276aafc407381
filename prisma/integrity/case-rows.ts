import type pg from 'pg';
import type { CaseBy } from '../../api/integrity/case-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import type { CaseAuditAct } from '../../domain/act-words.ts';
import type { CaseInvolvement } from '../../domain/integrity/case-authority.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import type { Row } from '../kernel/statements.ts';

export type CaseSight = readonly [jurisdictions: string, personId: string];

/** Cases `k` of the jurisdiction $1 and below, without those about a party to which the person $2 is related. */
export const VISIBLE_CASE = `(k.jurisdiction LIKE $1
  AND NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = $2 AND r.party_id = k.party_id))`;

export function caseSightOf(caller: Caller): CaseSight {
  return [withinOf(caller.jurisdiction), caller.personId];
}

export interface InvolvementRow extends Row<'integrity_case', 'jurisdiction' | 'opened_by'> {
  readonly deciders: readonly string[];
  readonly sections: CaseInvolvement['sections'];
}

/** Who has to do with case `k`; the function `refusal_of_closer` of the database asks the same. */
export const INVOLVED = `k.opened_by,
  ARRAY(SELECT d.person_id FROM integrity_case_claim held JOIN claim_decider d ON d.claim_id = held.claim_id
      WHERE held.case_id = k.id
    UNION SELECT d.person_id FROM integrity_case_grant held JOIN grant_decider d ON d.grant_id = held.grant_id
      WHERE held.case_id = k.id) AS deciders,
  (SELECT coalesce(json_agg(DISTINCT jsonb_build_object('jurisdiction', c.jurisdiction, 'organ', r.organ, 'section', r.section)), '[]')
    FROM integrity_case_claim held JOIN claim c ON c.id = held.claim_id
      JOIN claim_review_section r ON r.claim_id = c.id AND r.role LIKE 'departmentReviewer%'
    WHERE held.case_id = k.id) AS sections`;

export function involvementOf(row: InvolvementRow): CaseInvolvement {
  return { jurisdiction: row.jurisdiction, openedBy: row.opened_by, deciders: row.deciders, sections: row.sections };
}

export async function auditCase(
  client: pg.PoolClient,
  entry: { readonly caseId: string; readonly act: CaseAuditAct; readonly facts: Readonly<Record<string, unknown>> },
  { caller, at }: CaseBy,
): Promise<void> {
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: 'case',
    entityId: entry.caseId,
    revision: null,
    act: entry.act,
    actId: null,
    person: { personId, organ, section },
    at,
    facts: entry.facts,
  });
}
