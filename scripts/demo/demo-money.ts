import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { actOnClaim, untilState, type Say } from './class-play.ts';
import type { Compared } from './demo-routes.ts';
import { linesOf } from './demo-lines.ts';
import { openDemoBank } from './money-bank.ts';
import { comparedMoney, type MoneyIds } from './money-figures.ts';
import { MONEY_FOLDER, readMoney, type PlayedMoney } from './money-files.ts';
import { startMoneyReceiver, type MoneyReceiver } from './money-receiver.ts';
import { bringFile, matchToDebt, payByFile, yuan, type MoneyStage } from './money-stage.ts';
import { until, type Answer, type Desk, type Office } from './office-client.ts';
import {
  claimTheClass,
  fileTheClass,
  HR,
  loadRegisters,
  reviewAndPublish,
  runTheClass,
  sendResults,
  settleTask,
} from './route-play.ts';

export interface MoneyResult {
  readonly compared: readonly Compared[];
  readonly wrong: readonly (Compared | { readonly what: string; readonly error: unknown })[];
}

/** Who decided on no claim: what the system found is approved by another person. */
const APPROVER = 'bureau.review2';

/** The registers, and a receiver that is told everything from here on. */
export async function openMoney(office: Office): Promise<MoneyReceiver> {
  await loadRegisters({ office, folder: MONEY_FOLDER });
  return startMoneyReceiver(await office.desk('ops'));
}

/** Plays `practice/money` and compares every figure with those that were calculated by hand; closes the receiver. */
export async function playMoney(office: Office, receiver: MoneyReceiver, say: Say): Promise<MoneyResult> {
  const { played, wanted } = readMoney();
  const dated = await datedOffice(office);
  const stage: MoneyStage = {
    ...dated,
    say: (line) => say(`${dated.today()}  ${line}`),
    folder: MONEY_FOLDER,
    bank: openDemoBank(played.bank),
    seen: { out: [], in: [] },
  };
  try {
    const ids = await liveOf(stage, played);
    const compared = await comparedMoney(stage, { ids, receiver, played, wanted });
    return { compared, wrong: compared.filter(({ is, expected }) => !isDeepStrictEqual(is, expected)) };
  } catch (error) {
    return { compared: [], wrong: [{ what: 'the life broke off', error }] };
  } finally {
    await receiver.close();
  }
}

/** The class that is never claimed gets an advance; the class of 40 is claimed and paid. */
async function liveOf(stage: MoneyStage, played: PlayedMoney): Promise<MoneyIds> {
  const { applicant } = played;
  const ofClass = { ...stage, folder: join(stage.folder, 'class') };
  const ofAdvance = { ...stage, folder: join(stage.folder, 'advance') };
  const filingId = await fileTheClass(ofClass, applicant, HR.department);
  const advanceId = await payAdvance(ofAdvance, played);

  await stage.office.moveClock({ advanceTo: `${played.claimedOn}T09:00:00+08:00` });
  await runTheClass(ofClass, filingId, { applicant, department: HR.department, visitedOn: played.visitedOn });
  await sendResults(ofClass, filingId, applicant);
  const claimId = await claimTheClass(ofClass, filingId, applicant);
  // The window of the other class is over when the notice is.
  await reviewAndPublish(stage, [claimId]);
  const recoveryId = await askBack(stage, advanceId);
  await setOff(stage, { recoveryId, claimId, amountFen: played.setOffFen });
  await agreeOnInstalments(stage, recoveryId, played);

  await payByFile(stage, claimId);
  await correctAccounts(stage, claimId, played);
  await payByFile(stage, claimId);
  await untilState(await stage.office.desk(applicant), claimId, 'postCheck');

  const parkedId = await payInstalments(stage, { recoveryId, claimId }, played);
  return { claimId, advanceId, recoveryId, parkedId };
}

async function payAdvance(stage: MoneyStage, { applicant, advanceFen }: PlayedMoney): Promise<string> {
  const school = await stage.office.desk(applicant);
  const filingId = await fileTheClass(stage, applicant, HR.department);
  const path = `/api/v1/class-filings/${filingId}/advance`;
  const { id, claimNo } = (await school.post(path, { amountFen: advanceFen, pledge: true })).body;
  stage.say(`先行拨付申请 advance ${claimNo}: ${yuan(advanceFen)} CNY`);
  await reviewAndPublish(stage, [id]);
  await payByFile(stage, id);
  await untilState(school, id, 'closed');
  return id;
}

/** The advance whose class expired is found by itself; a second person approves it and the letter goes out. */
async function askBack({ office, say }: MoneyStage, advanceId: string): Promise<string> {
  const approver = await office.desk(APPROVER);
  const found = await recoveryIn('found', async () => {
    const { items } = (await approver.get(`/api/v1/recoveries?claimId=${advanceId}`)).body;
    return items[0];
  });
  say(`应追回 found by itself: ${found.cause}, ${yuan(found.amountFen)} CNY`);
  await approver.post(`/api/v1/recoveries/${found.id}/approval`, {});
  const noticed = await recoveryIn('noticed', async () => (await approver.get(`/api/v1/recoveries/${found.id}`)).body);
  say(`追回通知书 approved by another person, to be paid by ${noticed.payBy}`);
  return found.id;
}

function recoveryIn(state: string, read: () => Promise<Answer['body']>): Promise<Answer['body']> {
  return until(`a recovery that is ${state}`, async () => {
    const recovery = await read();
    return recovery?.state === state ? recovery : null;
  });
}

/** A part is taken from the base that the class of 40 is due, by name. */
async function setOff(
  { office, say }: MoneyStage,
  { recoveryId, ...named }: { readonly recoveryId: string; readonly claimId: string; readonly amountFen: number },
): Promise<void> {
  const maker = await office.desk('finance.maker');
  const checker = await office.desk('finance.checker');
  const path = `/api/v1/recoveries/${recoveryId}`;
  const before = (await maker.get(path)).body;
  const { id } = (await maker.post(`${path}/set-offs`, named)).body;
  await checker.post(`${path}/set-offs/${id}/confirmation`);
  // The claim that pays tells the debt of it.
  await until('the debt to know of the set-off', async () => {
    const { body } = await maker.get(path);
    return body.revision > before.revision ? body : null;
  });
  say(`抵扣 set off against the base of the class: ${yuan(named.amountFen)} CNY, by two persons of Finance`);
}

async function agreeOnInstalments(
  { office, say }: MoneyStage,
  recoveryId: string,
  { instalments }: PlayedMoney,
): Promise<void> {
  const maker = await office.desk('finance.maker');
  const checker = await office.desk('finance.checker');
  const path = `/api/v1/recoveries/${recoveryId}/instalments`;
  await maker.post(path, { plan: instalments });
  await checker.post(`${path}/confirmation`);
  say(`分期缴回 ${instalments.length} instalments for the rest, the last on ${instalments.at(-1)?.dueOn}`);
}

/** Both accounts are corrected by the institution, and the bureau confirms each. */
async function correctAccounts(
  stage: MoneyStage,
  claimId: string,
  { applicant, corrected }: PlayedMoney,
): Promise<void> {
  const school = await stage.office.desk(applicant);
  const bureau = await stage.office.desk(HR.bureau ?? '');
  const query = `claimId=${claimId}`;
  const accounts = [corrected.institution, await accountOfTrainee(school, claimId, corrected.trainee)];
  await until('both payments to want another account', async () => {
    const { items } = (await bureau.get(`/api/v1/tasks?box=todo&${query}`)).body;
    return items.length === accounts.length ? items : null;
  });
  for (const account of accounts) {
    const { etag } = await school.get(`/api/v1/claims/${claimId}`);
    await school.put(`/api/v1/claims/${claimId}/payee-account`, account, { ifMatch: etag ?? '' });
  }
  for (const { number } of accounts) {
    await settleTask(stage, HR.bureau ?? '', { query, act: 'approve', more: { remark: '账户已核对' } });
    stage.say(`账户更正 …${number.slice(-4)} corrected by the institution, confirmed by the bureau`);
  }
  await untilState(school, claimId, 'finance');
}

async function accountOfTrainee(
  school: Desk,
  claimId: string,
  { idNumber, account }: PlayedMoney['corrected']['trainee'],
) {
  const line = (await linesOf(school, claimId)).find((one) => one.idNumber === idNumber);
  if (line === undefined) {
    throw new RangeError(`The claim has no line of ${idNumber}`);
  }
  return { ...account, lineId: line.id };
}

/** The first instalment comes by the bank's file, beside the +50 %; the last is entered by hand. */
async function payInstalments(
  stage: MoneyStage,
  { recoveryId, claimId }: { readonly recoveryId: string; readonly claimId: string },
  { applicant, instalments }: PlayedMoney,
): Promise<string> {
  const { office, bank, say } = stage;
  const [first, last] = instalments;
  if (first === undefined || last === undefined) {
    throw new RangeError('The debt is paid in two instalments');
  }
  await office.moveClock({ advanceTo: `${first.dueOn}T09:00:00+08:00` });
  const reference = `IN-${recoveryId}`;
  const paid = { day: first.dueOn, fen: first.amountFen, reference, text: `缴回 ${recoveryId}` };
  await bringFile(stage, 'camt.054', bank.incoming(paid));
  const parkedId = await matchToDebt(stage, reference, recoveryId);
  say(`缴回 instalment by the bank's file, matched to the debt: ${yuan(first.amountFen)} CNY`);
  await topUp(stage, claimId, applicant);
  await office.moveClock({ advanceTo: `${last.dueOn}T09:00:00+08:00` });
  const maker = await office.desk('finance.maker');
  const checker = await office.desk('finance.checker');
  const path = `/api/v1/recoveries/${recoveryId}/repayments`;
  const entered = (await maker.post(path, { amountFen: last.amountFen, bankReference: `CASH-${recoveryId}` })).body;
  await checker.post(`${path}/${entered.id}/confirmation`);
  say(`缴回 last instalment, entered and confirmed: ${yuan(last.amountFen)} CNY`);
  return parkedId;
}

/** Contracts earn the +50 %: reviewed, published and paid by file as the base was. */
async function topUp(stage: MoneyStage, claimId: string, applicant: string): Promise<void> {
  const school = await stage.office.desk(applicant);
  const content = readFileSync(join(stage.folder, 'class', 'contracts.csv'));
  await school.upload(`/api/v1/claims/${claimId}/contract-evidence`, { name: 'contracts.csv', content });
  await actOnClaim(school, claimId, 'contract-check', { complete: true });
  await reviewAndPublish(stage, [claimId]);
  await payByFile(stage, claimId);
  await untilState(school, claimId, 'closed');
}

/** The office, and the day on which its clock stands since the play moved it last. */
async function datedOffice(office: Office): Promise<Pick<MoneyStage, 'office' | 'today'>> {
  const { now } = (await (await office.desk('ops')).get('/api/v1/practice/clock')).body;
  const reached = { now: String(now) };
  return {
    office: {
      ...office,
      async moveClock(to) {
        reached.now = await office.moveClock(to);
        return reached.now;
      },
    },
    today: () => new Date(Date.parse(reached.now) + CHINA_MS).toISOString().slice(0, 10),
  };
}

const CHINA_MS = 8 * 3_600_000;
