import { Webhook } from 'standardwebhooks';
import { addAnnualPlan } from '../../support/annual-plans.ts';
import { pain002 } from '../../support/bank-messages.ts';
import { planOf, pledgeOf, saidOf, endOf, withoutFindings } from '../../support/bulk-walks.ts';
import { addDemandCycle } from '../../support/demand-rows.ts';
import { createFilingWalks, idOf } from '../../support/filing-walks.ts';
import { YEARS, type GrantOffice } from '../../support/grant-office.ts';
import { httpClient, type Answer } from '../../support/http-client.ts';
import { enterReturn } from '../../support/money-words.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { recoveryOf } from '../../support/recoveries.ts';
import { titleWalks } from '../../support/title-walks.ts';
import { invitePracticePeople } from './practice-people.ts';
import type { Workbench } from './workbench.ts';

/** The ids under which each screen has something to show. */
export type Stage = Awaited<ReturnType<typeof setStage>>;

/** One case of every kind, at a moment when something may be done with it. */
export async function setStage(bench: Workbench) {
  const everybody = await invitePracticePeople(bench);
  const { office } = bench;
  const title = await aTitle(everybody);
  const filing = await aFiling(bench);
  const money = await moneyOf(bench);
  const notice = await office.walks.noticeOf(await office.walks.reviewed());
  const bulk = await aBulk(bench);
  const claim = await office.walks.aClaim();
  const task = (await office.walks.taskOf('dept', claim)).id;
  const bureauTask = await aBureauTask(bench);
  const demand = await aDemand(bench);
  await addAnnualPlan(office, 2026);
  const kept = { box: 'todo', filters: { q: '焊工' } };
  wellDone(await office.as('dept').send('PUT', `/api/v1/me/views/${encodeURIComponent('我的焊工')}`, kept));
  const partyId = (await office.as('dept').send('GET', '/api/v1/claims')).body.items[0].applicant.id;
  wellDone(await office.as('dept').send('PUT', '/api/v1/relations', { partyIds: [partyId] }));
  const found = { partyId: 'pty_factory', finding: 'FRAUD', suspectedCrime: false, note: '名册与考勤不符' };
  const integrityCase: string = wellDone(await office.as('bureau').send('POST', '/api/v1/cases', found)).id;
  const call = await everybody.openCall('BASE_GRANT_REGIONAL', 2025);
  const [application] = YEARS.grants.applications;
  const grant = await everybody.apply(call, application);
  wellDone(await everybody.submit(application.who, grant));
  await filePlan(bench);
  return {
    filing,
    ...money,
    notice,
    bulk,
    claim,
    task,
    bureauTask,
    desks: await desksOf(bench, { filing, notice, batch: money.draft, recovery: money.recovery, grant }),
    ...demand,
    case: integrityCase,
    call,
    grant,
    title,
    ...(await anEndpoint(bench)),
  };
}

/** A task of each kind of case beside claims, by the kind. */
async function desksOf(
  { office }: Workbench,
  cases: Readonly<Record<'filing' | 'notice' | 'batch' | 'recovery' | 'grant', string>>,
) {
  const taskOf = async (who: string, kind: string, isOf: (task: Answer['body']) => boolean): Promise<string> => {
    const client = httpClient(office.base, await office.tokenOf(who));
    const { items } = wellDone(await client.send('GET', `/api/v1/tasks?box=team&kind=${kind}&limit=200`));
    return String(items.find(isOf)?.id);
  };
  const { filing, notice, batch, recovery, grant } = cases;
  return {
    filing: await taskOf('dept.hr', 'filingReview', ({ filingId }) => filingId === filing),
    notice: await taskOf('dept.hr', 'noticeConfirmationDepartment', ({ noticeId }) => noticeId === notice),
    batch: await taskOf('finance.checker', 'batchRelease', ({ batchId }) => batchId === batch),
    recovery: await taskOf('finance.checker', 'recoveryPlan', ({ recoveryId }) => recoveryId === recovery),
    grant: await taskOf('city.hr', 'grantCityRecommendation', ({ grantId }) => grantId === grant),
    plan: await taskOf('bureau.review', 'planReview', ({ planOrgan }) => planOrgan === 'TRADE_UNION'),
  };
}

/** A title with its agreement, of a year later; then the clock goes back, so that it does not run out for anything else. */
async function aTitle(everybody: GrantOffice): Promise<string> {
  const { grantId } = await titleWalks(everybody).agreement('base-school', 2026);
  await everybody.setTime('2025-06-23T11:00:00+08:00');
  return grantId;
}

/** A class with a paper of each kind, which was returned once and waits for the department again. */
async function aFiling(bench: Workbench): Promise<string> {
  return idOf(await (await filingWalksOf(bench)).corrected({ opensOn: '2025-07-07', endsOn: '2025-07-22' }));
}

/** The steps of a class in this office. */
export function filingWalksOf({ office }: Workbench): ReturnType<typeof createFilingWalks> {
  const as = async (username: string) => httpClient(office.base, await office.tokenOf(username));
  return createFilingWalks({ ...office, as });
}

/** On which the payments of the stage are released. */
const DAY = '2025-06-23';

/** Money at each point of its way: due, in a draft, sent with results that wait, sent, reported wrongly, owed. */
async function moneyOf({ office }: Workbench) {
  const paid = await office.walks.due();
  const [maker, checker] = [office.as('maker'), office.as('checker')];
  const draftOf = async (claimId: string) =>
    wellDone(await maker.send('POST', '/api/v1/payout-batches', { claimIds: [claimId] }));
  const sent = await draftOf(paid);
  wellDone(await checker.act('POST', `/api/v1/payout-batches/${sent.id}/release`));
  wellDone(await maker.send('GET', `/api/v1/payout-batches/${sent.id}/file?format=csv`));
  const said = pain002(sent.batchNo, [
    { id: sent.instructions[0].id, status: 'ACSP' },
    { id: `pin_${'0'.repeat(24)}`, status: 'ACSP' },
  ]);
  const bankFile = wellDone(await maker.upload('POST', '/api/v1/bank-files', said, 'answers.xml')).id;
  const entered = await draftOf(await office.walks.due());
  wellDone(await checker.act('POST', `/api/v1/payout-batches/${entered.id}/release`));
  const [{ id: instructionId }] = entered.instructions;
  const row = { instructionId, state: 'settled', amountFen: 80_000, valueDate: '2025-06-23' };
  wellDone(await maker.send('POST', `/api/v1/payout-batches/${entered.id}/results`, { rows: [row] }));
  const draft = await draftOf(await office.walks.due());
  const { claimId, noticeId } = await office.walks.published();
  await addPaidAdvance(office.pool, claimId, 100_000);
  const { rows } = await office.pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
  await office.endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
  const repaid = { amountFen: 10_000, bankReference: 'ICBC 2025/0001' };
  wellDone(await enterReturn(office, claimId, 'repayments', repaid));
  const recovery = String((await recoveryOf(office, claimId)).id);
  const plan = [{ dueOn: '2026-01-15', amountFen: 20_000 }];
  wellDone(await maker.send('POST', `/api/v1/recoveries/${recovery}/instalments`, { plan }));
  await report(office.nobody, { instructionId: 'pin_unknown', amountFen: 80_000, valueDate: '2025-06-23' });
  await office.walks.due();
  wellDone(await maker.send('POST', '/api/v1/reconciliations', { day: DAY }));
  const claimFiling = String(wellDone(await maker.send('GET', `/api/v1/claims/${paid}`)).filingId);
  return {
    paid,
    claimFiling,
    sent: String(sent.id),
    entered: String(entered.id),
    draft: String(draft.id),
    bankFile: String(bankFile),
    recovery,
    published: noticeId,
    day: DAY,
  };
}

/** A signed report of the bank. */
async function report(nobody: Workbench['office']['nobody'], data: object): Promise<void> {
  const at = new Date();
  const text = JSON.stringify({ type: 'payout.settled', timestamp: at.toISOString(), data });
  const id = 'evt-of-the-stage';
  const answer = await nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  wellDone(answer);
}

/** A decision in bulk with its results. */
async function aBulk({ office }: Workbench): Promise<string> {
  const claimId = await office.walks.aClaim();
  await withoutFindings(office, claimId);
  const client = office.as('dept');
  const plan = wellDone(await planOf(client, [(await office.walks.taskOf('dept', claimId)).id]));
  wellDone(await pledgeOf(client, saidOf(plan)));
  await endOf(client, plan.planId);
  return plan.planId;
}

/** Where another system is told, with an event that nobody sends. */
async function anEndpoint({ office }: Workbench) {
  const ops = office.as('ops');
  const wanted = { url: 'http://127.0.0.1:65000/events', eventTypes: ['endpoint.test'] };
  const { id } = wellDone(await ops.send('POST', '/api/v1/webhook-endpoints', wanted));
  const { deliveryId } = wellDone(await ops.send('POST', `/api/v1/webhook-endpoints/${id}/test`, {}));
  return { endpoint: String(id), delivery: String(deliveryId) };
}

/** What the bureau reviews. */
async function aBureauTask({ office: { walks } }: Workbench): Promise<string> {
  const claimId = await walks.aClaim();
  wellDone(await walks.decide('dept', await walks.taskOf('dept', claimId), await walks.approval(claimId)));
  return (await walks.taskOf('bureau', claimId)).id;
}

/** A cycle with an entry to check in each list. */
async function aDemand({ office }: Workbench) {
  const employer = {
    list: 'employer',
    jurisdiction: '150600',
    source: 'QR',
    employer: '示范装备公司',
    post: '焊接岗',
    occupation: { code: '6-18-02-04', name: '焊工' },
    skillLevel: 'LEVEL_4',
    openings: 3,
    payFromFen: 600_000,
    payToFen: 800_000,
  };
  const entry = wellDone(await office.nobody.send('POST', '/public/demand-entries', employer)).receiptNo;
  const cycle = await addDemandCycle(office.pool, { startsOn: '2025-06-20' });
  await office.desk.start('demandCycle', cycle);
  const { no } = wellDone(await office.as('dept').send('GET', `/api/v1/demand-cycles/${cycle}`));
  return { entry: String(entry), cycle, cycleNo: String(no) };
}

/** Somebody who looks for work, beside the entry of the stage; both are checked, and both lists are published. */
export async function publishDemand({ office }: Workbench, { entry, cycle }: Stage): Promise<void> {
  const worker = {
    list: 'worker',
    jurisdiction: '150602',
    source: 'QR',
    industry: '餐饮业',
    post: '厨师助理',
    payFromFen: 400_000,
    payToFen: 500_000,
    hasSkill: false,
    wantsTraining: true,
    wantedOccupation: { code: '4-03-02-01', name: '中式烹调师' },
    person: { name: '赵示例', phone: '13900010003' },
  };
  const other = wellDone(await office.nobody.send('POST', '/public/demand-entries', worker)).receiptNo;
  const officer = office.as('dept');
  const act = async (path: string, name: string, body: object) => {
    const { revision } = wellDone(await officer.send('GET', path));
    wellDone(await officer.send('POST', `${path}/${name}`, body, { 'If-Match': `"${revision}"` }));
  };
  await act(`/api/v1/demand-entries/${entry}`, 'check', { ok: true });
  await act(`/api/v1/demand-entries/${other}`, 'check', { ok: true });
  await act(`/api/v1/demand-cycles/${cycle}`, 'publication', {});
}

/** A revision of an organ's plan of 2026, which the bureau may accept. */
async function filePlan({ office }: Workbench): Promise<void> {
  const officer = office.as('union');
  const [plan] = wellDone(await officer.send('GET', '/api/v1/annual-plans')).items;
  const path = `/api/v1/annual-plans/${plan.id}`;
  const { revision } = wellDone(await officer.send('GET', path));
  const lines = [{ program: 'STAFF', personTimes: 12, budgetFen: 1_000_000 }];
  const filed = { organ: 'TRADE_UNION', lines, reason: '年中调整' };
  wellDone(await officer.send('POST', `${path}/revisions`, filed, { 'If-Match': `"${revision}"` }));
}

function wellDone({ status, body }: Answer) {
  if (status >= 300) {
    throw new Error(`Not granted: ${status} ${JSON.stringify(body)}`);
  }
  return body;
}
