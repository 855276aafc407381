import type { LeadingPurpose } from '../../domain/claim/claim-course.ts';
import type pg from 'pg';
import type { NoticeClaimFacts } from '../../api/notice/notice-ports.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import { starLeaks } from '../../domain/notice/publish-gate.ts';
import { isPaidByLine } from '../../domain/payout/payable-claim.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { maskName, MASK_VERSION } from '../../domain/notice/mask.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { newId, newReadableNo } from '../kernel/id-maker.ts';
import { prepared } from '../kernel/prepared.ts';
import { sendTogether, type Statement } from '../kernel/statements.ts';
import {
  headcountOf,
  itemsOfClaim,
  readLinesToPublish,
  type ItemToInsert,
  type LineToPublish,
  type Naming,
} from './notice-items.ts';
import type { Sealer } from '../kernel/sealing.ts';

/** The person who drafts a notice; null when the jurisdiction's parameter drafts it. */
export type DraftedBy = {
  readonly personId: string;
  readonly organ: string | null;
  readonly section: string | null;
} | null;

interface ClaimToDraft {
  readonly id: string;
  readonly claim_no: string;
  readonly purpose: LeadingPurpose;
  readonly jurisdiction: string;
  readonly responsible_department: string;
  readonly policy_snapshot_id: string;
  readonly route: string;
  readonly minor_age: number | null;
  readonly route_name: { readonly zh: string; readonly en: string };
  readonly payee: string;
  readonly payee_kind: string;
  readonly route_payee: RouteDefinition['payee'] | null;
  readonly fund: string | null;
  readonly allowance_fund: string | null;
  readonly advance_fen: number;
  readonly names: 'masked' | 'aggregate' | null;
  readonly custody_groups: readonly string[] | null;
  /** The number of people in the class; an advance is paid for them before any of them is certified. */
  readonly roster_size: number;
  readonly occupation_code: string | null;
  readonly occupation_name: string | null;
  readonly skill_level: string | null;
  readonly class_hours: number | null;
  readonly opens_on: IsoDate | null;
  readonly ends_on: IsoDate | null;
}

/** A claim with the lines that its notice shows. */
interface DraftedClaim {
  readonly claim: ClaimToDraft;
  readonly lines: readonly LineToPublish[];
  readonly naming: Naming;
}

/** The claims that a notice is drafted for, the time, and the person who drafts it. */
interface NoticeToDraft {
  /** Random if left out. */
  readonly id?: string;
  readonly claimIds: readonly string[];
  readonly at: Date;
  readonly createdBy: DraftedBy;
  readonly sealer: Sealer;
}

/** Drafts one notice inside the caller's transaction. Returns the notice's id. */
export async function draftNotice(client: pg.PoolClient, draft: NoticeToDraft): Promise<string> {
  const { noticeId, writes } = await readDraft(client, draft);
  await sendTogether(client, writes);
  return noticeId;
}

/**
 * Reads what a notice shows of its claims, and returns the statements that draft it: rows, masked items, and the
 * request to start its workflow (D4). The caller has checked that the claims belong to one jurisdiction and department;
 * the index `notice_claim_one_live` ensures that each claim is in at most one live notice.
 */
export async function readDraft(
  client: pg.PoolClient,
  draft: NoticeToDraft,
): Promise<{ readonly noticeId: string; readonly writes: readonly Statement<unknown>[] }> {
  const { at, createdBy, claimIds } = draft;
  const [claims, lines] = await Promise.all([readClaims(client, claimIds), readLinesToPublish(client, claimIds)]);
  const [first] = claims;
  if (first === undefined || claims.length !== claimIds.length) {
    throw new RangeError('A notice wants claims that exist');
  }
  const noticeId = draft.id ?? newId('ntc');
  const drafted = claims.map((claim) => {
    const ownLines = lines.filter((line) => line.claim_id === claim.id);
    return { claim, lines: ownLines, naming: namingOf(claim, ownLines, draft) };
  });
  const items = drafted.flatMap(({ claim, lines: ownLines, naming }) => itemsOfClaim(claim.id, ownLines, naming));
  const entry = {
    entityKind: 'notice',
    entityId: noticeId,
    revision: null,
    act: 'draft',
    actId: null,
    person: createdBy,
    at,
    facts: { claimIds: [...claimIds], items: items.length, maskVersion: MASK_VERSION },
  } as const;
  const writes = [
    noticeWrite(noticeId, first, draft),
    ...drafted.map((one) => claimWrite(noticeId, one)),
    itemsWrite(noticeId, items),
    ...auditWrites(entry),
  ];
  return { noticeId, writes };
}

function noticeWrite(noticeId: string, first: ClaimToDraft, { at, createdBy }: NoticeToDraft): Statement<unknown> {
  return prepared(
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
}

async function readClaims(client: pg.PoolClient, claimIds: readonly string[]): Promise<readonly ClaimToDraft[]> {
  const found = await client.query<ClaimToDraft>(
    `SELECT c.id, c.claim_no, c.purpose, c.jurisdiction, c.responsible_department, c.policy_snapshot_id, c.route,
       s.content #> '{routeDefinition,name}' AS route_name, p.name AS payee,
       p.kind AS payee_kind, s.content #>> '{routeDefinition,payee}' AS route_payee, c.advance_fen, s.content #>> '{routeDefinition,noticeNames}' AS names,
       coalesce((SELECT entry ->> 'fund' FROM jsonb_array_elements(s.content -> 'funds') AS entry
         WHERE entry ->> 'purpose' = c.purpose LIMIT 1), c.fund) AS fund,
       (SELECT entry ->> 'fund' FROM jsonb_array_elements(s.content -> 'funds') AS entry
         WHERE entry ->> 'purpose' = 'allowance' LIMIT 1) AS allowance_fund,
       (SELECT entry -> 'value' FROM jsonb_array_elements(s.content -> 'parameters') AS entry
         WHERE entry ->> 'key' = 'group.custodyGroups') AS custody_groups,
       (SELECT count(*)::int FROM roster_entry r WHERE r.filing_id = c.filing_id AND r.removed_at IS NULL) AS roster_size,
       (SELECT (entry ->> 'value')::int FROM jsonb_array_elements(s.content -> 'parameters') AS entry
         WHERE entry ->> 'key' = 'notice.minorAge') AS minor_age,
       f.occupation_code, f.occupation_name, f.skill_level, f.class_hours, f.opens_on, f.ends_on
     FROM claim c JOIN party p ON p.id = c.applicant_party_id JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
       LEFT JOIN filing f ON f.id = c.filing_id
     WHERE c.id = ANY ($1) ORDER BY c.claim_no`,
    [claimIds],
  );
  return found.rows;
}

/**
 * The people whom the notice names, under the claim's own law. A single person's claim names its payee in the same way
 * as a person on a list: masked, and not at all if the payee is a minor.
 */
function namingOf(
  claim: ClaimToDraft,
  lines: readonly LineToPublish[],
  { at, sealer }: { readonly at: Date; readonly sealer: Sealer },
): Naming {
  const naming: Naming = {
    payee: starLeaks(claim.payee),
    noticeNames: claim.names ?? 'masked',
    custodyGroups: claim.custody_groups ?? [],
    adultAge: minorAgeOf(claim),
    publishedOn: dayAt(at.getTime()),
    sealer,
  };
  if (claim.payee_kind !== 'person') {
    return naming;
  }
  const [item] = itemsOfClaim(claim.id, lines, naming);
  return { ...naming, payee: item?.name ?? maskName(claim.payee) };
}

/**
 * Without the parameter no notice is drafted: a missing parameter is a defect and never replaced by an assumed age
 * (R-096).
 */
function minorAgeOf({ minor_age: minorAge }: ClaimToDraft): number {
  if (minorAge === null) {
    throw new RangeError('PARAMETER_MISSING: notice.minorAge');
  }
  return minorAge;
}

function claimWrite(noticeId: string, { claim, lines, naming }: DraftedClaim): Statement<unknown> {
  return prepared(
    `INSERT INTO notice_claim (notice_id, claim_id, purpose, state, facts) VALUES ($1, $2, $3, 'drafted', $4)`,
    [noticeId, claim.id, claim.purpose, JSON.stringify(factsOf(claim, lines, naming.payee))],
  );
}

/** Free text of others becomes public here, so everything that the gate would find in it is starred. */
function factsOf(claim: ClaimToDraft, lines: readonly LineToPublish[], payee: string): NoticeClaimFacts {
  const ownFen = lines.reduce((sum, line) => sum + line.amount_fen, 0);
  const allowanceFen = lines.reduce((sum, line) => sum + line.allowance_fen, 0);
  const fund = claim.fund ?? '';
  const funds = [
    { purpose: claim.purpose, fund, amountFen: ownFen },
    { purpose: 'allowance' as const, fund: claim.allowance_fund ?? fund, amountFen: allowanceFen },
  ];
  return {
    claimNo: claim.claim_no,
    purpose: claim.purpose,
    ...payeeOf(claim, payee),
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
    headcount: claim.purpose === 'advance' ? claim.roster_size : headcountOf(lines),
    amountFen: ownFen + allowanceFen,
    fund,
    ...(allowanceFen > 0 && { funds }),
    ...(claim.purpose === 'base' && claim.advance_fen > 0 && { advanceFen: claim.advance_fen }),
  };
}

const EACH_PERSON = { zh: '本人（见名单）', en: 'each person, see the list' } as const;

/** A body that applies for persons is the applicant but not the payee; a person who applies is both. */
function payeeOf({ payee_kind: kind, route_payee: payee, purpose }: ClaimToDraft, applicant: string) {
  const isForOthers = kind !== 'person' && payee !== null && isPaidByLine({ payee }, purpose);
  return isForOthers ? { payee: null, payeeWord: EACH_PERSON, applicant } : { payee: applicant };
}

/** Items are numbered in the order of claims and lines. */
function itemsWrite(noticeId: string, items: readonly ItemToInsert[]): Statement<unknown> {
  return prepared(
    `INSERT INTO notice_item (notice_id, item_no, claim_id, line_id, masked_name, masked_id_number, amount_fen, facts)
     SELECT $1, item_no, claim_id, line_id, name, id_number, amount_fen, facts
     FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::jsonb[])
       AS item (item_no, claim_id, line_id, name, id_number, amount_fen, facts)`,
    [
      noticeId,
      items.map((_item, position) => position + 1),
      items.map((item) => item.claimId),
      items.map((item) => item.lineId),
      items.map((item) => item.name),
      items.map((item) => item.idNumber),
      items.map((item) => item.amountFen),
      items.map((item) => (item.detail === null ? null : JSON.stringify(item.detail))),
    ],
  );
}
