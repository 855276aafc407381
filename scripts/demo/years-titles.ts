import { until, type Answer } from './office-client.ts';
import { applicationsOf, idOf, playCall, yuan, type GrantIds } from './years-calls.ts';
import type { PlayedEnd, PlayedTitle, PlayedYear, WantedYear } from './years-files.ts';
import type { YearsStage } from './years-stage.ts';

const YEAR_ANSWERS = { figuresProved: true, fundsAsAgreed: true };
const ACCEPT_ANSWERS = { built: true, fundsAsAgreed: true, equipmentInPlace: true };

/** A title of the files on its way. */
export interface TitleInPlay {
  readonly stage: YearsStage;
  readonly key: string;
  readonly grantId: string;
  /** The account of the holder. */
  readonly who: string;
}

/** A call and the life of the title that it gives, to the end of its file. */
export async function playTitle(stage: YearsStage, life: PlayedTitle): Promise<GrantIds> {
  const { grants } = stage.files;
  const call = grants.calls.find(({ proposal }) => proposal.includes(life.application));
  if (call === undefined) {
    throw new RangeError(`No call proposes ${life.application}`);
  }
  const ids = await playCall(stage, call);
  const { who } = applicationsOf(stage, call).find(({ key }) => key === life.application) ?? { who: '' };
  const title: TitleInPlay = { stage, key: life.application, grantId: idOf(ids, life.application), who };
  await designate(title);
  await stage.goTo(grants.payOn);
  await payInstalment(title, grants.payOn);
  const [acceptance] = life.acceptance;
  for (const year of life.years) {
    if (acceptance !== undefined && life.secondPayOn < year.reportOn && (await isBuilding(title))) {
      await accept(title, acceptance);
      await stage.goTo(life.secondPayOn);
      await payInstalment(title, life.secondPayOn);
    }
    await playYear(title, year, stage.files.wanted.grants.years[title.key]?.[year.year]);
  }
  if (life.end !== undefined) {
    await endTitle(title, life.end);
  }
  return ids;
}

export async function readTitle({ stage, grantId }: TitleInPlay): Promise<Answer['body']> {
  return stage.read('region.hr', `/api/v1/grants/${grantId}`);
}

async function isBuilding(title: TitleInPlay): Promise<boolean> {
  return (await readTitle(title)).state === 'building';
}

async function designate(title: TitleInPlay): Promise<void> {
  const { stage, key, grantId, who } = title;
  const { grants, wanted } = stage.files;
  await stage.goTo(grants.designateOn);
  await stage.decide('region.lead', `grantId=${grantId}`, { act: 'designate', documentNo: '内人社发〔2025〕1号' });
  await stage.goTo(grants.agreementOn);
  await stage.act(who, `/api/v1/grants/${grantId}/agreement`, { pledge: true, separateAccount: true });
  await stage.decide('region.hr', `grantId=${grantId}`, { act: 'sign', agreementNo: `XY-${key}` });
  const signed = await readTitle(title);
  const { buildEndsOn } = signed.agreement;
  const instalments = signed.instalments.map(
    ({ no, amountFen, dueEvent, state }: Readonly<Record<string, unknown>>) => [no, amountFen, dueEvent, state],
  );
  stage.compareFields(key, { ...signed, instalments, buildEndsOn }, wanted.grants.first[key] ?? {});
  stage.say(`${grants.agreementOn}  协议 ${key}: built until ${buildEndsOn}`);
}

/** The due instalment: a batch of its own, released by another person, settled by the finance system. */
export async function payInstalment({ stage, key, grantId }: TitleInPlay, day: string): Promise<void> {
  const maker = await stage.office.desk('region.pay.maker');
  const batch = (await maker.post('/api/v1/payout-batches', { grantIds: [grantId] })).body;
  await stage.act('region.pay.checker', `/api/v1/payout-batches/${batch.id}/release`);
  const { items } = (await maker.get(`/api/v1/payout-batches/${batch.id}/instructions`)).body;
  for (const { id: instructionId, amountFen, instalmentNo } of items) {
    const data = { instructionId, amountFen, valueDate: day, bankReference: `YEARS-${key}` };
    await stage.office.reportPayout('payout.settled', data);
    await until(`instalment ${instalmentNo} of ${key}`, async () => {
      const { instalments } = await stage.read('region.hr', `/api/v1/grants/${grantId}`);
      const one = instalments.find(({ no }: { readonly no: number }) => no === instalmentNo);
      return one?.state === 'settled' && one.settledOn === day ? one : null;
    });
    stage.say(`${day}  拨付 ${key}: instalment ${instalmentNo}, ${yuan(amountFen)} CNY`);
  }
}

async function accept(
  title: TitleInPlay,
  { requestOn, decideOn, act, spentFen, stateAfter }: PlayedTitle['acceptance'][number],
): Promise<void> {
  const { stage, key, grantId, who } = title;
  await stage.goTo(requestOn);
  await stage.act(who, `/api/v1/grants/${grantId}/acceptance-request`, { report: '建成', spentFen });
  await stage.goTo(decideOn);
  await stage.decide('region.hr', `grantId=${grantId}&stage=acceptance`, { act, answers: ACCEPT_ANSWERS });
  stage.compare(`${key}.acceptance`, (await readTitle(title)).acceptance.state, stateAfter);
  stage.say(`${decideOn}  验收 ${key}: ${stateAfter}`);
}

/** A year from its report to its assessment or recheck, beside its figures where they were counted. */
export async function playYear(title: TitleInPlay, played: PlayedYear, wanted?: WantedYear): Promise<void> {
  const { stage, key, grantId, who } = title;
  const { year } = played;
  const what = `${key}.${year}`;
  const path = `/api/v1/grants/${grantId}/years/${year}/report`;
  if (played.tooEarlyOn !== undefined) {
    await stage.goTo(played.tooEarlyOn);
    stage.compare(`${what} before it opens`, await stage.refusal(who, path, played.report), '409 YEAR_NOT_OPEN');
  }
  if (played.overdueOn !== undefined) {
    await stage.goTo(played.overdueOn);
    stage.compare(`${what} without a report`, (await yearIn(title, year)).state, 'overdue');
  }
  await stage.goTo(played.reportOn);
  for (const { code, change } of played.refusedReports ?? []) {
    stage.compare(`${what} report`, await stage.refusal(who, path, { ...played.report, ...change }), `422 ${code}`);
  }
  await stage.act(who, path, played.report);
  stage.compare(`${what} reported again`, await stage.refusal(who, path, played.report), '409 REPORT_EXISTS');
  const reported = await yearIn(title, year);
  if (wanted !== undefined) {
    const [state, late, computed] = wanted.reported;
    stage.compareFields(what, reported, { state, late, ...wanted.days });
    stage.compareFields(`${what}.computed`, reported.computed, computed);
  }
  await assessYear(title, played, wanted);
  const { state, outcome } = await yearIn(title, year);
  stage.say(
    `${played.recheckOn ?? played.assessOn}  考核 ${key} ${year}: ${JSON.stringify(reported.computed.meets)} → ${outcome} (${state})`,
  );
}

async function yearIn(title: TitleInPlay, year: number): Promise<Answer['body']> {
  const { years } = await readTitle(title);
  return years.find((one: { readonly year: number }) => one.year === year) ?? {};
}

type Assessed = Omit<PlayedYear, 'reportOn' | 'report'>;

/** A year from its assessment on; with a report or without one. */
export async function assessYear(title: TitleInPlay, played: Assessed, wanted?: WantedYear): Promise<void> {
  const { stage, key } = title;
  const { year } = played;
  await stage.goTo(played.assessOn);
  const decision = `${await taskOfYear(title, 'region.hr', { stage: 'assessment', year })}/decision`;
  for (const { act, code } of played.refusedOutcomes ?? []) {
    const refused = await stage.refusal('region.hr', decision, { act, answers: YEAR_ANSWERS });
    stage.compare(`${key}.${year} ${act}`, refused, `422 ${code}`);
  }
  await stage.act('region.hr', decision, { act: played.act, answers: YEAR_ANSWERS });
  if (wanted !== undefined) {
    stage.compareFields(`${key}.${year}.assessed`, await yearIn(title, year), wanted.assessed);
  }
  if (played.recheckOn !== undefined) {
    await recheck(title, played, wanted);
  }
}

/** The path of the open task of a year. */
async function taskOfYear(
  { stage, key, grantId }: TitleInPlay,
  who: string,
  asked: { readonly stage: string; readonly year: number },
): Promise<string> {
  return until(`the ${asked.stage} of ${key} ${asked.year}`, async () => {
    const { items } = await stage.read(who, `/api/v1/tasks?box=todo&grantId=${grantId}&stage=${asked.stage}`);
    for (const { id } of items) {
      const path = `/api/v1/tasks/${id}`;
      if ((await stage.read(who, path)).year === asked.year) {
        return path;
      }
    }
    return null;
  });
}

async function recheck(title: TitleInPlay, played: Assessed, wanted?: WantedYear): Promise<void> {
  const { stage, key, grantId, who } = title;
  const { year, rectificationOn, rectification = {}, recheckOn = '', recheckAct } = played;
  if (rectificationOn !== undefined) {
    await stage.goTo(rectificationOn);
    await stage.act(who, `/api/v1/grants/${grantId}/years/${year}/rectification`, rectification);
  }
  await stage.goTo(recheckOn);
  const before = await yearIn(title, year);
  const task = await taskOfYear(title, 'region.hr2', { stage: 'recheck', year });
  await stage.act('region.hr2', `${task}/decision`, { act: recheckAct });
  const after = await readTitle(title);
  if (wanted?.recheck !== undefined && wanted.rechecked !== undefined) {
    const [state, computed] = wanted.recheck;
    stage.compare(`${key}.${year}.recheck.state`, before.state, state);
    stage.compareFields(`${key}.${year}.recheck.computed`, before.recheck.computed, computed);
    const [decided, grantState] = wanted.rechecked;
    stage.compareFields(`${key}.${year}.rechecked`, await yearIn(title, year), decided);
    stage.compare(`${key}.state after ${year}`, after.state, grantState);
  }
}

/** the revocation, its confirmation and the repayments; no year opens after it. */
async function endTitle(title: TitleInPlay, end: PlayedEnd): Promise<void> {
  const { stage, key, grantId } = title;
  const wanted = stage.files.wanted.grants.end[key];
  await stage.goTo(end.decideOn);
  const query = `grantId=${grantId}&stage=withdrawalDecision`;
  const { items } = await stage.read('region.lead', `/api/v1/tasks?box=todo&${query}`);
  const task = await stage.read('region.lead', `/api/v1/tasks/${items[0].id}`);
  stage.compare(`${key}.proposedFen`, task.proposal.recoverFen, wanted?.proposedFen);
  const revocation = { act: 'revoke', recoverFen: end.recoverFen, documentNo: '内人社撤〔2029〕1号' };
  await stage.decide('region.lead', query, revocation);
  await stage.goTo(end.confirmOn);
  await stage.decide('region.finance2', `grantId=${grantId}`, { act: 'confirm' });
  await stage.goTo(end.repayOn);
  for (const [position, amountFen] of end.repayments.entries()) {
    const path = `/api/v1/grants/${grantId}/repayments`;
    const bankReference = `YEARS-${position}`;
    const { id } = await stage.act('region.pay.maker', path, { amountFen, bankReference });
    await (await stage.office.desk('region.pay.checker')).post(`${path}/${id}/confirmation`);
    stage.say(`${end.repayOn}  归还 ${key}: ${yuan(amountFen)} CNY`);
  }
  stage.compareFields(`${key}.end`, await readTitle(title), wanted?.ended ?? {});
  await stage.goTo(end.noMoreOn);
  const { years } = await readTitle(title);
  stage.compare(
    `${key}.years`,
    years.map(({ year }: { readonly year: number }) => year),
    wanted?.years,
  );
}
