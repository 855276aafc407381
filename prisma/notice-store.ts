import type pg from 'pg';
import type { NoticeClaimFacts } from '../api/notice-ports.ts';
import { dayAt, type IsoDate } from '../domain/calendar.ts';
import { starLeaks } from '../domain/notice/publish-gate.ts';
import { ageOn } from '../domain/rules/id-number.ts';
import { maskIdNumber, maskName, MASK_VERSION } from '../domain/rules/mask.ts';
import { appendAudit } from './audit-writing.ts';
import { newId, newReadableNo } from './id-maker.ts';
import type { Sealer } from './sealing.ts';

/** Who drafts a notice; null when the jurisdiction's parameter does. */
export type DraftedBy = {
  readonly personId: string;
  readonly organ: string | null;
  readonly section: string | null;
} | null;

interface ClaimToDraft {
  readonly id: string;
  readonly claim_no: string;
  readonly purpose: string;
  readonly jurisdiction: string;
  readonly responsible_department: string;
  readonly policy_snapshot_id: string;
  readonly route: string;
  readonly minor_age: number | null;
  readonly route_name: { readonly zh: string; readonly en: string };
  readonly payee: string;
  readonly fund: string;
  readonly occupation_code: string | null;
  readonly occupation_name: string | null;
  readonly skill_level: string | null;
  readonly class_hours: number | null;
  readonly opens_on: IsoDate | null;
  readonly ends_on: IsoDate | null;
}

interface LineToDraft {
  readonly claim_id: string;
  readonly line_id: string;
  readonly name_sealed: Buffer;
  readonly id_number_sealed: Buffer;
  readonly amount_fen: number;
}

/**
 * Drafts one notice inside the caller's transaction: rows, masked items, and the wish to start its workflow (D4). The
 * claims are of one jurisdiction and department, which the caller has seen to; that each is in one live notice at most
 * is held by the index `notice_claim_one_live`. Answers the notice's id.
 */
export async function draftNotice(
  client: pg.PoolClient,
  draft: {
    /** Random when it is left out. */
    readonly id?: string;
    readonly claimIds: readonly string[];
    readonly at: Date;
    readonly createdBy: DraftedBy;
    readonly sealer: Sealer;
  },
): Promise<string> {
  const { at, createdBy } = draft;
  const claims = await readClaims(client, draft.claimIds);
  const [first] = claims;
  if (first === undefined || claims.length !== draft.claimIds.length) {
    throw new RangeError('A notice wants claims that exist');
  }
  const noticeId = draft.id ?? newId('ntc');
  await client.query(
    `INSERT INTO notice (id, notice_no, jurisdiction, responsible_department, state, policy_snapshot_id, created_by,
       created_at, state_since, start_requested_at) VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $7, $7)`,
    [
      noticeId,
      newReadableNo('GS', first.jurisdiction, dayAt(at.getTime()).slice(0, 4)),
      first.jurisdiction,
      first.responsible_department,
      first.policy_snapshot_id,
      createdBy?.personId ?? null,
      at,
    ],
  );
  const lines = await readLines(client, draft.claimIds);
  await insertClaims(client, noticeId, claims, lines);
  await insertItems(client, noticeId, lines, { ...draft, minorAge: minorAgeOf(first) });
  await appendAudit(client, {
    entityKind: 'notice',
    entityId: noticeId,
    revision: null,
    act: 'draft',
    actId: null,
    person: createdBy,
    at,
    facts: { claimIds: [...draft.claimIds], items: lines.length, maskVersion: MASK_VERSION },
  });
  return noticeId;
}

async function readClaims(client: pg.PoolClient, claimIds: readonly string[]): Promise<readonly ClaimToDraft[]> {
  const found = await client.query<ClaimToDraft>(
    `SELECT c.id, c.claim_no, c.purpose, c.jurisdiction, c.responsible_department, c.policy_snapshot_id, c.route,
       s.content #> '{routeDefinition,name}' AS route_name, p.name AS payee,
       coalesce((SELECT entry ->> 'fund' FROM jsonb_array_elements(s.content -> 'funds') AS entry
         WHERE entry ->> 'purpose' = c.purpose LIMIT 1), c.fund) AS fund,
       (SELECT (entry ->> 'value')::int FROM jsonb_array_elements(s.content -> 'parameters') AS entry
         WHERE entry ->> 'key' = 'notice.minorAge') AS minor_age,
       f.occupation_code, f.occupation_name, f.skill_level, f.class_hours, f.opens_on, f.ends_on
     FROM claim c JOIN party p ON p.id = c.applicant_party_id JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
       LEFT JOIN class_filing f ON f.id = c.filing_id
     WHERE c.id = ANY ($1) ORDER BY c.claim_no`,
    [claimIds],
  );
  return found.rows;
}

/** Without the parameter nobody is published: a missing one is a defect, never an age. */
function minorAgeOf({ minor_age: minorAge }: ClaimToDraft): number {
  if (minorAge === null) {
    throw new RangeError('PARAMETER_MISSING: notice.minorAge');
  }
  return minorAge;
}

/** One item per line that the purpose under way still pays. */
async function readLines(client: pg.PoolClient, claimIds: readonly string[]): Promise<readonly LineToDraft[]> {
  const found = await client.query<LineToDraft>(
    `SELECT l.claim_id, l.id AS line_id, l.name_sealed, t.id_number_sealed,
       CASE WHEN c.purpose = 'float' THEN l.float_fen ELSE l.base_fen END AS amount_fen
     FROM claim_line l JOIN claim c ON c.id = l.claim_id JOIN trainee t ON t.id = l.trainee_id
     WHERE l.claim_id = ANY ($1) AND CASE WHEN c.purpose = 'float' THEN l.state IN ('floatClaimed', 'floatPaid')
       ELSE l.state <> 'refused' END
     ORDER BY c.claim_no, l.position`,
    [claimIds],
  );
  return found.rows;
}

async function insertClaims(
  client: pg.PoolClient,
  noticeId: string,
  claims: readonly ClaimToDraft[],
  lines: readonly LineToDraft[],
): Promise<void> {
  for (const claim of claims) {
    const own = lines.filter((line) => line.claim_id === claim.id);
    await client.query(
      `INSERT INTO notice_claim (notice_id, claim_id, purpose, state, facts) VALUES ($1, $2, $3, 'drafted', $4)`,
      [noticeId, claim.id, claim.purpose, JSON.stringify(factsOf(claim, own))],
    );
  }
}

/** Free text of others becomes public here: whatever the gate would find in it is starred. */
function factsOf(claim: ClaimToDraft, lines: readonly LineToDraft[]): NoticeClaimFacts {
  return {
    claimNo: claim.claim_no,
    purpose: claim.purpose,
    payee: starLeaks(claim.payee),
    route: claim.route,
    routeName: claim.route_name,
    occupation:
      claim.occupation_code === null
        ? null
        : { code: claim.occupation_code, name: starLeaks(claim.occupation_name ?? '') },
    skillLevel: claim.skill_level,
    classHours: claim.class_hours,
    opensOn: claim.opens_on,
    endsOn: claim.ends_on,
    headcount: lines.length,
    amountFen: lines.reduce((sum, line) => sum + line.amount_fen, 0),
    fund: claim.fund,
  };
}

async function insertItems(
  client: pg.PoolClient,
  noticeId: string,
  lines: readonly LineToDraft[],
  { at, sealer, minorAge }: { readonly at: Date; readonly sealer: Sealer; readonly minorAge: number },
): Promise<void> {
  const people = lines.map((line) => {
    const idNumber = sealer.open(line.id_number_sealed);
    // minors stand without a name.
    const isMinor = ageOn(idNumber, dayAt(at.getTime())) < minorAge;
    return { name: isMinor ? '***' : maskName(sealer.open(line.name_sealed)), idNumber: maskIdNumber(idNumber) };
  });
  await client.query(
    `INSERT INTO notice_item (notice_id, item_no, claim_id, line_id, masked_name, masked_id_number, amount_fen)
     SELECT $1, item_no, claim_id, line_id, name, id_number, amount_fen
     FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
       AS item (item_no, claim_id, line_id, name, id_number, amount_fen)`,
    [
      noticeId,
      lines.map((_line, position) => position + 1),
      lines.map((line) => line.claim_id),
      lines.map((line) => line.line_id),
      people.map((person) => person.name),
      people.map((person) => person.idNumber),
      lines.map((line) => line.amount_fen),
    ],
  );
}
