import { describe, expect, it } from 'vitest';
import { canBeDone } from '../../domain/authority/office-seats.ts';
import { FUND_PURPOSES, type FundPurpose, type SkillLevel } from '../../domain/codes.ts';
import { listRoutes } from '../../domain/policy/route-list.ts';
import { columnsMissing } from '../../domain/policy/check/route-columns.ts';
import { resolveParameter } from '../../domain/policy/resolve-parameter.ts';
import {
  describeRoute,
  isPriced,
  resolveFund,
  resolveRate,
  resolveRoute,
  type ResolvedRoute,
} from '../../domain/policy/resolve-route.ts';
import { brokenStep } from '../../domain/line/path-steps.ts';
import { day, PRACTICE_LIBRARY, ROUTE, shippedLibrary } from '../support/policy-library.ts';

const LIVE = shippedLibrary({ practice: false });
const ORDOS = '150600';
const ON = day('2025-06-01');
const NUMBERS = Array.from({ length: 46 }, (_one, index) => `C${String(index + 1).padStart(2, '0')}`);
const LISTED = listRoutes(PRACTICE_LIBRARY, { jurisdiction: ORDOS, on: ON });
const byNumber = (number: string) => {
  const found = LISTED.find((route) => route.number === number);
  if (found?.route == null) {
    throw new Error(`no ${number}`);
  }
  return { ...found, route: found.route };
};
const GRANTS = ['C25', 'C26', 'C27', 'C28', 'C29', 'C30', 'C31'];
const RECORDS = ['C36', 'C44', 'C46'];
/** No paper names the fund of these awards and supports. */
const FUND_ENTERED = ['C34', 'C35', 'C37', 'C39', 'C40', 'C41', 'C42', 'C43'];
const RIDERS = ['C09', 'C12', 'C13'];
const fundOf = (route: string, on: string, purpose: FundPurpose = 'base') =>
  resolveFund(PRACTICE_LIBRARY, { jurisdiction: ORDOS, route, on: day(on), purpose })?.row.fund;

describe('the forty-six routes', () => {
  it('stand in the packs for an office of Ordos, C07 by class and by person, with clause and quote (R-142)', () => {
    const numbers = LISTED.map((route) => route.number);
    expect([...new Set(numbers)]).toEqual(NUMBERS);
    expect(numbers.filter((number, position) => numbers.indexOf(number) !== position)).toEqual(['C07']);
    const unsaid = LISTED.filter(
      ({ route }) => route?.mark !== 'seed' || route.clause === '' || route.quote === undefined,
    );
    expect(unsaid).toEqual([]);
  });

  it('R-118: are open in practice, but for the city grants, whose amount nobody has said', () => {
    const closed = LISTED.filter((route) => route.missing.length > 0);
    expect(closed.map((route) => route.number)).toEqual(['C29']);
    expect(byNumber('C29').missing.map(({ key }) => key)).toContain('grant.amount.BASE_STUDIO_GRANT_CITY');
    expect(LISTED.every((route) => route.missing.every(({ zh, en }) => zh !== '' && en !== ''))).toBe(true);
  });

  it('L11: lack nothing but a rate in live mode, where a rate prices them, or the fund that no paper names', () => {
    const lacking = listRoutes(LIVE, { jurisdiction: ORDOS, on: ON })
      .filter(({ route }) => route?.intake !== 'grant')
      .map(({ code, missing }) => [code, ...missing.map(({ key }) => key)]);
    const wanted = LISTED.filter(({ number }) => !GRANTS.includes(number ?? '')).map(({ code, number, route }) => [
      code,
      ...(isPriced(route?.rateKind ?? 'none') ? [`rate.${route?.rateKind ?? ''}`] : []),
      ...(FUND_ENTERED.includes(number ?? '') ? ['fund'] : []),
      ...(route?.intake === 'rides' ? ['ridesOn'] : []),
    ]);
    expect(lacking).toEqual(wanted);
  });

  it('that ride on others are open only where one of those is (R-142)', () => {
    const inRegion = listRoutes(PRACTICE_LIBRARY, { jurisdiction: '150000', on: ON });
    const riding = inRegion.find(({ number }) => number === 'C12');
    expect(
      inRegion.filter(({ code, missing }) => riding?.route?.ridesOn?.includes(code) === true && missing.length === 0),
    ).toEqual([]);
    expect(riding?.missing.map(({ key }) => key)).toContain('ridesOn');
  });

  it.each([
    ['C01', 'P1_JOINT', 'class', 'classOpening', 'classHour', 'institution'],
    ['C02', 'P1_JOINT', 'class', 'classOpening', 'classHour', 'institution'],
    ['C03', 'P1_JOINT', 'class', 'classOpening', 'classHour', 'enterprise'],
    ['C04', 'P1_JOINT', 'class', 'classOpening', 'classHour', 'institution'],
    ['C05', 'P1_JOINT', 'class', 'classOpening', 'perYear', 'enterprise'],
    ['C06', 'P2_EXISTING', 'persons', 'certificate', 'perHead', 'person'],
    ['C07', 'P2_EXISTING', 'class', 'classOpening', 'classHour', 'institution'],
    ['C08', 'P2_EXISTING', 'persons', 'certificate', 'fixed', 'person'],
    ['C09', 'P1_JOINT', 'rides', 'classOpening', 'perDay', 'person'],
    ['C10', 'P1_JOINT', 'months', 'submission', 'perMonth', 'enterprise'],
    ['C11', 'P3_INSURANCE', 'persons', 'certificate', 'perHead', 'person'],
    ['C14', 'P2_EXISTING', 'persons', 'certificate', 'perHead', 'person'],
    ['C22', 'P1_JOINT', 'class', 'classOpening', 'classHour', 'institution'],
    ['C23', 'P1_JOINT', 'class', 'classOpening', 'perHead', 'enterprise'],
    ['C34', 'P5_AWARD', 'results', 'submission', 'entered', 'person'],
    ['C43', 'P6_PURCHASE', 'results', 'submission', 'entered', 'institution'],
    ['C44', 'P7_TRACK_ONLY', 'results', 'submission', 'none', 'person'],
    ['C45', 'P1_JOINT', 'class', 'classOpening', 'classHour', 'enterprise'],
  ])('%s goes by %s from %s, judged on its %s, paid %s to the %s (R-001)', (number, ...expected) => {
    const { pipeline, intake, referenceDate, rateKind, payee } = byNumber(number).route;
    expect([pipeline, intake, referenceDate, rateKind, payee]).toEqual(expected);
  });

  it('have in their files every column that their checks and keys read', () => {
    expect(LISTED.flatMap(({ route }) => (route === null ? [] : columnsMissing(route)))).toEqual([]);
  });

  it('have only stages that some account can do, each with a word, a label and days', () => {
    const stages = LISTED.flatMap(({ route }) => route?.stages ?? []);
    expect(stages.filter((stage) => !canBeDone(stage))).toEqual([]);
    expect(LISTED.flatMap(({ steps }) => steps).filter(({ days }) => days === null || days <= 0)).toEqual([]);
  });

  it('tell how long they take: P1 and P2 thirty working days, P3 twenty, P5 twenty-five (R-142)', () => {
    expect(['C01', 'C10', 'C06', 'C43', 'C11', 'C34'].map((number) => byNumber(number).expectedDays)).toEqual([
      30, 30, 30, 30, 20, 25,
    ]);
    expect(RECORDS.map((number) => byNumber(number).expectedDays)).toEqual([null, null, null]);
  });
});

describe('the steps of the shipped paths', () => {
  it('R-091, R-106, R-107: keep their order on every route', () => {
    const broken = LISTED.filter(({ route }) => {
      const { pipeline, stages = [] } = route ?? {};
      return (
        (pipeline === 'P1_JOINT' || pipeline === 'P2_EXISTING' || pipeline === 'P3_INSURANCE') &&
        brokenStep(pipeline, stages) !== undefined
      );
    });
    expect(broken).toEqual([]);
  });

  it('R-107: a jurisdiction may switch off the notice of the insurance path', () => {
    const packs = LIVE.packs.map((pack) => ({
      ...pack,
      parameters: pack.parameters.map((row) => (row.key === 'insurance.needsNotice' ? { ...row, value: false } : row)),
    }));
    const found = describeRoute({ ...LIVE, packs }, { jurisdiction: ORDOS, route: 'SKILL_UPGRADE_SUBSIDY', on: ON });
    expect(found?.route.stages.map((stage) => stage.stage)).toEqual(['insuranceDecision', 'disbursement']);
    expect(brokenStep('P3_INSURANCE', found?.route.stages ?? [])).toBeUndefined();
  });

  it('R-081: a contract check stands exactly on the routes on which the top-up rides', () => {
    const checked = LISTED.filter(({ steps }) => steps.some((step) => step.kind === 'contractCheck'));
    expect(checked.map(({ code }) => code).toSorted()).toEqual((byNumber('C12').route.ridesOn ?? []).toSorted());
  });

  it('R-008: a personal claim takes the joint path where the literal reading says so', () => {
    const question = { jurisdiction: ORDOS, route: 'INDIVIDUAL_CERTIFICATE', on: ON, pipeline: 'P1_JOINT' } as const;
    const found = resolveRoute(PRACTICE_LIBRARY, question);
    expect(found.ok && found.value.stages.map((stage) => stage.stage)).toEqual([
      'departmentReview',
      'bureauReview',
      'jointNotice',
      'disbursement',
    ]);
  });
});

describe('routes that ride', () => {
  it('are rows without a file of their own and show on the routes that carry them', () => {
    expect(RIDERS.map((number) => byNumber(number).route.intake)).toEqual(['rides', 'rides', 'rides']);
    expect(byNumber('C01').riddenBy).toEqual(['ADVANCE_PAYMENT', 'EMPLOYMENT_FLOAT', 'LIVING_ALLOWANCE']);
    expect(byNumber('C02').riddenBy).toEqual(['EMPLOYMENT_FLOAT', 'LIVING_ALLOWANCE']);
    expect(byNumber('C11').riddenBy).toEqual([]);
  });

  it('R-072: an advance rides on the routes that the document names and no others', () => {
    const { winner } = resolveParameter(LIVE, { jurisdiction: ORDOS, route: '', on: ON, key: 'advance.routes' });
    expect(byNumber('C13').route.ridesOn).toEqual(winner?.value);
  });

  it('R-001: no top-up before the document of 2025 and none after its years', () => {
    expect(topUpOn('2025-05-07')).toMatchObject({ ok: false, missing: ['route.EMPLOYMENT_FLOAT'] });
    expect(topUpOn('2025-05-08')).toMatchObject({ ok: true });
    expect(topUpOn('2028-01-01')).toMatchObject({ ok: false });
  });
});

describe('which fund pays', () => {
  it('R-084: a class of 2020 in scope takes the special account, its allowance the employment subsidy', () => {
    expect(fundOf('INSTITUTION_CLASS_TRAINING', '2020-06-01')).toBe('SKILL_ACTION_SPECIAL_ACCOUNT');
    expect(fundOf('INSTITUTION_CLASS_TRAINING', '2020-06-01', 'allowance')).toBe('EMPLOYMENT_SUBSIDY');
    expect(fundOf('ENTERPRISE_TRAINING', '2020-06-01', 'advance')).toBe('SKILL_ACTION_SPECIAL_ACCOUNT');
  });

  it('R-002: a row for one route precedes a row for a list of routes (L11)', () => {
    expect(fundOf('INSTITUTION_CLASS_TRAINING', '2025-06-01')).toBe('SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE');
    expect(fundOf('INSTITUTION_PROJECT_TRAINING', '2025-06-01')).toBe('EMPLOYMENT_SUBSIDY');
  });

  it('R-084: what is out of the scope never took it', () => {
    const outside = ['TRIAL_ENTREPRENEURSHIP_2000', 'APPRAISAL_SUBSIDY', 'TECHNICIAN_TRAINING'];
    expect(new Set(outside.map((route) => fundOf(route, '2020-06-01')))).toEqual(new Set(['EMPLOYMENT_SUBSIDY']));
    expect(fundOf('INSTITUTION_CLASS_TRAINING', '2022-01-01')).toBe('EMPLOYMENT_SUBSIDY');
  });

  it('R-084: the scope of the rows is the scope that the parameter tells', () => {
    const { winner } = resolveParameter(LIVE, {
      jurisdiction: ORDOS,
      route: '',
      on: day('2020-06-01'),
      key: 'fund.actionScope',
    });
    const rows = LIVE.packs.flatMap((pack) => pack.funds).filter((row) => row.fund === 'SKILL_ACTION_SPECIAL_ACCOUNT');
    expect(rows.map((row) => row.routes)).toEqual([winner?.value, winner?.value]);
  });

  it('R-084: from 2025 the employment subsidy comes before the balance of the special account', () => {
    const rows = LIVE.packs
      .flatMap((pack) => pack.funds)
      .filter((row) => row.from === '2025-05-08' && row.purpose === 'base' && row.routes?.includes(ROUTE) === true);
    expect(rows.map((row) => row.fund)).toEqual(['EMPLOYMENT_SUBSIDY', 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE']);
    expect(fundOf('INSTITUTION_PROJECT_TRAINING', '2025-06-01')).toBe('EMPLOYMENT_SUBSIDY');
  });

  it('R-085: the balance pays training subsidies alone, never an allowance', () => {
    const rows = LIVE.packs
      .flatMap((pack) => pack.funds)
      .filter((row) => row.fund === 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE');
    expect(rows.map((row) => row.purpose)).toEqual(['base']);
  });

  it('R-084: the skill-upgrade subsidy comes from unemployment insurance in every year', () => {
    const days = ['2019-06-01', '2020-06-01', '2025-06-01', '2028-06-01'];
    const funds = days.map((on) => fundOf('SKILL_UPGRADE_SUBSIDY', on));
    expect(new Set(funds)).toEqual(new Set(['UNEMPLOYMENT_INSURANCE']));
  });

  it('R-088: technicians are booked to the line that the document names', () => {
    expect(byNumber('C23').route.budgetLine).toBe('HIGH_SKILL_TRAINING_SUBSIDY');
    expect(fundOf('TECHNICIAN_TRAINING', '2025-06-01')).toBe('EMPLOYMENT_SUBSIDY');
  });

  it('R-084: every route with money has a fund for every purpose on any day of its law', () => {
    const days = ['2020-06-01', '2023-06-01', '2025-06-01', '2028-06-01'];
    const ofPapers = LISTED.filter(({ number }) => !FUND_ENTERED.includes(number ?? ''));
    const unpaid = ofPapers.flatMap(({ code }) =>
      days.flatMap((on) => FUND_PURPOSES.filter((purpose) => fundOf(code, on, purpose) === undefined)),
    );
    expect(unpaid).toEqual([]);
    expect(fundOf('AWARD_TRAINING_PERFORMANCE', '2025-06-01')).toBe('AWARD_INSTEAD_OF_SUBSIDY');
    expect(fundOf('TRAINER_ACTIVITY_FUNDING', '2025-06-01')).toBe('EMPLOYMENT_SERVICE_SUBSIDY');
    expect(fundOf('BASE_GRANT_NATIONAL', '2025-06-01')).toBe('BASE_PROJECT_FUND');
    expect(fundOf('STUDIO_GRANT_REGIONAL', '2025-06-01')).toBe('REGION_BUDGET');
  });
});

describe('special rows', () => {
  it('R-063: custody is the justice authority’s, and its notice bears no names', () => {
    expect(byNumber('C22').route).toMatchObject({ department: 'JUSTICE', noticeNames: 'aggregate' });
    expect(LISTED.filter(({ route }) => route?.noticeNames === 'aggregate').map(({ number }) => number)).toEqual([
      'C22',
    ]);
  });

  it('R-089: the trial subsidy is priced by the document’s own parameter', () => {
    const { amountKey } = byNumber('C08').route;
    expect(amountKey).toBe('trial2000.amount');
    const { winner } = resolveParameter(LIVE, {
      jurisdiction: ORDOS,
      route: 'TRIAL_ENTREPRENEURSHIP_2000',
      on: ON,
      key: 'trial2000.amount',
    });
    expect(winner?.value).toBe(200_000);
  });

  it('R-068: practice prices a certificate by its level', () => {
    expect([upgradeRate('LEVEL_5'), upgradeRate('LEVEL_3')]).toEqual([100_000, 200_000]);
  });
});

function topUpOn(on: string): ResolvedRoute {
  return resolveRoute(PRACTICE_LIBRARY, { jurisdiction: ORDOS, route: 'EMPLOYMENT_FLOAT', on: day(on) });
}

function upgradeRate(level: SkillLevel): number {
  const question = { jurisdiction: ORDOS, route: 'SKILL_UPGRADE_SUBSIDY', on: ON, level };
  return Number(resolveRate(PRACTICE_LIBRARY, question)?.row.value);
}
