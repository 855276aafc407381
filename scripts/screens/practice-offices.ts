import { draft, callOf } from '../demo/years-calls.ts';
import { readYears } from '../demo/years-files.ts';
import { openStage } from '../demo/years-stage.ts';
import { decide } from '../demo/class-play.ts';
import { until, type Office } from '../demo/office-client.ts';

/** What the offices beside the claims have on their desks. */
export interface OfficesScene {
  readonly callId: string;
  readonly grantId: string;
  readonly cycleNo: number;
  readonly caseId: string;
}

const JURISDICTION = '150600';
/** The account whose party a case is opened on; it has no claim and no application. */
const SUSPECT = 'school2';

/** Applies to a call, enters demand and opens a case, on the day that the clock shows (between the call's days). */
export async function playOffices(office: Office, say: (line: string) => void): Promise<OfficesScene> {
  const files = readYears();
  const stage = openStage({ files, office, say: () => undefined }, []);
  const [application] = files.grants.applications;
  if (application === undefined) {
    throw new RangeError('The practice years have no application');
  }
  const callId = await callOf(stage, application.route);
  const grant = await draft(stage, callId, application);
  await stage.act(application.who, `/api/v1/grants/${grant.id}/submission`, { pledge: true });
  for (const { who, entry } of files.demand.entries) {
    await (await office.desk(who)).post('/api/v1/demand-entries', entry);
  }
  const { items: cycles } = await stage.read('dept.hr', `/api/v1/demand-cycles?jurisdiction=${JURISDICTION}`);
  const { party } = await stage.read(SUSPECT, '/api/v1/session');
  const found = { partyId: party.id, finding: 'FAKE_TRAINING', suspectedCrime: false, note: '名册与考勤不符' };
  const { body: opened } = await (await office.desk('bureau.review')).post('/api/v1/cases', found);
  say('a grant, demand and a case wait');
  return { callId, grantId: grant.id, cycleNo: cycles[0].no, caseId: opened.id };
}

/** Goes to the weeks in which the organs hand in their plans of a year; one has, and it is accepted. */
export async function playPlans(office: Office, year: number): Promise<void> {
  const { plan } = readYears();
  const [first] = plan.submissions;
  if (first === undefined) {
    throw new RangeError('The practice years have no plan');
  }
  await office.moveClock({ advanceTo: `${year}-02-10T10:00:00+08:00` });
  const planner = await office.desk(first.who);
  const opened = await until(`the plan of ${year}`, async () => {
    const { items } = (await planner.get(`/api/v1/annual-plans?jurisdiction=${JURISDICTION}&year=${year}`)).body;
    return items[0]?.revision > 0 ? items[0] : null;
  });
  const path = `/api/v1/annual-plans/${opened.id}`;
  const { etag } = await planner.get(path);
  await planner.post(`${path}/submissions`, { organ: first.organ, lines: first.lines }, { ifMatch: etag ?? '' });
  await decide(office, 'bureau.review', `planId=${opened.id}&planOrgan=${first.organ}&stage=planReview`, {
    act: 'accept',
  });
}
