import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reviewOfBureau } from '../../domain/claim/claim-table.ts';
import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import { directoryInForce, planLines } from '../../domain/policy/directories.ts';
import {
  rateFor,
  snapshotInt,
  snapshotPolicy,
  snapshotText,
  snapshotUnit,
} from '../../domain/policy/policy-snapshot.ts';
import { resolveRoute, type ResolvedRoute } from '../../domain/policy/resolve-route.ts';
import { listRoutes } from '../../domain/policy/route-list.ts';
import { brokenStep } from '../../domain/line/path-steps.ts';
import { ENTRY_COLUMN_CODES } from '../../domain/policy/route-codes.ts';
import { withPackFolder } from '../support/pack-folder.ts';
import { day, POLICIES, PRACTICE_LIBRARY, shippedLibrary } from '../support/policy-library.ts';
import { README_PERSONS_ROUTE, README_ROUTE, readmePack } from '../support/readme-pack.ts';
import { THIRD_JURISDICTION, THIRD_LIBRARY, THIRD_PLAN_LINE, THIRD_ROUTE } from '../support/third-jurisdiction.ts';

const ON = day('2025-06-02');

describe('a third jurisdiction, made up here', () => {
  const question = { jurisdiction: THIRD_JURISDICTION, route: THIRD_ROUTE, on: ON };

  it('opens its route by its pack alone, with one review more and in its own order', () => {
    const found = resolveRoute(THIRD_LIBRARY, question);
    const stages = found.ok ? found.value.stages : [];
    expect(stages.map((stage) => stage.stage)).toEqual([
      'departmentReview',
      'qualityReview',
      'bureauReview',
      'jointNotice',
      'disbursement',
    ]);
    expect(brokenStep('P1_JOINT', stages)).toBeUndefined();
  });

  it('has its own notice, counted in calendar days, and its own limits', () => {
    const outcome = snapshotPolicy(THIRD_LIBRARY, question);
    if (!outcome.ok) {
      throw new Error(outcome.missing.join(', '));
    }
    const { value } = outcome;
    expect([snapshotInt(value, 'notice.days'), snapshotUnit(value, 'notice.days')]).toEqual([10, 'calendarDays']);
    expect(snapshotText(value, 'notice.unit')).toBe('CALENDAR');
    expect(snapshotInt(value, 'limit.maxPerYear')).toBe(2);
    expect(value.rates.map((rate) => Number(rate.value))).toEqual([800]);
    expect(value.fund).toBe('EMPLOYMENT_SUBSIDY');
  });

  it('becomes the plan of a claim whose last review is the bureau’s, as everywhere', () => {
    const outcome = snapshotPolicy(THIRD_LIBRARY, question);
    const plan = outcome.ok
      ? claimPlanOf(outcome.value, {
          claimId: 'clm_1',
          jurisdiction: THIRD_JURISDICTION,
          applicantPersonId: 'per_1',
          applicantPartyId: 'pty_1',
          responsibleDepartment: 'EDUCATION',
          clockOffsetMs: 0,
        })
      : undefined;
    expect(plan?.stages.map(({ organ, decidesAs }) => [organ, decidesAs])).toEqual([
      ['EDUCATION', 'departmentReviewer'],
      ['MARKET_REGULATION', 'departmentReviewer/qualityReview'],
      ['HRSS', 'bureauReviewer'],
      ['HRSS', 'departmentReviewer'],
      ['FINANCE', 'financeMaker'],
    ]);
    expect(plan === undefined ? undefined : reviewOfBureau(plan)?.stage).toBe('bureauReview');
  });

  it('tells its days: 10 + 4 + 5 working days, ten calendar days as eight, and 10 for the money', () => {
    const listed = listRoutes(THIRD_LIBRARY, question).find(({ code }) => code === THIRD_ROUTE);
    expect(listed).toMatchObject({ number: null, missing: [], expectedDays: 10 + 4 + 5 + 8 + 10 });
  });

  it('has its plan line and its directory', () => {
    expect(planLines(THIRD_LIBRARY, THIRD_JURISDICTION).map(({ planLine }) => planLine)).toEqual([THIRD_PLAN_LINE]);
    expect(directoryInForce(THIRD_LIBRARY, THIRD_JURISDICTION, ON)?.version).toBe('trial-city-1');
  });

  it('changes nothing for Ordos', () => {
    const ordos = { jurisdiction: '150600', on: ON };
    expect(listRoutes(THIRD_LIBRARY, ordos)).toEqual(listRoutes(PRACTICE_LIBRARY, ordos));
  });
});

describe('the examples of policies/README.md', () => {
  it('opens its route as it stands there, in live mode too', () => {
    expect(opened('150200', readmePack(), false)).toMatchObject({ ok: true, document: '150200-2025-evening-classes' });
  });

  it('opens it for another office when only the code is changed', () => {
    expect(opened('150600', readmePack('150600'), true)).toMatchObject({ ok: true });
    expect(opened('220100', readmePack('220100'), false)).toMatchObject({ ok: true });
  });

  it('opens the route for people in the same way, with rates that follow each other', () => {
    const said = readmePack('150200', README_PERSONS_ROUTE);
    expect(opened('150200', said, false, README_PERSONS_ROUTE)).toMatchObject({ ok: true });
    expect(opened('220100', readmePack('220100', README_PERSONS_ROUTE), false, README_PERSONS_ROUTE)).toMatchObject({
      ok: true,
    });
    const paid = (on: string, level: string) =>
      withPackFolder({ '150200/example.yaml': said }, (folder) => {
        const library = shippedLibrary({ practice: false, also: [folder] });
        const law = snapshotPolicy(library, { jurisdiction: '150200', route: README_PERSONS_ROUTE, on: day(on) });
        return law.ok ? Number(rateFor(law.value, { occupation: '4-14-01-02', level })?.value) : law.missing;
      });
    expect([paid('2025-12-31', 'LEVEL_5'), paid('2026-01-01', 'LEVEL_5'), paid('2026-01-01', 'LEVEL_3')]).toEqual([
      60_000, 70_000, 100_000,
    ]);
  });

  it('names every column that a route may have', () => {
    const readme = readFileSync(join(POLICIES, 'README.md'), 'utf8');
    const table = readme.slice(readme.indexOf('column codes of `columns:`'), readme.indexOf('Codes with their'));
    const named = [...table.matchAll(/`(?<codes>[a-zA-Z ]+)`/g)].flatMap(({ groups }) => groups?.['codes']?.split(' '));
    expect(named).toHaveLength(ENTRY_COLUMN_CODES.length);
    expect(new Set(named)).toEqual(new Set(ENTRY_COLUMN_CODES));
  });

  it('is closed without its rate', () => {
    const [before = '', after = ''] = readmePack().split(/rates:\n[^\n]*\n/);
    expect(opened('150200', before + after, false)).toMatchObject({ ok: false, missing: ['rate.classHour'] });
  });
});

function opened(jurisdiction: string, text: string, practice: boolean, route = README_ROUTE): ResolvedRoute {
  return withPackFolder({ [`${jurisdiction}/example.yaml`]: text }, (folder) =>
    resolveRoute(shippedLibrary({ practice, also: [folder] }), {
      jurisdiction,
      route,
      on: ON,
    }),
  );
}
