import type { Say } from './class-play.ts';
import { shareClock } from './demo-clock.ts';
import type { Compared } from './demo-routes.ts';
import type { Office } from './office-client.ts';
import { callOf, draft, draftOf, type GrantIds } from './years-calls.ts';
import { playDemand } from './years-demand.ts';
import { readYears, type PlayedTitle } from './years-files.ts';
import { playPlan } from './years-plan.ts';
import { differing, openStage, type YearsStage } from './years-stage.ts';
import { playTitle } from './years-titles.ts';

export interface YearsResult {
  readonly compared: readonly Compared[];
  /** Differences from the figures that were counted by hand, and lives that broke off. */
  readonly wrong: readonly (Compared | { readonly what: string; readonly error: unknown })[];
  readonly grants: GrantIds;
}

/** Plays `practice/years`: two calls with the lives of their titles, a plan and a demand cycle, on one clock. */
export async function playYears(office: Office, say: Say): Promise<YearsResult> {
  const files = readYears();
  const compared: Compared[] = [];
  const grants = new Map<string, string>();
  const lives: Readonly<Record<string, (stage: YearsStage) => Promise<void>>> = {
    register: playRegister,
    refusals: playRefusals,
    plan: playPlan,
    demand: playDemand,
    ...Object.fromEntries(files.grants.lives.map((life) => [life.application, titleOf(life, grants)])),
  };
  const clock = shareClock(office, Object.keys(lives).length);
  const broken = await Promise.all(
    Object.entries(lives).map(async ([what, play]) => {
      try {
        await play(openStage({ files, office: clock.office, say }, compared));
        return [];
      } catch (error) {
        return [{ what: `${what} broke off`, error }];
      } finally {
        clock.leave();
      }
    }),
  );
  return { compared, wrong: [...differing(compared), ...broken.flat()], grants };
}

function titleOf(life: PlayedTitle, grants: Map<string, string>) {
  return async (stage: YearsStage): Promise<void> => {
    for (const [key, id] of await playTitle(stage, life)) {
      grants.set(key, id);
    }
  };
}

/** What everybody may not do in a call. */
async function playRefusals(stage: YearsStage): Promise<void> {
  const { grants } = stage.files;
  await stage.goTo(grants.cityOn);
  const { who, route } = grants.bothLevels;
  const applied = await stage.read(who, '/api/v1/grants');
  const [own] = applied.items;
  const application = grants.applications.find((one) => one.who === who);
  if (own === undefined || application === undefined) {
    throw new RangeError(`${who} has not applied`);
  }
  const other = await draft(stage, await callOf(stage, route), application);
  const both = await stage.refusal(who, `/api/v1/grants/${other.id}/submission`, { pledge: true });
  stage.compare('both levels in a year', both, '422 BOTH_LEVELS_IN_ONE_CALL');
  const seen = await (await stage.office.desk(grants.stranger)).ask('GET', `/api/v1/grants/${own.id}`);
  stage.compare('an application of another holder', seen.status, 404);
  await stage.goTo(grants.closedOn);
  const late = { ...application, ...grants.late };
  const refused = await stage.refusal(late.who, '/api/v1/grants', draftOf(await callOf(stage, late.route), late));
  stage.compare('an application after the last day', refused, '409 CALL_NOT_OPEN');
}

/** What the register and the report say of all titles, and which calls opened in all years. */
async function playRegister(stage: YearsStage): Promise<void> {
  const { files } = stage;
  const { grants, wanted } = files;
  await stage.goTo(grants.opensOn);
  const opened = await stage.read('region.hr', `/api/v1/grant-calls?year=${grants.callYear}`);
  const routes = opened.items.map(({ route }: { readonly route: string }) => route);
  stage.compare('routesOpened', routes.toSorted(), wanted.grants.routesOpened.toSorted());

  await stage.goTo(files.demand.laterOn);
  const titles = await stage.read('region.hr', '/api/v1/designations?state=designated');
  stage.compare('designatedNow', titles.items.length, wanted.grants.designatedNow);
  const first = await stage.read('region.hr', '/api/v1/reports/designations');
  stage.compare('firstPaidFen', sum(first.items, 'paidFen'), wanted.grants.firstPaidFen);

  await stage.goTo(grants.finallyOn);
  const report = await stage.read('region.hr', '/api/v1/reports/designations');
  for (const [title, { targets, ...figures }] of Object.entries(wanted.grants.report)) {
    const row = report.items.find(
      (one: Readonly<Record<'kind' | 'level', string>>) => `${one.kind}/${one.level}` === title,
    );
    stage.compareFields(title, row ?? {}, figures);
    const shown = row?.targets.map((one: Readonly<Record<string, number>>) => [one['byYear'], one['number']]);
    stage.compare(`${title}.targets`, shown, targets);
  }
  for (const [route, number] of Object.entries(wanted.grants.callsUntilEnd)) {
    const calls = await stage.read('region.hr', `/api/v1/grant-calls?route=${route}&limit=200`);
    stage.compare(`${route} calls`, calls.items.length, number);
  }
}

function sum(rows: readonly Readonly<Record<string, number>>[], field: string): number {
  return rows.reduce((total, row) => total + (row[field] ?? 0), 0);
}
