import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { RevealAsked, RevealRefusal, RevealTarget } from '../../api/oversight/reveal-ports.ts';
import { authorizeRuling } from '../../domain/authority/authorize-ruling.ts';
import { mayAsk } from '../../domain/authority/permissions.ts';
import type { OrganCode } from '../../domain/codes.ts';
import { sightOf, VISIBLE_FILING, type Sight } from '../filing/filing-rows.ts';
import { caseSightOf } from '../integrity/case-rows.ts';
import { claimReachOf, claimSightOf, VISIBLE_CLAIM, type ClaimSight } from '../kernel/claim-visibility.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';

/** Whom the asked values are about; a reference must be about the same. */
interface Subject {
  readonly claim: string | null;
  readonly filing: string | null;
  readonly line: string | null;
  readonly trainee: string | null;
  readonly party: string;
  readonly objection: string | null;
}

/** An objection with the seat that rules on it, or who ruled. */
interface RuledObjection {
  readonly ruledBy: Row<'objection', 'ruled_by'>['ruled_by'];
  readonly organ: OrganCode;
  readonly jurisdiction: string;
  readonly deciders: readonly string[];
}

/** Null: the caller may see the values. A draft is hidden from everybody here: it is its owner's alone. */
export async function refusalOf(pool: pg.Pool, asked: RevealAsked): Promise<RevealRefusal | null> {
  const { target, caller } = asked;
  if (target.kind === 'objection') {
    return refusalOfObjection(pool, asked, target.objectionId);
  }
  const subject = await subjectOf(pool, target, caller);
  if (subject === undefined) {
    return 'NOT_FOUND';
  }
  return (await isAbout(pool, asked, subject)) ? null : 'REFERENCE_UNKNOWN';
}

async function refusalOfObjection(pool: pg.Pool, asked: RevealAsked, id: string): Promise<RevealRefusal | null> {
  const { caller } = asked;
  const within = withinOf(caller.jurisdiction);
  const found = await fetchFirst(pool, ruledObjection(...claimReachOf(caller, 'reveal'), id, caller.personId, within));
  if (found === undefined) {
    return 'NOT_FOUND';
  }
  const mayRule = authorizeRuling(caller, found);
  if (found.ruledBy === null ? !mayRule.ok : found.ruledBy !== caller.personId) {
    const refusal = mayRule.ok ? 'OTHER_ORGAN' : mayRule.reason;
    return found.isSeen ? refusal : 'NOT_FOUND';
  }
  return (await isAbout(pool, asked, found)) ? null : 'REFERENCE_UNKNOWN';
}

function subjectOf(
  pool: pg.Pool,
  target: Exclude<RevealTarget, { kind: 'objection' }>,
  caller: Caller,
): Promise<Subject | undefined> {
  if (target.kind === 'rosterPerson') {
    const { filingId, personId } = target;
    return fetchFirst(pool, rosterSubject(...sightOf(caller, 'reveal'), filingId, personId, caller.jurisdiction));
  }
  const lineId = target.kind === 'line' ? target.lineId : null;
  return fetchFirst(pool, claimSubject(...claimReachOf(caller, 'reveal'), target.claimId, lineId, caller.personId));
}

const claimSubject = sqlText<Subject, [...ClaimSight, claimId: string, lineId: string | null, personId: string]>(
  'oversight.claimSubject',
  `SELECT c.id AS claim, c.filing_id AS filing, l.id AS line, l.trainee_id AS trainee, c.applicant_party_id AS party,
     NULL AS objection
   FROM claim c LEFT JOIN claim_line l ON l.claim_id = c.id AND l.id = $6
   WHERE ${VISIBLE_CLAIM} AND c.submitted_at IS NOT NULL AND c.id = $5 AND ($6::text IS NULL OR l.id IS NOT NULL)
     AND NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = $7 AND r.party_id = c.applicant_party_id)`,
);

/** A department reveals in its own jurisdiction alone, as in claims. */
const rosterSubject = sqlText<Subject, [...Sight, filingId: string, traineeId: string, jurisdiction: string]>(
  'oversight.rosterSubject',
  `SELECT NULL AS claim, f.id AS filing, NULL AS line, r.trainee_id AS trainee, f.applicant_party_id AS party,
     NULL AS objection
   FROM filing f JOIN roster_entry r ON r.filing_id = f.id
   WHERE ${VISIBLE_FILING} AND f.state <> 'draft' AND f.id = $7 AND r.trainee_id = $8
     AND ($3::boolean OR $4::boolean OR f.jurisdiction = $9)`,
);

/** The open task of an objection names one of those to its item (S8). */
const ruledObjection = sqlText<
  Subject & RuledObjection & { readonly isSeen: boolean },
  [...ClaimSight, objectionId: string, personId: string, jurisdictions: string]
>(
  'oversight.ruledObjection',
  `SELECT c.id AS claim, c.filing_id AS filing, o.line_id AS line, NULL AS trainee,
     coalesce(c.applicant_party_id, g.applicant_party_id) AS party, o.id AS objection, o.ruled_by AS "ruledBy", n.jurisdiction, coalesce((SELECT t.organ FROM task t
       JOIN objection named ON named.id = t.objection_id WHERE t.state = 'open' AND named.notice_id = o.notice_id
         AND named.item_no = o.item_no LIMIT 1), n.responsible_department) AS organ,
     ARRAY(SELECT d.person_id FROM claim_decider d WHERE d.claim_id = c.id
       UNION SELECT d.person_id FROM grant_decider d WHERE d.grant_id = g.id) AS deciders,
     coalesce(${VISIBLE_CLAIM}, g.jurisdiction LIKE $7) AS "isSeen"
   FROM objection o LEFT JOIN claim c ON c.id = o.claim_id LEFT JOIN base_grant g ON g.id = o.grant_id
     JOIN notice n ON n.id = o.notice_id
   WHERE o.id = $5 AND NOT EXISTS (SELECT FROM declared_relation r
     WHERE r.person_id = $6 AND r.party_id IN (c.applicant_party_id, g.applicant_party_id))`,
);

async function isAbout(pool: pg.Pool, { reference, caller }: RevealAsked, subject: Subject): Promise<boolean> {
  const readsCases = mayAsk(caller.roles, 'readCase');
  const { claim, filing, line, trainee, party, objection } = subject;
  const found = await fetchFirst(
    pool,
    referred(
      ...claimSightOf(caller),
      ...caseSightOf(caller),
      reference,
      claim,
      filing,
      line,
      trainee,
      party,
      objection,
      readsCases,
    ),
  );
  return found?.isAbout === true;
}

/**
 * Whether the reference $7 is a claim, an objection or a case that the caller sees and that is about the subject: the
 * claim itself, or one of the class that has the person; an objection to the line or to its group, whose objector is seen
 * on that objection or its claim, or on that objection alone where it is to a grant; a case that holds the claim, or is about the class or the party.
 */
const referred = sqlText<
  { readonly isAbout: boolean },
  [
    ...ClaimSight,
    jurisdictions: string,
    personId: string,
    reference: string,
    claim: string | null,
    filing: string | null,
    line: string | null,
    trainee: string | null,
    party: string,
    objection: string | null,
    readsCases: boolean,
  ]
>(
  'oversight.referred',
  `SELECT EXISTS (SELECT FROM claim c WHERE (c.id = $7 OR c.claim_no = $7) AND ${VISIBLE_CLAIM} AND c.submitted_at IS NOT NULL
       AND (c.id = $8 OR ($8::text IS NULL AND c.filing_id = $9 AND EXISTS (SELECT FROM claim_line l
         WHERE l.claim_id = c.id AND l.trainee_id = $11))))
     OR EXISTS (SELECT FROM objection o JOIN claim c ON c.id = o.claim_id LEFT JOIN claim_line l ON l.id = o.line_id
       WHERE (o.id = $7 OR o.receipt_no = $7) AND (o.id = $13 OR ${VISIBLE_CLAIM}) AND ($13::text IS NULL OR o.id = $13)
         AND (c.id = $8 AND (o.line_id IS NULL OR o.line_id = $10) OR ($8::text IS NULL AND c.filing_id = $9 AND l.trainee_id = $11)))
     OR EXISTS (SELECT FROM objection o WHERE o.id = $13 AND $7 IN (o.id, o.receipt_no, o.grant_id))
     OR EXISTS (SELECT FROM integrity_case k WHERE $14::boolean AND k.id = $7 AND k.jurisdiction LIKE $5
       AND NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = $6 AND r.party_id = k.party_id)
       AND (k.filing_id = $9 OR (k.filing_id IS NULL AND k.party_id = $12)
         OR EXISTS (SELECT FROM integrity_case_claim held WHERE held.case_id = k.id AND held.claim_id = $8))) AS "isAbout"`,
);
