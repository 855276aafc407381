import { addAnnualPlan } from '../annual-plans.ts';
import { addDemandCycle } from '../demand-rows.ts';
import { WELDER } from '../claim-app.ts';
import { addClass, addPeople } from '../claim-classes.ts';
import { httpClient } from '../http-client.ts';
import type { Office } from '../office.ts';
import { done } from './done.ts';
import { makeEndpoints } from './endpoint-objects.ts';
import { makeGrants } from './grant-objects.ts';
import { DRAFTED, isHere, makeBatches, makePaidClaims, makeBankFiles, matchedEvents } from './money-objects.ts';
import type { Asker, Facts } from './oracle.ts';
import { addStranger, reported } from './reported-events.ts';

export type Objects = Awaited<ReturnType<typeof makeObjects>>;

const SCHOOL = { partyId: 'pty_school', personId: 'per_school' } as const;
const OF_SCHOOL = { partyId: 'pty_school', jurisdictions: ['150600'], organs: ['HRSS'], isSubmitted: true } as const;

const reviews = (asker: Asker): boolean =>
  isHere(asker) && asker.roles.includes('departmentReviewer') && asker.organ === 'HRSS';
/** The bureau opened the cases by its first reviewer, who does not close them (S3); the bureau above may. */
const closes = ({ roles, organ, personId, jurisdiction }: Asker): boolean =>
  ['150600', '150000'].includes(jurisdiction) &&
  roles.includes('bureauReviewer') &&
  organ === 'HRSS' &&
  personId !== 'per_bureaureview';
/** One object of each kind in each state that matters, all of one school of Ordos; the accounts have been added. */
export async function makeObjects(office: Office) {
  const { walks } = office;
  const paid = await makePaidClaims(office);
  const { instructions, batch, task } = await makeBatches(office, paid.batch);
  const claim = await makeClaims(office);
  const reviewTask = await office.as('dept').send('GET', `/api/v1/tasks?box=team&claimId=${claim.review.id}`);
  const filing = await makeFilings(office);
  return {
    filing,
    file: { filed: await paperOf(office, filing.filed), draft: await paperOf(office, filing.draft) },
    claim: { ...claim, ...paid.claim },
    task: {
      review: {
        ...OF_SCHOOL,
        id: String(reviewTask.body.items[0].id),
        seats: { claimTask: reviews, decideTask: reviews, putTaskDraft: reviews },
      },
      release: task,
    },
    notice: {
      draft: {
        ...OF_SCHOOL,
        // The institution has no part in a draft; it reads the notice once it is published.
        partyId: '',
        id: await walks.noticeOf(await walks.reviewed()),
        seats: { confirmNotice: DRAFTED.createNotice, rejectNotice: DRAFTED.createNotice },
      },
      published: {
        ...OF_SCHOOL,
        id: (await walks.published()).noticeId,
        seats: { withdrawNotice: DRAFTED.createNotice },
      },
    },
    batch,
    recovery: paid.recovery,
    event: await makeEvents(office, instructions),
    bankFile: await makeBankFiles(office),
    case: await makeCases(office),
    repair: await makeRepairs(office),
    ...(await makeEndpoints(office)),
    plan: await makePlans(office),
    ...(await makeDemand(office)),
    ...(await makeGrants(office)),
  } as const;
}

const surveys = ({ roles, organ, jurisdiction }: Asker): boolean =>
  jurisdiction === '150600' && roles.includes('demandOfficer') && organ === 'HRSS';

/** A cycle in its survey, and an entry of the school that nobody has looked at. */
async function makeDemand({ pool, as }: Office) {
  const entry = {
    list: 'employer',
    jurisdiction: '150600',
    source: 'WEB',
    employer: '示范学校',
    post: '教师',
    occupation: { code: '6-18-02-04', name: '焊工' },
    skillLevel: 'NONE',
    payFromFen: 500_000,
    payToFen: 600_000,
  };
  const { id } = done(await as('school').send('POST', '/api/v1/demand-entries', entry));
  const seats = { patchDemandEntry: surveys, deleteDemandEntry: surveys, checkDemandEntry: surveys };
  const cycle = { ...OF_SCHOOL, partyId: '', id: await addDemandCycle(pool), seats: { publishDemandCycle: surveys } };
  return { cycle: { survey: cycle }, entry: { unchecked: { ...OF_SCHOOL, id: String(id), seats } } };
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

/** A paper of a class by the id of its file. */
async function paperOf({ pool }: Office, { id: filingId, ...facts }: Facts): Promise<Facts> {
  const found = await pool.query<{ id: string }>(
    `SELECT file_id AS id FROM filing_document WHERE filing_id = $1 AND kind = 'TEACHING_PLAN'`,
    [filingId],
  );
  return { ...facts, id: found.rows[0]?.id ?? '' };
}

async function makeClaims(office: Office) {
  const claimOf = async () => ({ ...OF_SCHOOL, id: await office.walks.aClaim(), seats: DRAFTED });
  const review = await claimOf();
  const held = await claimOf();
  const hold = { category: 'CHECK', reason: '核查' };
  const { id: holdId } = done(await office.as('ops').send('POST', `/api/v1/claims/${held.id}/holds`, hold));
  return {
    draft: { ...OF_SCHOOL, id: await draftClaim(office), isSubmitted: false },
    review,
    held: { ...held, parts: { holdId: String(holdId) } },
    withdrawn: await withdrawnClaim(office, await claimOf()),
    ended: await rejectedClaim(office, await claimOf()),
  };
}

async function draftClaim({ pool, sealer, as }: Office): Promise<string> {
  const filingId = await addClass(pool, sealer, { ...SCHOOL, occupationCode: '2-00-00-claimed' });
  await addPeople(pool, sealer, filingId, [WELDER]);
  return done(await as('school').send('POST', '/api/v1/claims', { filingId })).id;
}

async function withdrawnClaim({ as }: Office, claim: Facts): Promise<Facts> {
  done(await as('school').act('POST', `/api/v1/claims/${claim.id}/withdrawal`, { reason: '不办了' }));
  return claim;
}

async function rejectedClaim({ walks }: Office, claim: Facts): Promise<Facts> {
  const task = await walks.taskOf('dept', claim.id);
  done(await walks.decide('dept', task, { act: 'reject', remark: '不符合条件' }));
  return claim;
}

const eventOf = (id: string, jurisdictions: readonly string[]): Facts => ({ ...OF_SCHOOL, id, jurisdictions });

/** Parked reports: on an instruction of Ordos, on none, and of a city elsewhere on that of Ordos. */
async function makeEvents(office: Office, instructions: { readonly draft: string; readonly sent: string }) {
  await addStranger(office);
  const amountFen = 80_000;
  const instructionId = instructions.draft;
  const mine = await reported(office, { id: 'mine', instructionId, amountFen });
  const none = await reported(office, { id: 'none', instructionId: 'pin_none', amountFen });
  const theirs = await reported(office, { id: 'theirs', instructionId, amountFen, isStrangers: true });
  return {
    onInstruction: eventOf(mine, ['150600']),
    onNothing: eventOf(none, ['150600', '150000']),
    ofStranger: eventOf(theirs, ['990100']),
    ...(await matchedEvents(office, instructions)),
  };
}

const files = (asker: Asker): boolean => isHere(asker) && asker.roles.includes('planOfficer');

/** The plan of a year in which nobody has an accepted line; the officers of all organs here may file. */
async function makePlans(office: Office) {
  const ofBureau = (asker: Asker): boolean => files(asker) && asker.organ === 'HRSS';
  const seats = {
    submitAnnualPlan: files,
    reviseAnnualPlan: files,
    splitAnnualPlan: ofBureau,
    putSectorPlan: ofBureau,
    enterStructureIndicators: ofBureau,
  };
  const facts = { partyId: '', jurisdictions: ['150600'], organs: [], isSubmitted: true } as const;
  return { open: { ...facts, id: await addAnnualPlan(office, 2027), seats } };
}

/** About the second school, so that they hold nothing of the first: one is open, the end of the other waits. */
async function makeCases(office: Office) {
  const facts = { ...OF_SCHOOL, partyId: 'pty_school2' };
  const open = await openCase(office, false);
  const crime = await openCase(office, true);
  const second = httpClient(office.base, await office.tokenOf('bureau.review2'));
  const end = { outcome: 'UNFOUNDED', reason: '查清', transferDocumentNo: '移送1号' };
  done(await second.send('POST', `/api/v1/cases/${crime}/closure`, end));
  const confirmsEnd = (asker: Asker): boolean => closes(asker) && asker.username !== 'bureau.review2';
  return {
    open: { ...facts, id: open, seats: { closeCase: closes } },
    crime: { ...facts, id: crime, seats: { closeCase: closes, confirmCaseClosure: confirmsEnd } },
  };
}

const approvesRepair = ({ roles, personId, jurisdiction }: Asker): boolean =>
  ['150600', '150000'].includes(jurisdiction) && roles.includes('operatorApprover') && personId !== 'per_ops';

/** A proposal about a claim whose workflow is gone; its proposer does not approve it. */
async function makeRepairs(office: Office) {
  const claimId = await office.walks.aClaim();
  office.terminate('claim', claimId);
  const asked = { command: 'restartMissingWorkflow', reason: '流程丢失' };
  const { id } = done(await office.as('ops').send('POST', `/api/v1/claims/${claimId}/repairs`, asked));
  return {
    proposed: { ...OF_SCHOOL, partyId: '', organs: [], id: String(id), seats: { approveRepair: approvesRepair } },
  };
}

async function openCase({ as }: Office, suspectedCrime: boolean): Promise<string> {
  const found = { partyId: 'pty_school2', finding: 'FRAUD', suspectedCrime, note: '现场检查' };
  return String(done(await as('bureau').send('POST', '/api/v1/cases', found)).id);
}
