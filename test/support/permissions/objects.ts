import { Webhook } from 'standardwebhooks';
import { createAccountsStore } from '../../../prisma/people/accounts-store.ts';
import { addClass } from '../claim-classes.ts';
import type { Office } from '../office.ts';
import type { Asker, Facts } from './oracle.ts';

export type Objects = Awaited<ReturnType<typeof makeObjects>>;

const SCHOOL = { partyId: 'pty_school', personId: 'per_school' } as const;
const OF_SCHOOL = { partyId: 'pty_school', jurisdictions: ['150600'], organs: ['HRSS'], isSubmitted: true } as const;

const isHere = ({ jurisdiction }: Asker): boolean => jurisdiction === '150600';
const reviews = (asker: Asker): boolean =>
  isHere(asker) && asker.roles.includes('departmentReviewer') && asker.organ === 'HRSS';
/** The bureau opened the case by its first reviewer, who does not close it (S3); the bureau above may. */
const closes = ({ roles, organ, personId, jurisdiction }: Asker): boolean =>
  ['150600', '150000'].includes(jurisdiction) &&
  roles.includes('bureauReviewer') &&
  organ === 'HRSS' &&
  personId !== 'per_bureaureview';
const isChecker = (asker: Asker): boolean => isHere(asker) && asker.roles.includes('financeChecker');
const isMaker = ({ personId }: Asker): boolean => personId === 'per_maker';
const confirms = (asker: Asker): boolean =>
  isHere(asker) && asker.roles.includes('noticeOfficer') && asker.organ === 'HRSS';

/** One object of each kind in each state that matters, all of one school of Ordos. */
export async function makeObjects(office: Office) {
  const { walks } = office;
  const claimOf = async () => ({ ...OF_SCHOOL, id: await walks.aClaim() });
  const review = await claimOf();
  const reviewTask = await office.as('dept').send('GET', `/api/v1/tasks?box=team&claimId=${review.id}`);
  const batch = await draftBatch(office);
  return {
    filing: await makeFilings(office),
    claim: {
      draft: { ...OF_SCHOOL, id: await draftClaim(office), isSubmitted: false },
      review,
      withdrawn: await withdrawnClaim(office, await claimOf()),
      ended: await rejectedClaim(office, await claimOf()),
    },
    task: {
      review: {
        ...OF_SCHOOL,
        id: String(reviewTask.body.items[0].id),
        seats: { claimTask: reviews, decideTask: reviews },
      },
    },
    notice: {
      draft: {
        ...OF_SCHOOL,
        id: await walks.noticeOf(await walks.reviewed()),
        seats: { confirmNotice: confirms, rejectNotice: confirms },
      },
    },
    batch: { draft: batch.facts },
    event: await makeEvents(office, batch.instructionId),
    case: { open: await openCase(office) },
  } as const;
}

async function makeFilings({ pool, sealer, as }: Office) {
  const addIn = async (state: 'draft' | 'filed' | 'withdrawn' | 'assessed') => ({
    ...OF_SCHOOL,
    id: await addClass(pool, sealer, { ...SCHOOL, occupationCode: `2-00-00-${state}`, state }),
    isSubmitted: state !== 'draft',
  });
  const dropped = await addIn('draft');
  await as('school').send('POST', `/api/v1/class-filings/${dropped.id}/withdrawal`, { reason: '不办了' });
  return {
    draft: await addIn('draft'),
    filed: await addIn('filed'),
    withdrawn: await addIn('withdrawn'),
    assessed: await addIn('assessed'),
    dropped,
  };
}

async function draftClaim({ pool, sealer, as }: Office): Promise<string> {
  const filingId = await addClass(pool, sealer, { ...SCHOOL, occupationCode: '2-00-00-claimed' });
  return done(await as('school').send('POST', '/api/v1/claims', { filingId })).id;
}

async function withdrawnClaim({ as }: Office, claim: Facts): Promise<Facts> {
  const path = `/api/v1/claims/${claim.id}`;
  const tag = (await as('school').send('GET', path)).headers.get('etag') ?? '';
  done(await as('school').send('POST', `${path}/withdrawal`, { reason: '不办了' }, { 'If-Match': tag }));
  return claim;
}

async function rejectedClaim({ walks }: Office, claim: Facts): Promise<Facts> {
  const task = await walks.taskOf('dept', claim.id);
  done(await walks.decide('dept', task, { act: 'reject', remark: '不符合条件' }));
  return claim;
}

async function draftBatch({ walks, as }: Office) {
  const made = done(await as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [await walks.due()] }));
  const seats = {
    releasePayoutBatch: isChecker,
    rejectPayoutBatch: (asker: Asker) => isChecker(asker) || isMaker(asker),
  };
  return { facts: { ...OF_SCHOOL, id: String(made.id), seats }, instructionId: String(made.instructions[0].id) };
}

/** Parked reports: on an instruction of Ordos, on none, and of a city elsewhere on that of Ordos. */
async function makeEvents(office: Office, instructionId: string) {
  const accounts = createAccountsStore(office.pool, office.sealer);
  const stranger = { id: 'per_stranger', username: '990100.finance-system', displayName: 'finance', organ: null };
  await accounts.addPerson({
    ...stranger,
    section: null,
    jurisdiction: '990100',
    roles: ['financeSystem'],
    passwordHash: null,
    partyId: null,
  });
  const elsewhere = { id: 'mcl_990100', name: '990100', personId: 'per_stranger', jurisdictions: ['990100'] };
  await accounts.addMachineClient({ ...elsewhere, apiKey: 'bt_990100', webhookSecret: ELSEWHERE_SECRET });
  return {
    onInstruction: eventOf(await report(office, 'mine', { instructionId }), ['150600']),
    onNothing: eventOf(await report(office, 'none', { instructionId: 'pin_none' }), ['150600', '150000']),
    ofStranger: eventOf(await report(office, 'theirs', { instructionId, secret: ELSEWHERE_SECRET }), ['990100']),
  };
}

function eventOf(id: string, jurisdictions: readonly string[]): Facts {
  return { ...OF_SCHOOL, id, jurisdictions };
}

const ELSEWHERE_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

interface Reported {
  readonly instructionId: string;
  readonly secret?: string;
}

async function report({ nobody, pool }: Office, id: string, { instructionId, secret = 'whsec_test' }: Reported) {
  const at = new Date();
  const data = { instructionId, amountFen: 80_000, valueDate: '2025-07-01' };
  const body = JSON.stringify({ type: 'payout.settled', timestamp: at.toISOString(), data });
  const signature = new Webhook(secret).sign(id, at, body);
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) };
  const sent = { ...headers, 'webhook-signature': signature };
  await nobody.send('POST', '/api/v1/payout-events', body, sent);
  const kept = await pool.query<{ id: string; park_reason: string }>(
    'SELECT id, park_reason FROM payout_inbox WHERE sender_id = $1',
    [id],
  );
  return kept.rows[0]?.id ?? '';
}

/** About the second school, so that it holds nothing of the first. */
async function openCase({ as }: Office): Promise<Facts> {
  const found = { partyId: 'pty_school2', finding: 'FRAUD', suspectedCrime: false, note: '现场检查' };
  const { id } = done(await as('bureau').send('POST', '/api/v1/cases', found));
  return { ...OF_SCHOOL, id, partyId: 'pty_school2', seats: { closeCase: closes } };
}

function done(answer: Awaited<ReturnType<Office['nobody']['send']>>) {
  if (answer.status >= 300) {
    throw new Error(`Not done: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
