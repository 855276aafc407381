import { until } from './office-client.ts';
import type { PlayedFiling } from './years-files.ts';
import type { YearsStage } from './years-stage.ts';

const JURISDICTION = '150600';

/** The plan of a year: eight organs, one returned, one late, one revised. */
export async function playPlan(stage: YearsStage): Promise<void> {
  const { plan, wanted } = stage.files;
  await stage.goTo(plan.opensOn);
  const { id: planId, opensOn, dueOn, organs } = await planOf(stage);
  stage.compare('plan.days', [opensOn, dueOn], wanted.plan.days);
  stage.compare('plan.required', organsWhere(organs, 'required'), wanted.plan.required);
  const inTime = plan.submissions.filter(({ late }) => late !== true);
  for (const filing of inTime.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    await file(stage, planId, filing);
  }
  await stage.goTo(plan.afterDueOn);
  stage.compare('plan.overdue', organsWhere((await planOf(stage)).organs, 'overdue'), wanted.plan.overdue);
  for (const filing of plan.submissions.filter(({ late }) => late === true)) {
    await file(stage, planId, filing);
  }
  await stage.goTo(plan.totalsOn);
  const filed = await planOf(stage);
  stage.compareFields('plan.totals', filed.totals, wanted.plan.totals);
  stage.compare(
    'plan.late',
    organsWhere(filed.organs, 'late'),
    plan.submissions.filter(({ late }) => late === true).map(({ organ }) => organ),
  );
  await revise(stage, planId);
  stage.compareFields('plan.totalsAfter', (await planOf(stage)).totals, wanted.plan.totalsAfter);
  const progress = await stage.read(
    'auditor',
    `/api/v1/reports/plan-progress?jurisdiction=${JURISDICTION}&year=${plan.year}`,
  );
  const planned = progress.planLines.map(
    (line: { readonly organ: string; readonly program: string; readonly planned: number }) => [
      `${line.organ}/${line.program}`,
      line.planned,
    ],
  );
  stage.compare('plan.planned', Object.fromEntries(planned), wanted.plan.planned);
}

async function planOf(stage: YearsStage) {
  const { year } = stage.files.plan;
  return until(`the plan of ${year}`, async () => {
    const { items } = await stage.read('auditor', `/api/v1/annual-plans?jurisdiction=${JURISDICTION}&year=${year}`);
    return items[0]?.revision > 0 ? items[0] : null;
  });
}

type Organ = Readonly<Record<'required' | 'overdue' | 'late', boolean>> & { readonly organ: string };

function organsWhere(organs: readonly Organ[], what: 'required' | 'overdue' | 'late'): readonly string[] {
  return organs.filter((one) => one[what]).map(({ organ }) => organ);
}

async function file(stage: YearsStage, planId: string, { on, who, organ, lines, returned }: PlayedFiling) {
  await stage.goTo(on);
  const path = `/api/v1/annual-plans/${planId}/submissions`;
  await stage.act(who, path, { organ, lines });
  const query = `planId=${planId}&planOrgan=${organ}&stage=planReview`;
  if (returned === true) {
    await stage.decide('bureau.review', query, { act: 'returnForCorrection', remark: '请补充依据' });
    await stage.act(who, path, { organ, lines });
  }
  await stage.decide('bureau.review', query, { act: 'accept' });
  stage.say(`${on}  计划 ${organ}${returned === true ? ', once returned' : ''}`);
}

async function revise(stage: YearsStage, planId: string): Promise<void> {
  const { on, who, organ, lines, reason } = stage.files.plan.revision;
  await stage.goTo(on);
  await stage.act(who, `/api/v1/annual-plans/${planId}/revisions`, { organ, lines, reason });
  await stage.decide('bureau.review', `planId=${planId}&planOrgan=${organ}&stage=planReview`, { act: 'accept' });
  stage.say(`${on}  计划调整 ${organ}`);
}
