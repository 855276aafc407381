import { ENTITIES } from '../../domain/entities.ts';
import type { ClaimAuditAct } from '../../domain/act-words.ts';
import { insertClaim } from './claim-inserting.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { DraftRefusal } from '../../api/claim/claim-refusals.ts';
import type { ClaimChange, EntriesChanged, EntryScope, NewEntryClaim } from '../../api/claim/entry-ports.ts';
import { dayAt } from '../../domain/calendar.ts';
import { hasPlanLine } from '../../domain/policy/directories.ts';
import { definitionOf } from '../../domain/policy/resolve-route.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { hasClaim, type ClaimContext, type Drafted } from './claim-drafting.ts';
import {
  fundOf,
  lawAfterChange,
  lawFor,
  listingOf,
  type EntryLaw,
  type EntryQuestion,
} from '../../domain/intake/entry-law.ts';
import { accountAfterChange, accountOfDraft } from '../../domain/intake/entry-payee.ts';
import type { Entry } from '../../domain/intake/entry.ts';
import { addEntries, asStored, readEntries, removeEntry } from './entry-rows.ts';
import { countClaim } from '../line/recount-claim.ts';
import { findClaim, lockClaim } from './claim-rows.ts';
import { writeTotals } from '../line/claim-totals.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import { sealPayee } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import { addPlanLine, readAcceptedLines } from '../kernel/plan-lines.ts';
import { execute, fetchFirst, query, sendTogether, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/** Drafts a claim without a class: persons, persons with months, or results, counted and priced. */
export async function draftEntryClaim(
  client: pg.PoolClient,
  context: ClaimContext,
  asked: NewEntryClaim,
): Promise<Drafted> {
  const { caller, at, entries } = asked;
  const claimId = idOfCreation(ENTITIES.claim.idPrefix, caller.personId, asked.key);
  if (await hasClaim(client, claimId)) {
    return { ok: true, claimId };
  }
  const party = await findParty(client, caller.partyId);
  if (party === undefined) {
    return refuse({ code: 'NOT_FOUND' });
  }
  const question: EntryQuestion = { ...asked, partyKind: party.kind, today: dayAt(at.getTime()) };
  if (!(await isKnownLine(client, context, question))) {
    return refuse({ code: 'PLAN_LINE_UNKNOWN' });
  }
  const law = lawFor(context.library, question, entries);
  if (!law.ok) {
    return law;
  }
  const payeeSealed = sealPayee(
    context.sealer,
    accountOfDraft(asked.payee, entries, party.name),
    placeOf('claim.payee_sealed', claimId),
  );
  await insertDraft(client, { claimId, asked, law: law.value, payeeSealed });
  const listing = listingOf(context.library, asked.jurisdiction, question.today);
  await addEntries(client, claimId, entries, { sealer: context.sealer, at, listing });
  const { snapshot } = law.value;
  const counted = await countClaim(client, context, { claimId, snapshot, at });
  await audit(client, claimId, asked, {
    act: 'drafted',
    facts: { route: asked.route, lines: counted.linesLeft, amountFen: counted.amountFen },
  });
  return { ok: true, claimId };
}

/** A line of a pack, or of an accepted plan. */
async function isKnownLine(
  client: pg.PoolClient,
  { library }: ClaimContext,
  { planLine, jurisdiction }: EntryQuestion,
): Promise<boolean> {
  if (planLine === null) {
    return true;
  }
  const acceptedLines = await readAcceptedLines(client, jurisdiction);
  return hasPlanLine({ ...library, acceptedLines }, jurisdiction, planLine);
}

/**
 * Adds or removes rows while the applicant may edit the claim. A draft is counted again at once, under the law of its
 * new rows; a returned claim keeps its law and is counted at its resubmission.
 */
export async function changeEntries<Result>(
  client: pg.PoolClient,
  context: ClaimContext,
  { claimId, caller, at, isOpen }: ClaimChange,
  changeRows: (scope: EntryScope) => Promise<Result>,
): Promise<EntriesChanged<Result>> {
  await lockClaim(client, claimId);
  const claim = await findClaim(client, claimId, caller, context);
  if (claim === null) {
    return { kind: 'hidden' };
  }
  if (!isOpen(claim)) {
    return { kind: 'closed' };
  }
  const question = await questionOf(client, claimId, dayAt(at.getTime()));
  const route = definitionOf(context.library, { ...question, on: question.today })?.row;
  if (route === undefined) {
    return { kind: 'refused', refusal: { code: 'ROUTE_NOT_OPEN', key: `route.${question.route}` } };
  }
  const isDraft = claim.state === 'draft';
  const stored = await readEntries(client, claimId, context.sealer);
  let rows: readonly { readonly id: string | null; readonly entry: Entry }[] = stored;
  let isChanged = false;
  const value = await changeRows({
    route,
    jurisdiction: question.jurisdiction,
    ownName: claim.applicant.kind === 'person' ? claim.applicant.name : null,
    entries: stored,
    async add(entries) {
      isChanged = true;
      rows = [...rows, ...entries.map((entry) => ({ id: null, entry: asStored(entry) }))];
      const listing = listingOf(context.library, question.jurisdiction, question.today);
      await addEntries(client, claimId, entries, { sealer: context.sealer, at, listing });
    },
    async remove(entryId) {
      isChanged = true;
      rows = rows.filter(({ id }) => id !== entryId);
      return removeEntry(client, claimId, entryId);
    },
    audit: (act, facts) => audit(client, claimId, { caller, at }, { act, facts }),
  });
  if (isChanged) {
    await recount(client, context, {
      claimId,
      question,
      isDraft,
      at,
      applicant: claim.applicant.name,
      entries: rows.map(({ entry }) => entry),
    });
  }
  return { kind: 'done', value };
}

/** Rolls back the transaction in which the rows were written; `change` returns its refusal. */
export class EntriesRefused extends Error {
  override readonly name = 'EntriesRefused';
  readonly refusal: DraftRefusal;
  constructor(refusal: DraftRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * The law of the current rows; `entries`: these rows, in their order.
 * @throws EntriesRefused
 */
async function recount(
  client: pg.PoolClient,
  context: ClaimContext,
  changed: {
    readonly claimId: string;
    readonly question: EntryQuestion;
    readonly isDraft: boolean;
    readonly at: Date;
    readonly applicant: string;
    readonly entries: readonly Entry[];
  },
): Promise<void> {
  const { claimId, question, isDraft, at, applicant, entries } = changed;
  const law = lawAfterChange(context.library, question, { entries, isDraft });
  if (!law.ok) {
    throw new EntriesRefused(law.refusal);
  }
  if (!isDraft) {
    await execute(client, query.updateTable('claim').set({ training_data_changed: true }).where('id', '=', claimId));
    await writeTotals(client, claimId, null);
    return;
  }
  const account = accountAfterChange(law.value.snapshot.routeDefinition, entries, applicant);
  const place = placeOf('claim.payee_sealed', claimId);
  await writeLaw(client, claimId, law.value, account === null ? null : sealPayee(context.sealer, account, place));
  await countClaim(client, context, { claimId, snapshot: law.value.snapshot, at });
}

/** While a claim is a draft, its law follows its rows. */
export async function writeLaw(
  client: pg.PoolClient,
  claimId: string,
  { snapshot, referenceOn, pipeline, responsibleDepartment }: EntryLaw,
  payeeSealed: Buffer | null,
): Promise<void> {
  const law = query
    .updateTable('claim')
    .set({
      reference_on: referenceOn,
      pipeline,
      responsible_department: responsibleDepartment,
      fund: fundOf(snapshot),
    })
    .where('id', '=', claimId);
  await sendTogether(client, [law, ...(payeeSealed === null ? [] : [setDraftPayee(claimId, payeeSealed)])]);
}

const setDraftPayee = sqlText<never, [claimId: string, sealed: Buffer]>(
  'claim.setDraftPayee',
  'SELECT set_draft_payee($1, $2)',
);

export async function questionOf(
  client: pg.PoolClient,
  claimId: string,
  today: EntryQuestion['today'],
): Promise<EntryQuestion> {
  const row = await fetchFirst(
    client,
    query
      .selectFrom('claim as c')
      .innerJoin('party as p', 'p.id', 'c.applicant_party_id')
      .select(['c.route', 'c.jurisdiction', 'c.plan_line_id as planLine', 'p.kind as partyKind'])
      .where('c.id', '=', claimId),
  );
  if (row === undefined) {
    throw new RangeError(`No claim ${claimId}`);
  }
  return { ...row, today };
}

/** Undefined for a caller without a party. */
export function findParty(
  connection: Connection,
  partyId: string | null,
): Promise<Row<'party', 'kind' | 'name'> | undefined> {
  return fetchFirst(connection, query.selectFrom('party').select(['kind', 'name']).where('id', '=', partyId));
}

async function insertDraft(
  client: pg.PoolClient,
  draft: {
    readonly claimId: string;
    readonly asked: NewEntryClaim;
    readonly law: EntryLaw;
    readonly payeeSealed: Buffer;
  },
): Promise<void> {
  const { claimId, asked, law, payeeSealed } = draft;
  const { caller, at, planLine } = asked;
  await addPlanLine(client, planLine);
  await insertClaim(
    client,
    { claimId, caller, at },
    {
      kind: 'main',
      route: asked.route,
      pipeline: law.pipeline,
      jurisdiction: asked.jurisdiction,
      payee_sealed: payeeSealed,
      responsible_department: law.responsibleDepartment,
      fund: fundOf(law.snapshot),
      reference_on: law.referenceOn,
      plan_line_id: planLine,
    },
  );
}

function audit(
  client: pg.PoolClient,
  claimId: string,
  { caller, at }: { readonly caller: Caller; readonly at: Date },
  entry: { readonly act: ClaimAuditAct; readonly facts: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { personId, organ, section } = caller;
  return appendAudit(client, {
    entityKind: 'claim',
    entityId: claimId,
    revision: null,
    act: entry.act,
    actId: null,
    person: { personId, organ, section },
    at,
    facts: entry.facts,
  });
}

function refuse(refusal: DraftRefusal): { readonly ok: false; readonly refusal: DraftRefusal } {
  return { ok: false, refusal };
}
