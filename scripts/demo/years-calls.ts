import { until } from './office-client.ts';
import type { PlayedApplication, PlayedCall } from './years-files.ts';
import type { YearsStage } from './years-stage.ts';

const CITY_ANSWERS = { eligible: true, materialsTrue: true, capacityPlausible: true };
const FINANCE_ANSWERS = { budgetSound: true, fundsSeparate: true };
const DOCUMENTS = ['APPLICATION_FORM', 'CONSTRUCTION_PLAN', 'BUDGET', 'CAPACITY_PROOF'];
const PAYEE = { bank: '中国银行', number: '6216610200000000018' };

/** The grants of a call by the names of the file. */
export type GrantIds = ReadonlyMap<string, string>;

/** A call from its opening to the notice of its proposal; returns the applications. */
export async function playCall(stage: YearsStage, call: PlayedCall): Promise<GrantIds> {
  const { grants } = stage.files;
  await stage.goTo(grants.opensOn);
  const callId = await callOf(stage, call.route);
  await stage.goTo(grants.applyOn);
  const ids = await applyToCall(stage, callId, call);
  await stage.goTo(grants.cityOn);
  for (const application of applicationsOf(stage, call)) {
    await recommend(stage, application, idOf(ids, application.key));
  }
  await stage.goTo(grants.closedOn);
  const closed = await stage.read('region.hr', `/api/v1/grant-calls/${callId}`);
  stage.compare(`${call.route} when its days are over`, closed.state, 'underReview');
  await stage.goTo(grants.panelOn);
  await scoreCall(stage, { callId, call, ids });
  await stage.goTo(call.proposalOn);
  await propose(stage, { callId, call, ids });
  return ids;
}

export function applicationsOf({ files }: YearsStage, { route }: PlayedCall): readonly PlayedApplication[] {
  return files.grants.applications.filter((application) => application.route === route);
}

export function idOf(ids: GrantIds, key: string): string {
  const id = ids.get(key);
  if (id === undefined) {
    throw new RangeError(`Nobody applied as ${key}`);
  }
  return id;
}

export async function callOf(stage: YearsStage, route: string): Promise<string> {
  const { callYear } = stage.files.grants;
  return until(`the call of ${route}`, async () => {
    const { items } = await stage.read('region.hr', `/api/v1/grant-calls?route=${route}&year=${callYear}`);
    return items[0]?.id ?? null;
  });
}

async function applyToCall(stage: YearsStage, callId: string, call: PlayedCall): Promise<GrantIds> {
  const ids = new Map<string, string>();
  for (const application of applicationsOf(stage, call)) {
    const { id } = await draft(stage, callId, application);
    const submitted = await stage.act(application.who, `/api/v1/grants/${id}/submission`, { pledge: true });
    const { amountFen } = stage.files.wanted.grants.first[application.key] ?? {};
    stage.compare(`${application.key}.amountFen`, submitted.amountFen, amountFen);
    stage.say(`${stage.files.grants.applyOn}  申请 ${application.name}: ${yuan(submitted.amountFen)} CNY`);
    ids.set(application.key, id);
  }
  return ids;
}

/** A complete draft with its documents. */
export async function draft(stage: YearsStage, callId: string, application: PlayedApplication) {
  const desk = await stage.office.desk(application.who);
  const { body } = await desk.post('/api/v1/grants', draftOf(callId, application));
  for (const kind of [...DOCUMENTS, ...(application.leader === undefined ? [] : ['LEADER_HONOUR'])]) {
    await desk.put(`/api/v1/grants/${body.id}/documents/${kind}`, { text: '练习文本' });
  }
  return body;
}

export function draftOf(callId: string, application: PlayedApplication): object {
  const { holder, name, targets, backbonesTarget, ownFundsFen, budgetItems, leader } = application;
  const [highSkillCapacityTarget, publicServiceCapacityTarget] = targets ?? [];
  return {
    callId,
    designation: { name },
    plan: { goals: '建设目标', highSkillCapacityTarget, publicServiceCapacityTarget, backbonesTarget },
    budget: { ownFundsFen, items: budgetItems },
    ...(leader !== undefined && { leader }),
    payeeAccount: { holder, ...PAYEE },
  };
}

async function recommend(stage: YearsStage, application: PlayedApplication, grantId: string): Promise<void> {
  if (application.returnedOnce === true) {
    await stage.decide('city.hr', `grantId=${grantId}`, {
      act: 'returnForCorrection',
      remark: '预算说明不全',
      corrections: [{ pointer: '/documents/BUDGET', remark: '请补充' }],
    });
    await stage.act(application.who, `/api/v1/grants/${grantId}/resubmission`, { pledge: true });
  }
  await stage.decide('city.hr', `grantId=${grantId}`, { act: 'recommend', answers: CITY_ANSWERS });
  await stage.decide('city.finance', `grantId=${grantId}`, { act: 'recommend', answers: FINANCE_ANSWERS });
}

interface CallInPlay {
  readonly callId: string;
  readonly call: PlayedCall;
  readonly ids: GrantIds;
}

async function scoreCall(stage: YearsStage, { callId, call, ids }: CallInPlay): Promise<void> {
  const path = `/api/v1/grant-calls/${callId}`;
  const personIdOf = async (who: string): Promise<string> => (await stage.read(who, '/api/v1/session')).id;
  await stage.act('region.hr', `${path}/quota`, { places: call.places, reason: '年度名额' });
  await stage.act('region.hr', `${path}/panel`, { experts: await Promise.all(call.experts.map(personIdOf)) });
  for (const { expert, application, reason } of call.recusals ?? []) {
    await stage.decide(expert, `grantId=${idOf(ids, application)}`, { act: 'recuse', remark: reason });
  }
  for (const { expert, application } of call.replacements ?? []) {
    await stage.act('region.hr', `${path}/panel/changes`, {
      add: [{ personId: await personIdOf(expert), grantIds: [idOf(ids, application)] }],
      reason: '替补',
    });
  }
  for (const [key, scores] of Object.entries(call.scores)) {
    for (const [expert, [capacity, plan, team, funding]] of Object.entries(scores)) {
      const points = { capacity, plan, team, funding };
      const declaration = { noConflict: true };
      await stage.decide(expert, `grantId=${idOf(ids, key)}`, { act: 'score', declaration, points });
    }
  }
  if (call.blindProbe !== undefined) {
    const scores = await (
      await stage.office.desk('region.hr')
    ).ask('GET', `/api/v1/grants/${idOf(ids, call.blindProbe)}/scores`);
    stage.compare(
      'scores before the close',
      `${scores.status} ${JSON.parse(text(scores.body)).code}`,
      '409 SCORING_OPEN',
    );
  }
  await stage.act('region.hr', `${path}/scoring-close`);
  const ranking = await stage.read('region.hr', `${path}/ranking`);
  stage.compare(
    `${call.route}.ranking`,
    ranking.items.map(({ grantId, scoreCenti, validScores, rank }: Record<string, unknown>) => [
      [...ids].find(([, id]) => id === grantId)?.[0],
      scoreCenti,
      validScores,
      rank,
    ]),
    stage.files.wanted.grants.ranking[call.route],
  );
  stage.say(
    `${stage.files.grants.panelOn}  评审 ${call.route}: ${JSON.stringify(stage.files.wanted.grants.ranking[call.route])}`,
  );
}

async function propose(stage: YearsStage, { callId, call, ids }: CallInPlay): Promise<void> {
  const path = `/api/v1/grant-calls/${callId}/proposal`;
  const grantIdsOf = (keys: readonly string[]) => ({ grantIds: keys.map((key) => idOf(ids, key)) });
  for (const { applications, code } of call.refusedProposals) {
    const refused = await stage.refusal('region.hr', path, grantIdsOf(applications));
    stage.compare(`proposal of ${applications.join(', ')}`, refused, `422 ${code}`);
  }
  const { proposalNoticeId: noticeId } = await stage.act('region.hr', path, grantIdsOf(call.proposal));
  for (const who of ['region.hr', 'region.finance']) {
    await stage.act(who, `/api/v1/notices/${noticeId}/confirmation`);
  }
  const notice = await stage.read('region.hr', `/api/v1/notices/${noticeId}`);
  stage.compare(`${call.route}.noticeEndsOn`, notice.endsOn, call.noticeEndsOn);
  stage.say(`${call.proposalOn}  公示 ${call.proposal.join(', ')} until ${notice.endsOn}`);
}

export function yuan(fen: number): string {
  return (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 });
}

function text(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
