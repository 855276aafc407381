import { enterMatch, enterReturn } from '../money-words.ts';
import { approveRecovery, recoveryOf } from '../recoveries.ts';
import { APPROVE_BUREAU, type Office } from '../office.ts';
import { addPaidAdvance } from '../paid-advance.ts';
import { done } from './done.ts';
import type { Asker, Facts } from './oracle.ts';
import { reported } from './reported-events.ts';

const FINANCES = { partyId: 'pty_school', jurisdictions: ['150600'], organs: ['FINANCE'], isFinances: true } as const;
/** A notice officer of either side, on a claim of the HR bureau; both sides are of one organ here. */
const drafts = (asker: Asker): boolean =>
  isHere(asker) && asker.roles.includes('noticeOfficer') && asker.organ === 'HRSS';
export const DRAFTED = { createNotice: drafts } as const;
const SCHOOLS = { partyId: 'pty_school', jurisdictions: ['150600'], organs: ['HRSS'], isSubmitted: true } as const;
/** What the welder of each claim earns, in fen. */
const BASE_FEN = 80_000;
const EVIDENCE = {
  contractSignedOn: '2025-06-20',
  openEnded: true,
  employer: '示范公司',
  insuredMonths: 1,
  insuranceKinds: ['PENSION', 'MEDICAL', 'UNEMPLOYMENT', 'WORK_INJURY'],
} as const;

export const isHere = ({ jurisdiction }: Asker): boolean => jurisdiction === '150600';
export const isChecker = (asker: Asker): boolean => isHere(asker) && asker.roles.includes('financeChecker');
/** The maker of everything here; the other maker of Ordos entered nothing. */
export const isMaker = ({ personId }: Asker): boolean => personId === 'per_maker';

const isApprover = ({ roles, organ, personId, jurisdiction }: Asker): boolean =>
  jurisdiction === '150600' &&
  ((roles.includes('bureauReviewer') && organ === 'HRSS' && personId !== 'per_bureaureview') ||
    (roles.includes('financeChecker') && organ === 'FINANCE'));
const isMakerHere = (asker: Asker): boolean =>
  isHere(asker) && asker.roles.includes('financeMaker') && asker.organ === 'FINANCE';
const finds = ({ roles, organ, jurisdiction }: Asker): boolean =>
  jurisdiction === '150600' &&
  ((organ === 'HRSS' && (roles.includes('bureauReviewer') || roles.includes('departmentReviewer'))) ||
    (organ === 'FINANCE' && (roles.includes('financeMaker') || roles.includes('financeChecker'))));
/** Who approves what the system found, and who enters its money. */
const RECOVERY_SEATS = {
  approveRecovery: isApprover,
  refuseRecovery: isApprover,
  enterRecoveryRepayment: isMakerHere,
  enterRecoverySetOff: isMakerHere,
  proposeRecoveryInstalments: isMakerHere,
} as const;

interface Batch {
  readonly id: string;
  readonly instructionId: string;
}

export async function batchOf({ as }: Office, claimId: string): Promise<Batch> {
  const made = done(await as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] }));
  return { id: String(made.id), instructionId: String(made.instructions[0].id) };
}

async function released(office: Office, claimId: string): Promise<Batch> {
  const batch = await batchOf(office, claimId);
  done(await office.as('checker').act('POST', `/api/v1/payout-batches/${batch.id}/release`));
  return batch;
}

/** A batch that waits for its release, with the task of the checker; one that waits for the bank; one that has ended. */
export async function makeBatches(office: Office, ended: Batch) {
  const draft = await batchOf(office, await office.walks.due());
  const task = await office.as('checker').send('GET', '/api/v1/tasks?box=todo');
  const taskId = task.body.items.find(({ batchId }: { batchId?: string }) => batchId === draft.id).id;
  const sent = await released(office, await office.walks.due());
  const rows = [{ instructionId: sent.instructionId, state: 'settled', amountFen: BASE_FEN }];
  const results = await office.as('maker').send('POST', `/api/v1/payout-batches/${sent.id}/results`, { rows });
  const parts = ({ instructionId }: Batch) => ({ instructionId });
  const seats = {
    releasePayoutBatch: isChecker,
    rejectPayoutBatch: (asker: Asker) => isChecker(asker) || isMaker(asker),
  };
  const facts = { ...FINANCES, isSubmitted: true };
  return {
    /** Of the draft, and of what was released. */
    instructions: { draft: draft.instructionId, sent: sent.instructionId },
    batch: {
      draft: { ...facts, id: draft.id, seats, parts: parts(draft) },
      sent: {
        ...facts,
        id: sent.id,
        seats: { confirmPayoutResults: isChecker },
        parts: { ...parts(sent), resultId: String(done(results).resultId) },
      },
      ended: { ...facts, id: ended.id, parts: parts(ended) },
    },
    task: { ...facts, id: String(taskId), seats: { claimTask: isChecker, putTaskDraft: isChecker } },
  } as const;
}

/** A claim whose base has arrived, so that it waits for contracts. */
async function paidClaim(office: Office) {
  const claimId = await office.walks.due();
  const batch = await released(office, claimId);
  await arrives(office, batch.instructionId, BASE_FEN);
  const lines = await office.as('dept').send('GET', `/api/v1/claims/${claimId}/lines`);
  return { claimId, batch, lineId: String(lines.body.items[0].id) };
}

async function arrives(office: Office, instructionId: string, amountFen: number): Promise<void> {
  await reported(office, { id: `settled-${instructionId}`, instructionId, amountFen });
}

/** A claim that ended after its top-up had arrived too. */
async function toppedUpClaim(office: Office): Promise<string> {
  const { walks, as } = office;
  const { claimId, lineId } = await paidClaim(office);
  const path = `/api/v1/claims/${claimId}`;
  done(await as('school').send('POST', `${path}/contract-evidence`, { lineId, ...EVIDENCE }));
  done(await as('school').act('POST', `${path}/contract-check`, { complete: true }));
  done(await walks.decide('dept', await walks.taskOf('dept', claimId), await walks.approval(claimId)));
  done(await walks.decide('bureau', await walks.taskOf('bureau', claimId), APPROVE_BUREAU));
  const noticeId = await walks.noticeOf(claimId);
  done(await walks.confirm('dept', noticeId));
  done(await walks.confirm('bureau', noticeId));
  await noticeEnds(office, noticeId);
  const { instructionId } = await released(office, claimId);
  const claim = await as('maker').send('GET', path);
  await arrives(office, instructionId, claim.body.totals.floatFen);
  const { state } = (await as('maker').send('GET', path)).body;
  if (state !== 'closed') {
    throw new Error(`Topped up and ${state}`);
  }
  return claimId;
}

async function noticeEnds({ pool, endNotice }: Office, noticeId: string): Promise<void> {
  const { rows } = await pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
  await endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
}

/** A claim that owes 200.00 of its advance. */
async function owingClaim(office: Office): Promise<string> {
  const { claimId, noticeId } = await office.walks.published();
  await addPaidAdvance(office.pool, claimId, BASE_FEN + 20_000);
  await noticeEnds(office, noticeId);
  return claimId;
}

/** Enters it once for each decision; the ids by operation. */
async function entered(
  office: Office,
  claimId: string,
  { what, body }: { readonly what: 'Repayment' | 'SetOff'; readonly body: (word: string) => object },
): Promise<Readonly<Record<string, string>>> {
  const ids: [string, string][] = [];
  for (const word of ['confirm', 'reject', 'withdraw']) {
    const kind = what === 'Repayment' ? 'repayments' : 'set-offs';
    const { id } = done(await enterReturn(office, claimId, kind, { amountFen: 1, ...body(word) }));
    ids.push([`${word}${what}`, String(id)]);
  }
  return Object.fromEntries(ids);
}

/** Claims that are paid, paid twice and over, owe, and pay what another one owes; both words of money wait. */
export async function makePaidClaims(office: Office) {
  const paid = await paidClaim(office);
  const owing = await owingClaim(office);
  const approved = done(await approveRecovery(office, owing));
  const repaid = { what: 'Repayment', body: (word: string) => ({ bankReference: `ICBC ${word}` }) } as const;
  const repayments = await entered(office, owing, repaid);
  const paying = await office.walks.due();
  const setOffs = await entered(office, paying, { what: 'SetOff', body: () => ({ recoveryClaimId: owing }) });
  const found = await recoveryOf(office, await owingClaim(office));
  return {
    batch: paid.batch,
    recovery: {
      found: { ...SCHOOLS, id: String(found.id), seats: RECOVERY_SEATS },
      noticed: { ...SCHOOLS, id: String(approved.id), seats: RECOVERY_SEATS },
    },
    claim: {
      paid: { ...SCHOOLS, id: paid.claimId, seats: DRAFTED, parts: { lineId: paid.lineId } },
      closed: { ...SCHOOLS, id: await toppedUpClaim(office), seats: DRAFTED },
      owing: {
        ...SCHOOLS,
        id: owing,
        parts: repayments,
        seats: { ...DRAFTED, findRecovery: finds, confirmRepayment: isChecker, withdrawRepayment: isMaker },
      },
      paying: {
        ...SCHOOLS,
        id: paying,
        parts: { ...setOffs, recoveryClaimId: owing },
        seats: { ...DRAFTED, confirmSetOff: isChecker, withdrawSetOff: isMaker },
      },
    },
  } as const;
}

/** Parked reports on a draft, each with a match that waits for one of three decisions. */
export async function matchedEvents(office: Office, instructions: { readonly draft: string; readonly sent: string }) {
  const matchedEvent = async (seats: Facts['seats'], number: number): Promise<Facts> => {
    const event = { id: `matched-${number}`, instructionId: instructions.draft, amountFen: BASE_FEN };
    const id = await reported(office, event);
    done(await enterMatch(office, id, instructions.sent));
    return { ...FINANCES, isSubmitted: true, id, ...(seats !== undefined && { seats }) };
  };
  return {
    toDismiss: {
      ...FINANCES,
      isSubmitted: true,
      id: await reported(office, { id: 'to-dismiss', instructionId: instructions.draft, amountFen: BASE_FEN }),
    },
    toConfirm: await matchedEvent({ confirmPayoutEventMatch: isChecker }, 1),
    toReject: await matchedEvent({}, 2),
    toWithdraw: await matchedEvent({ withdrawPayoutEventMatch: isMaker }, 3),
  };
}

/** Files that the maker brought, each of which waits for one decision. */
export async function makeBankFiles(office: Office) {
  const brought = async (no: number, seats: Facts['seats']): Promise<Facts> => {
    const table = `指令编号,金额,状态\npin_none${no},800.00,成功\n`;
    const { id } = done(await office.as('maker').upload('POST', '/api/v1/bank-files', table));
    return { ...FINANCES, isSubmitted: true, id: String(id), ...(seats !== undefined && { seats }) };
  };
  return {
    toConfirm: await brought(1, { confirmBankFile: isChecker }),
    toReject: await brought(2, { rejectBankFile: (asker: Asker) => isChecker(asker) || isMaker(asker) }),
  };
}
