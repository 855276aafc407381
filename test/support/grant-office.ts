import { readFileSync } from 'node:fs';
import { PRACTICE_ACCOUNTS, PRACTICE_PARTIES } from '../../main/office/practice-accounts.ts';
import { createAccountsStore } from '../../prisma/people/accounts-store.ts';
import { BONDS } from './act-keys.ts';
import { startHostedApp } from './hosted-app.ts';
import type { Answer, HttpClient } from './http-client.ts';
import { addCall } from './grant-rows.ts';
import { PRACTICE_HASH } from './practice-hash.ts';

export type GrantOffice = Awaited<ReturnType<typeof startGrantOffice>>;

/** The input and the figures of `practice/years`. */
export const YEARS = {
  grants: yearsFile('grants.json'),
  expected: yearsFile('expected.json'),
};

// Files of JSON, whose fields the assertions name.
// oxlint-disable-next-line typescript/no-explicit-any
function yearsFile(name: string): any {
  return JSON.parse(readFileSync(new URL(`../../practice/years/${name}`, import.meta.url), 'utf8'));
}

const PAYEE = { bank: '中国银行', number: '6216610200000000018' };
export const CITY_ANSWERS = { eligible: true, materialsTrue: true, capacityPlausible: true };
export const FINANCE_ANSWERS = { budgetSound: true, fundsSeparate: true };

/** The region's and the city's desks of grants over HTTP, without Temporal; it is the first day of applications. */
export async function startGrantOffice(url: string) {
  const office = await grantOfficeOf(await startHostedApp(url));
  await office.setTime('2025-06-05T10:00:00+08:00');
  return office;
}

/** The same desks in an office that already runs. */
export async function grantOfficeOf(app: App) {
  await addPracticeAccounts(app);
  const clients = new Map<string, HttpClient>();
  const as = async (username: string): Promise<HttpClient> => {
    const known = clients.get(username);
    if (known !== undefined) {
      return known;
    }
    const client = await app.as(username);
    clients.set(username, client);
    return client;
  };
  return { ...app, as, ...hostedWalks({ ...app, as }), ...grantWalks({ ...app, as }) };
}

type App = Awaited<ReturnType<typeof startHostedApp>>;

/** The parties and accounts of `npm start`, as far as the office lacks them. */
export async function addPracticeAccounts({ pool, sealer }: Pick<App, 'pool' | 'sealer'>): Promise<void> {
  const accounts = createAccountsStore(pool, sealer, BONDS);
  for (const { key, kind, name } of PRACTICE_PARTIES) {
    await accounts.addParty({ id: `pty_${key}`, kind, name, jurisdiction: '150600' });
  }
  const { rows } = await pool.query<{ username: string }>('SELECT username FROM person');
  const known = new Set(rows.map(({ username }) => username));
  for (const { party, jurisdiction = '150600', ...account } of PRACTICE_ACCOUNTS) {
    if (!known.has(account.username)) {
      await accounts.addPerson({
        ...account,
        id: personIdOf(account.username),
        passwordHash: PRACTICE_HASH,
        jurisdiction,
        partyId: party === undefined ? null : `pty_${party}`,
      });
    }
  }
}

export function personIdOf(username: string): string {
  return `per_${username.replaceAll('.', '')}`;
}

interface Application {
  readonly key: string;
  readonly who: string;
  readonly holder: string;
  readonly name: string;
  readonly targets?: readonly number[];
  readonly backbonesTarget?: number;
  readonly ownFundsFen: number;
  readonly budgetItems: readonly object[];
  readonly leader?: object;
}

/** What only a desk without Temporal does. */
function hostedWalks({ pool, desk, ask }: App) {
  const businessMs = async (): Promise<number> => {
    const { rows } = await pool.query<{ offset: string }>('SELECT clock_offset_ms AS offset FROM environment');
    return Date.now() + Number(rows[0]?.offset ?? 0);
  };
  return {
    /** A call whose period has opened and whose workflow has begun. */
    async openCall(route = 'BASE_GRANT_REGIONAL', year = 2025): Promise<string> {
      const callId = await addCall(pool, route, year);
      await desk.start('grantCall', callId);
      return callId;
    },
    /** What the sweep tells a call whose notice has ended. */
    async settle(callId: string, noticeId: string): Promise<void> {
      await ask({
        entity: 'grantCall',
        id: callId,
        message: { kind: 'noticeSettled', actId: `${noticeId}/settled/${callId}`, atMs: await businessMs(), noticeId },
      });
    },
  };
}

/** What the people of a call do over HTTP. */
export function grantWalks(app: {
  readonly pool: App['pool'];
  readonly as: (username: string) => Promise<HttpClient>;
  readonly setTime: (at: string) => Promise<unknown>;
  readonly personId?: (username: string) => string;
}) {
  const { pool, as } = app;

  const draft = async (callId: string, application: Application): Promise<Answer> =>
    (await as(application.who)).send('POST', '/api/v1/grants', draftOf(callId, application));

  /** A complete draft with its papers. */
  const apply = async (callId: string, application: Application): Promise<string> => {
    const { body } = await draft(callId, application);
    const client = await as(application.who);
    for (const kind of ['APPLICATION_FORM', 'CONSTRUCTION_PLAN', 'BUDGET', 'CAPACITY_PROOF']) {
      await client.send('PUT', `/api/v1/grants/${body.id}/documents/${kind}`, { text: '练习文本' });
    }
    return body.id;
  };

  const submit = async (who: string, grantId: string): Promise<Answer> =>
    (await as(who)).act('POST', `/api/v1/grants/${grantId}/submission`, { pledge: true });

  const taskOf = async (who: string, grantId: string) => {
    const client = await as(who);
    const page = await client.send('GET', `/api/v1/tasks?box=todo&grantId=${grantId}`);
    return page.body.items[0];
  };

  const decide = async (who: string, grantId: string, body: object): Promise<Answer> => {
    const task = await taskOf(who, grantId);
    return (await as(who)).send('POST', `/api/v1/tasks/${task?.id ?? 'tsk_none'}/decision`, body, {
      'If-Match': `"${task?.revision ?? 0}"`,
    });
  };

  /** The city's HR bureau and its Finance recommend. */
  const recommend = async (grantId: string): Promise<readonly number[]> => {
    const first = await decide('city.hr', grantId, { act: 'recommend', answers: CITY_ANSWERS });
    const second = await decide('city.finance', grantId, { act: 'recommend', answers: FINANCE_ANSWERS });
    return [first.status, second.status];
  };

  const callAct = async (who: string, callId: string, act: string, body: object = {}): Promise<Answer> =>
    (await as(who)).act('POST', `/api/v1/grant-calls/${callId}/${act}`, body);

  const score = (who: string, grantId: string, points: readonly number[]): Promise<Answer> =>
    decide(who, grantId, { act: 'score', declaration: { noConflict: true }, points: pointsOf(points) });

  const readGrant = async (grantId: string, who = 'region.hr') =>
    (await as(who)).send('GET', `/api/v1/grants/${grantId}`);

  /** Both sides confirm the notice of a proposal; the second one publishes. */
  const publish = async (noticeId: string) => {
    await (await as('region.hr')).act('POST', `/api/v1/notices/${noticeId}/confirmation`);
    return (await (await as('region.finance')).act('POST', `/api/v1/notices/${noticeId}/confirmation`)).body;
  };

  /** A ruling on the only objection of a notice. */
  const rule = async (who: string, noticeId: string, body: object): Promise<Answer> => {
    const { rows } = await pool.query<{ id: string; revision: number }>(
      "SELECT id, revision FROM task WHERE entity_id = $1 AND state = 'open' AND kind = 'objection'",
      [noticeId],
    );
    const [task] = rows;
    return (await as(who)).send('POST', `/api/v1/tasks/${task?.id ?? ''}/decision`, body, {
      'If-Match': `"${task?.revision ?? 0}"`,
    });
  };

  /** Applications that were recommended and scored by three experts, under a call of one place with scoring closed. */
  const scored = async (callId: string, keys: readonly string[], year: string): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (const key of keys) {
      const application: Application = YEARS.grants.applications.find((one: Application) => one.key === key);
      const grantId = await apply(callId, application);
      await submit(application.who, grantId);
      await recommend(grantId);
      ids.push(grantId);
    }
    await app.setTime(`${year}-07-16T10:00:00+08:00`);
    await callAct('region.hr', callId, 'quota', { places: 1, reason: '年度名额' });
    const experts = ['expert1', 'expert2', 'expert3'];
    await callAct('region.hr', callId, 'panel', { experts: experts.map(app.personId ?? personIdOf) });
    for (const [position, grantId] of ids.entries()) {
      for (const expert of experts) {
        await score(expert, grantId, [35 - position, 25, 15, 8]);
      }
    }
    await callAct('region.hr', callId, 'scoring-close');
    return ids;
  };

  return {
    draft,
    apply,
    submit,
    taskOf,
    decide,
    recommend,
    callAct,
    score,
    readGrant,
    publish,
    rule,
    scored,
  };
}

export function pointsOf([capacity, plan, team, funding]: readonly number[]) {
  return { capacity, plan, team, funding };
}

function draftOf(callId: string, application: Application) {
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
