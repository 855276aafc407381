import { join } from 'node:path';
import { actOnClaim } from './class-play.ts';
import type { Life } from './demo-life.ts';
import {
  claimTheClass,
  fileTheClass,
  HR,
  pay,
  refusalOf,
  reviewAndPublish,
  runTheClass,
  sendResults,
  throughTheOffice,
  type Stage,
} from './route-play.ts';

const SCHOOL = 'school';
const FACTORY = 'factory';
const ASSESSED = '2025-06-06T09:00:00+08:00';
/** 60 % of 6 × 40 × 10.00 = 2,400.00 */
const ADVANCE_FEN = 144_000;
const SET_OFF_FEN = 20_000;
const REPAID_FEN = 4_000;

/** C13 on C01: an advance with a notice of its own, settled; a second one of which some comes back. */
const advances: Life = async (stage) => {
  const first = { ...stage, folder: join(stage.folder, 'first') };
  const second = { ...stage, folder: join(stage.folder, 'second') };
  const school = await stage.office.desk(SCHOOL);
  const firstFiling = await filed(first);
  const secondFiling = await filed(second);
  const path = `/api/v1/class-filings/${firstFiling}/advance`;
  const tooHigh = await refusalOf(school, path, { amountFen: ADVANCE_FEN + 1, pledge: true });
  const firstAdvance = await askAdvance(stage, firstFiling);
  const again = await refusalOf(school, path, { amountFen: 1, pledge: true });
  const secondAdvance = await askAdvance(stage, secondFiling);
  const batch = { claimIds: [firstAdvance] };
  const maker = await stage.office.desk('finance.maker');
  const beforeNotice = await refusalOf(maker, '/api/v1/payout-batches', batch);
  await throughTheOffice(stage, [firstAdvance, secondAdvance]);
  await stage.office.moveClock({ advanceTo: ASSESSED });
  const main = await assessed(first, firstFiling);
  const short = await assessed(second, secondFiling);
  await reviewAndPublish(stage, [main, short]);
  await recover(stage, { from: short, by: main });
  await pay(first, main);
  await actOnClaim(school, main, 'contract-check', { complete: true });
  await closeRest(stage, short);
  const claims = { advance: firstAdvance, main, shortAdvance: secondAdvance, short };
  return {
    claims: Object.fromEntries(Object.entries(claims).map(([name, id]) => [name, { id, applicant: SCHOOL }])),
    seen: { tooHigh, again, beforeNotice, recovery: await recoveryOf(stage, short) },
  };
};

async function filed(stage: Stage): Promise<string> {
  return fileTheClass(stage, SCHOOL, HR.department);
}

async function askAdvance({ office, say }: Stage, filingId: string): Promise<string> {
  const school = await office.desk(SCHOOL);
  const path = `/api/v1/class-filings/${filingId}/advance`;
  const claim = (await school.post(path, { amountFen: ADVANCE_FEN, pledge: true })).body;
  say(`先行拨付申请 advance ${claim.claimNo}: ${(ADVANCE_FEN / 100).toFixed(2)} CNY`);
  return claim.id;
}

async function assessed(stage: Stage, filingId: string): Promise<string> {
  await runTheClass(stage, filingId, { applicant: SCHOOL, department: HR.department });
  await sendResults(stage, filingId, SCHOOL);
  return claimTheClass(stage, filingId, SCHOOL);
}

/** The debt of the second class: one part is set off by a named decision of Finance, the rest is repaid. */
async function recover({ office, say }: Stage, claims: { readonly from: string; readonly by: string }): Promise<void> {
  const maker = await office.desk('finance.maker');
  const checker = await office.desk('finance.checker');
  // Who decided nothing on the claim: the system found it.
  const approver = await office.desk('bureau.review2');
  const { items } = (await maker.get(`/api/v1/recoveries?claimId=${claims.from}`)).body;
  await approver.post(`/api/v1/recoveries/${items[0].id}/approval`, {});
  say('追回通知书 the recovery is approved by another person, and its letter is out');
  const bankReference = `DEMO-${claims.from}`;
  const setOff = await actOnClaim(maker, claims.by, 'set-offs', {
    recoveryClaimId: claims.from,
    amountFen: SET_OFF_FEN,
  });
  await checker.post(`/api/v1/claims/${claims.by}/set-offs/${setOff.id}/confirmation`, {});
  const repaid = await actOnClaim(maker, claims.from, 'repayments', { amountFen: REPAID_FEN, bankReference });
  await checker.post(`/api/v1/claims/${claims.from}/repayments/${repaid.id}/confirmation`, {});
  say('追回 set off and repaid: entered by one person of Finance, confirmed by another');
}

async function closeRest({ office }: Stage, claimId: string): Promise<void> {
  const school = await office.desk(SCHOOL);
  const { state } = (await school.get(`/api/v1/claims/${claimId}`)).body;
  if (state === 'postCheck') {
    await actOnClaim(school, claimId, 'contract-check', { complete: true });
  }
}

async function recoveryOf({ office }: Stage, claimId: string): Promise<unknown> {
  const maker = await office.desk('finance.maker');
  const { items } = (await maker.get('/api/v1/recoveries')).body;
  const found = items.find((one: { claimId: string }) => one.claimId === claimId);
  const steps = found?.steps.map((step: { kind: string; amountFen: number }) => [step.kind, step.amountFen]);
  return { amountFen: found?.amountFen, recoveredFen: found?.recoveredFen, state: found?.state, steps };
}

/** C05: two completed training years, an instalment each; the internship of a student counts as training. */
const apprenticeship: Life = async (stage) => {
  const filingId = await fileTheClass(stage, FACTORY, HR.department);
  const factory = await stage.office.desk(FACTORY);
  await stage.office.moveClock({ advanceTo: '2025-12-15T09:00:00+08:00' });
  const tooEarly = await refusalOf(factory, '/api/v1/claims', { filingId });
  await stage.office.moveClock({ advanceTo: '2026-06-01T09:00:00+08:00' });
  const year = { applicant: FACTORY, department: HR.department };
  await runTheClass(stage, filingId, { ...year, visitedOn: '2025-10-14', attendance: 'attendance-1.csv' });
  const first = await claimTheClass(stage, filingId, FACTORY);
  await throughTheOffice(stage, [first]);
  await stage.office.moveClock({ advanceTo: '2027-06-07T09:00:00+08:00' });
  await runTheClass(stage, filingId, { ...year, visitedOn: '2026-10-13', attendance: 'attendance-2.csv' });
  await sendResults(stage, filingId, FACTORY);
  const second = await claimTheClass(stage, filingId, FACTORY);
  await throughTheOffice(stage, [second]);
  return {
    claims: { firstYear: { id: first, applicant: FACTORY }, secondYear: { id: second, applicant: FACTORY } },
    seen: { tooEarly },
  };
};

export const ADVANCE_LIVES: Readonly<Record<string, Life>> = { C05: apprenticeship, C13: advances };
