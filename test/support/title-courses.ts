import type { Actor } from '../../domain/authority/actor.ts';
import type { GrantCourse, GrantFacts, GrantPlan } from '../../domain/grant/grant-course.ts';
import { splitGrant } from '../../domain/grant/grant-instalments.ts';
import { beginTitle, type TitleFacts } from '../../domain/grant/grant-title-course.ts';
import { parseFen } from '../../domain/money.ts';
import { day } from './policy-library.ts';

const REGION = '150000';
export const PLAN: GrantPlan = {
  grantId: 'grt_1',
  callId: 'gcl_1',
  jurisdiction: REGION,
  applicantJurisdiction: '150600',
  applicantPartyId: 'pty_1',
  clockOffsetMs: 0,
};
export const GRANT_FEN = 100_000_000;
export const DAY_MS = 86_400_000;
export const START_MS = Date.parse('2025-08-04T00:00:00+08:00');
export const yearMs = (year: number): number => Date.parse(`${year}-01-01T00:00:00+08:00`);

const actor = (personId: string, organ: Actor['organ'], role: Actor['roles'][number]): Actor => ({
  personId,
  organ,
  section: null,
  jurisdiction: REGION,
  roles: [role],
  partyId: null,
});
export const HOLDER: Actor = { ...actor('per_holder', null, 'applicant'), jurisdiction: '150600', partyId: 'pty_1' };
export const OFFICERS = [actor('per_o1', 'HRSS', 'grantOfficer'), actor('per_o2', 'HRSS', 'grantOfficer')] as const;
export const [OFFICER] = OFFICERS;
export const APPROVER = actor('per_a', 'HRSS', 'grantApprover');
export const FINANCE = actor('per_f', 'FINANCE', 'grantApprover');
export const MAKER = actor('per_m', 'FINANCE', 'financeMaker');
export const CHECKER = actor('per_c', 'FINANCE', 'financeChecker');

export const AT_AGREEMENT: GrantCourse = {
  revision: 1,
  lastActId: 'act_0',
  state: 'agreement',
  round: 1,
  deciders: [],
  panel: [],
  timer: { kind: 'agreement', atMs: START_MS + 28 * DAY_MS },
  title: beginTitle(
    {
      instalments: splitGrant(parseFen(GRANT_FEN), [6000, 4000]),
      firstYear: 2026,
      firstOpensMs: yearMs(2027),
      designatedOn: day('2025-08-04'),
    },
    START_MS + 28 * DAY_MS,
  ),
};

/** What a recording would find: days by the clock, figures by a switch. */
export function factsOf(course: GrantCourse, atMs: number, meets: boolean): GrantFacts {
  const year = course.title?.next?.year ?? 0;
  const title: TitleFacts = {
    buildEndsMs: atMs + 730 * DAY_MS,
    acceptanceEndsMs: atMs + 90 * DAY_MS,
    rectifyEndsMs: atMs + 90 * DAY_MS,
    meets,
    opened: {
      year,
      reportEndsMs: yearMs(year + 1) + 31 * DAY_MS,
      rectifyDays: 90,
      maxRectifications: 1,
      nextOpensMs: yearMs(year + 2),
      ofBuilding: course.state === 'building',
    },
  };
  return { timerAtMs: null, score: null, title };
}
