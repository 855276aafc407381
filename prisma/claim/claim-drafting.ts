import { ENTITIES } from '../../domain/entities.ts';
import { sql } from 'kysely';
import type pg from 'pg';
import type { RegisterAsker } from '../../activities/register-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import type { DraftRefusal } from '../../api/claim/claim-refusals.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import {
  isClaimWindowOver,
  mainClaimToDraft,
  supplementaryToDraft,
  type ClaimToDraft,
} from '../../domain/filing/class-claims.ts';
import type { ClassDays } from '../../domain/filing/instalments.ts';
import { instalmentsLeft } from '../../domain/line/lines-to-count.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { snapshotPolicy, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { granted } from '../../domain/verdict.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { readClassLines } from '../line/class-lines.ts';
import type { CountingContext } from '../line/counting-context.ts';
import { countClaim } from '../line/recount-claim.ts';
import { insertClaim } from './claim-inserting.ts';
import { questionOf } from './claim-rows.ts';
import { violates } from '../kernel/connection.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { constants, fetchAll, fetchFirst, query, type Connection, type Row } from '../kernel/statements.ts';

export interface ClaimContext extends CountingContext {
  readonly library: PolicyLibrary;
  readonly asker: RegisterAsker;
}

const CLAIMED_COLUMNS = [
  'id',
  'state',
  'route',
  'jurisdiction',
  'opens_on',
  'ends_on',
  'occupation_code',
  'skill_level',
  'responsible_department',
  'payee_sealed',
  'claim_window_ends_on',
  'training_years',
] as const;

/** A class as its claim reads it. */
export type ClaimedFiling = Row<'filing', (typeof CLAIMED_COLUMNS)[number]>;

export type Drafted =
  | { readonly ok: true; readonly claimId: string }
  | { readonly ok: false; readonly refusal: DraftRefusal };

/** Drafts a claim of an assessed class, counted and priced. Locks the class until the transaction ends. */
export async function draftClaim(
  client: pg.PoolClient,
  context: ClaimContext,
  asked: { readonly filingId: string; readonly caller: Caller; readonly at: Date; readonly key: string | undefined },
): Promise<Drafted> {
  const { filingId, caller, at } = asked;
  const filing = await lockFiling(client, filingId, caller);
  if (filing === undefined) {
    return refuse({ code: 'NOT_FOUND' });
  }
  const claimId = idOfCreation(ENTITIES.claim.idPrefix, caller.personId, asked.key);
  if (await hasClaim(client, claimId)) {
    return { ok: true, claimId };
  }
  const open = await claimToDraft(client, filing, dayAt(at.getTime()));
  if (!open.ok) {
    return refuse({ code: open.reason });
  }
  const law = lawOf(filing, context.library, at);
  if (!law.ok) {
    return law;
  }
  try {
    const payeeSealed = payeeOfClass(context.sealer, filing, claimId);
    await insertDraft(client, claimId, filing, { ...open.value, snapshot: law.snapshot, payeeSealed, caller, at });
  } catch (error) {
    if (violates(error, 'claim_one_main_per_filing') || violates(error, 'claim_one_supplementary_draft')) {
      return refuse({ code: 'ALREADY_CLAIMED' });
    }
    throw error;
  }
  const counted = await countClaim(client, context, { claimId, snapshot: law.snapshot, at });
  await appendAudit(client, {
    entityKind: 'claim',
    entityId: claimId,
    revision: null,
    act: 'drafted',
    actId: null,
    person: { personId: caller.personId, organ: caller.organ, section: caller.section },
    at,
    facts: {
      filingId,
      ...(open.value.kind === 'supplementary' && { kind: open.value.kind }),
      lines: counted.linesLeft,
      amountFen: counted.amountFen,
    },
  });
  return { ok: true, claimId };
}

/** True if a request with the same key has drafted this claim before. */
export async function hasClaim(client: Connection, claimId: string): Promise<boolean> {
  return (await fetchFirst(client, query.selectFrom('claim').select('id').where('id', '=', claimId))) !== undefined;
}

/** Locks a class of the caller's party; undefined if the party has no such class. */
export function lockFiling(client: Connection, filingId: string, caller: Caller): Promise<ClaimedFiling | undefined> {
  return fetchFirst(
    client,
    query
      .selectFrom('filing')
      .select(CLAIMED_COLUMNS)
      .where('id', '=', filingId)
      .where('applicant_party_id', '=', caller.partyId)
      .forNoKeyUpdate(),
  );
}

/** The law of the class's opening day, and whether its claim window is still open on the day of the act. */
export function lawOf(
  filing: ClaimedFiling,
  library: PolicyLibrary,
  at: Date,
): { readonly ok: true; readonly snapshot: PolicySnapshot } | { readonly ok: false; readonly refusal: DraftRefusal } {
  const outcome = snapshotPolicy(library, questionOf(filing));
  if (!outcome.ok) {
    return { ok: false, refusal: { code: 'ROUTE_NOT_OPEN', key: outcome.missing.join(', ') } };
  }
  const days = { endsOn: filing.ends_on, windowEndsOn: filing.claim_window_ends_on };
  return isClaimWindowOver(days, outcome.value, dayAt(at.getTime()))
    ? { ok: false, refusal: { code: 'CLAIM_WINDOW_CLOSED' } }
    : { ok: true, snapshot: outcome.value };
}

async function claimToDraft(client: pg.PoolClient, filing: ClaimedFiling, today: IsoDate) {
  const living = await fetchAll(
    client,
    query
      .selectFrom('claim')
      .select(['kind', 'instalment', 'state'])
      .where('filing_id', '=', filing.id)
      .where('kind', '<>', sql.lit('advance'))
      .where('state', 'not in', constants(UNPAID_CLAIM_STATES)),
  );
  const claimable = { ...daysOf(filing), state: filing.state, isRouted: filing.responsible_department !== null };
  const main = mainClaimToDraft(claimable, living, today);
  if (!main.ok) {
    return main;
  }
  return main.value === null
    ? supplementaryToDraft(claimable, await instalmentLeft(client, filing.id))
    : granted(main.value);
}

/** The earliest training year with people left to claim (L12); 1 for a class that is claimed as a whole. Null: none. */
export async function instalmentLeft(
  client: pg.PoolClient,
  filingId: string,
  only: number | null = null,
): Promise<number | null> {
  const [roster, lines] = await Promise.all([
    fetchAll(
      client,
      query
        .selectFrom('roster_entry')
        .select('trainee_id')
        .where('filing_id', '=', filingId)
        .where('removed_at', 'is', null),
    ),
    readClassLines(client, filingId, ''),
  ]);
  const left = instalmentsLeft(
    roster.map(({ trainee_id: traineeId }) => traineeId),
    lines,
  );
  return left.find((instalment) => only === null || instalment === only) ?? null;
}

/** The class's days as the instalments count them. */
export function daysOf(filing: Pick<ClaimedFiling, 'opens_on' | 'ends_on' | 'training_years'>): ClassDays {
  return { opensOn: filing.opens_on, endsOn: filing.ends_on, trainingYears: filing.training_years };
}

async function insertDraft(
  client: pg.PoolClient,
  claimId: string,
  filing: ClaimedFiling,
  by: ClaimToDraft & {
    readonly snapshot: PolicySnapshot;
    readonly payeeSealed: Buffer;
    readonly caller: Caller;
    readonly at: Date;
  },
): Promise<void> {
  const { kind, snapshot, payeeSealed, instalment, caller, at } = by;
  await insertClaim(
    client,
    { claimId, caller, at },
    {
      kind,
      filing_id: filing.id,
      route: filing.route,
      pipeline: snapshot.routeDefinition.pipeline,
      jurisdiction: filing.jurisdiction,
      payee_sealed: payeeSealed,
      responsible_department: filing.responsible_department,
      fund: snapshot.fund,
      instalment,
      reference_on: snapshot.referenceDate,
    },
  );
}

/** The account of a class, for a claim of it. */
export function payeeOfClass(
  sealer: Sealer,
  { id, payee_sealed: sealed }: Pick<ClaimedFiling, 'id' | 'payee_sealed'>,
  claimId: string,
): Buffer {
  return sealer.move(sealed, placeOf('filing.payee_sealed', id), placeOf('claim.payee_sealed', claimId));
}

function refuse(refusal: DraftRefusal): Drafted {
  return { ok: false, refusal };
}
