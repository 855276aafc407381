import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestWord } from '../../domain/policy/check/nearest-word.ts';
import { snapshotPolicy } from '../../domain/policy/policy-snapshot.ts';
import { noticeRule } from '../../domain/notice/notice-period.ts';
import { policyReport } from '../../scripts/rules/policy-report.ts';
import { withPackFolder } from '../support/pack-folder.ts';
import { day, POLICIES, PRACTICE_LIBRARY, shippedLibrary } from '../support/policy-library.ts';
import { THIRD_JURISDICTION, THIRD_LIBRARY, THIRD_PACK, THIRD_ROUTE } from '../support/third-jurisdiction.ts';

const THIRD = '990100/x.yaml';
const ON = day('2025-06-02');

describe('R-097: the days of a notice and their unit', () => {
  it('are counted as notice.days says', () => {
    const outcome = snapshotPolicy(THIRD_LIBRARY, { jurisdiction: THIRD_JURISDICTION, route: THIRD_ROUTE, on: ON });
    expect(outcome.ok && noticeRule(outcome.value)).toMatchObject({ days: 10, unit: 'CALENDAR' });
  });

  it('never disagree in a pack that is shipped', () => {
    const rows = PRACTICE_LIBRARY.packs.flatMap((pack) => pack.parameters);
    expect(rows.filter(({ key }) => key === 'notice.days').map(({ unit }) => unit)).toEqual(['workingDays']);
    expect(rows.filter(({ key }) => key === 'notice.unit').map(({ value }) => value)).toEqual(['WORKING']);
  });

  it.each([
    [
      'calendar days without their unit',
      changed(/ {2}- \{ key: notice\.unit[^\n]*\n/, ''),
      /x\.yaml:18: parameters\.6\.key: notice\.days in calendarDays stands without notice\.unit for every route\. Add \{ key: notice\.unit, value: CALENDAR/,
    ],
    [
      'a unit without its days',
      changed(/ {2}- \{ key: notice\.days[^\n]*\n/, ''),
      /x\.yaml:18: parameters\.6\.key: notice\.unit stands without notice\.days for every route/,
    ],
    [
      'a unit that says the other',
      changed('value: CALENDAR', 'value: WORKING'),
      /x\.yaml:18: parameters\.6\.unit: notice\.days is in calendarDays, and notice\.unit says WORKING for every route\. Let both/,
    ],
    [
      'a unit for one route only',
      changed('key: notice.unit,', 'key: notice.unit, route: WORKSHOP_TRAINING,'),
      /x\.yaml:18: parameters\.6\.key: notice\.days in calendarDays stands without/,
    ],
    [
      'a unit that ends earlier',
      changed('key: notice.unit,', 'key: notice.unit, validTo: 2025-12-31,'),
      /x\.yaml:18: parameters\.6\.key: notice\.days in calendarDays stands without/,
    ],
    [
      'months',
      changed('value: 10, unit: calendarDays', 'value: 1, unit: months'),
      /x\.yaml:18: parameters\.6\.unit: a notice is not counted in months\. Write workingDays or calendarDays/,
    ],
  ])('are refused with %s', (_what, text, expected) => {
    expect(refusalOf(text)).toMatch(expected);
  });
});

describe('a pack that says what cannot be meant', () => {
  it.each([
    [
      'one question twice',
      changed(
        'questions:\n          - { key: quality',
        'questions:\n          - { key: quality, label: { zh: x, en: x } }\n          - { key: quality',
      ),
      /x\.yaml:43: pipelines\.0\.stages\.1\.questions\.1\.key: quality stands twice in the list \(also in row 1\)\. Keep one/,
    ],
    [
      'one document twice',
      changed(
        'documents:\n',
        'documents:\n      - { code: TEACHING_PLAN, when: claim, required: true, label: { zh: x, en: x } }\n',
      ),
      /routes\.0\.documents\.1\.code: TEACHING_PLAN stands twice/,
    ],
    [
      'one column twice',
      changed(
        '    checks:\n',
        '    columns: [{ code: employedOn, required: true }, { code: employedOn, required: false }]\n    checks:\n',
      ),
      /routes\.0\.columns\.1\.code: employedOn stands twice/,
    ],
    [
      'one check twice',
      changed('        ATTENDANCE,\n', '        ATTENDANCE,\n        ATTENDANCE,\n'),
      /routes\.0\.checks\.1: ATTENDANCE stands twice/,
    ],
    ['one key twice', changed('keys: [TRAINING,', 'keys: [TRAINING, TRAINING,'), /routes\.0\.keys\.1: TRAINING stands/],
    [
      'another place than its folder',
      changed("jurisdiction: '990100'\n  validFrom", "jurisdiction: '990200'\n  validFrom"),
      /x\.yaml:8: document\.jurisdiction: the document is of 990200 and stands in the folder 990100\. Write '990100', or/,
    ],
    [
      'a plan line of another place',
      changed('planLine: 990100', 'planLine: 220000'),
      /planLines\.0\.planLine: the document is of 990100, the row of 220000/,
    ],
    [
      'a directory of another place',
      changed("jurisdiction: '990100'\n    valid", "jurisdiction: '150600'\n    valid"),
      /directories\.0\.jurisdiction: the document is of 990100, the row of 150600/,
    ],
    [
      'a check of files in a class',
      changed('        ATTENDANCE,\n', '        WORK_MONTHS,\n'),
      /routes\.0\.checks\.0: WORK_MONTHS is not a check of a class/,
    ],
    [
      'a class of a single person',
      changed('applicants: [institution, enterprise]', 'applicants: [person]'),
      /routes\.0\.applicants: a single person files no class/,
    ],
    [
      'a rate for what is no occupation',
      changed('      kind: classHour,', '      kind: classHour,\n      occupation: 6-18-2-4,'),
      /rates\.0\.occupation: 6-18-2-4 is no code of an occupation\. Write it like 6-18-02-04/,
    ],
    [
      'a column that is missing, once',
      changed('intake: class', 'intake: persons'),
      /^(?!(?:[\s\S]*wants the column idNumber){2})[\s\S]*PENSION wants the column idNumber\. Add [^\n]* or leave PENSION, IDENTITY_REGISTER, SUBSIDY/,
    ],
  ])('with %s is refused', (_what, text, expected) => {
    expect(refusalOf(text)).toMatch(expected);
  });
});

describe('a pack with a slip of the pen', () => {
  it.each([
    ['nothing in it', '', /x\.yaml:1: the file is empty: write document: first/],
    [
      'a code without quotes',
      changed("jurisdiction: '990100'\n  valid", 'jurisdiction: 990100\n  valid'),
      /x\.yaml:8: document\.jurisdiction: is a number: put it in quotes: '990100'/,
    ],
    [
      'a name without a value',
      changed('issuer: 虚', 'issuer:\n  number: 虚'),
      /x\.yaml:6: document\.issuer: is empty: wr/,
    ],
    ['a field left out', changed(/ {2}title: [^\n]*\n/, ''), /document\.title: is missing: write text/],
    [
      'an unknown check',
      changed(' ATTENDANCE,', ' ATTENDENCE,'),
      /ATTENDENCE is unknown\. Did you mean ATTENDANCE\? Poss/,
    ],
    ['an unknown key', changed('YEARLY_SLOT,', 'YEARLY_SLOTS,'), /Did you mean YEARLY_SLOT\?/],
    ['an unknown organ', changed('organ: MARKET_REGULATION', 'organ: MARKET_REGULATIONS'), /mean MARKET_REGULATION\?/],
    ['an unknown parameter', changed('limit.maxPerYear', 'limit.maxPerYaer'), /Did you mean limit\.maxPerYear\?/],
    [
      'an unknown word of the law',
      changed('SKILL_LEVEL, Q', 'SKIL_LEVEL, Q'),
      /cert\.accepted .*Did you mean SKILL_LEVEL/,
    ],
    [
      'text for a number',
      changed('value: 10, unit: calendarDays', "value: '10', unit: calendarDays"),
      /parameters\.6\.value: does not fit its unit: calendarDays wants a whole number .* like 7/,
    ],
    [
      'the unit of another rate',
      changed('fenPerClassHour', 'fenPerHead'),
      /rates\.0\.unit: is not the unit of its kind: write fenPerClassHour for classHour/,
    ],
    [
      'an id that is taken',
      changed('id: 990100-2025-trial-city', 'id: defaults'),
      /990100\/x\.yaml:3: document\.id: two packs have the document id defaults, this one and policies\/defaults\/defaults\.yaml/,
    ],
  ])('%s: is told what to write', (_what, text, expected) => {
    expect(refusalOf(text)).toMatch(expected);
    expect(refusalOf(text)).not.toContain('Invalid');
  });

  it('finds the nearest word, and none where all are far', () => {
    expect([editDistance('', 'abc'), editDistance('kitten', 'sitting'), editDistance('a', 'a')]).toEqual([3, 3, 0]);
    expect(nearestWord('attendence', ['CERTIFICATE', 'ATTENDANCE'])).toBe('ATTENDANCE');
    expect(nearestWord('shoeSize', ['name', 'phone'])).toBeUndefined();
  });
});

describe('npm run policies:check, besides', () => {
  it('says what the classes of a place miss, and whose day counts', () => {
    const { isUsable, lines } = policyReport({ policies: POLICIES, practice: false, on: ON, isToday: true });
    expect(isUsable).toBe(true);
    expect(lines.filter((line) => line.includes('no directory of institutions/occupations'))).not.toEqual([]);
    expect(lines.filter((line) => line.includes('no plan lines'))).not.toEqual([]);
    expect(lines[1]).toContain('the law of today, 2025-06-02; another day: --on');
    const third = withPackFolder({ [THIRD]: THIRD_PACK }, (folder) =>
      policyReport({ policies: POLICIES, folder, practice: false, on: ON }),
    ).lines.join('\n');
    expect(third.slice(third.indexOf('990100 2025'))).not.toContain('no plan lines');
    expect(third).not.toContain('the law of today');
  });

  it.each([
    [['--folder'], /--folder/],
    [['--what'], /--what/],
    [['--on', 'June'], /--on June: .*is not a day like 2025-06-01/],
  ])('called with %j tells its usage and ends with 2', (args, expected) => {
    const program = fileURLToPath(new URL('../../scripts/rules/policies-check.ts', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, ...args], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
    expect(stderr).toContain('Usage: npm run policies:check');
    expect(stderr).not.toContain('    at ');
  });
});

/** The pack of the made-up city with one thing changed. */
function changed(from: string | RegExp, to: string): string {
  const text = THIRD_PACK.replace(from, to);
  if (text === THIRD_PACK) {
    throw new Error(`the pack does not have ${String(from)}`);
  }
  return text;
}

/** The text of the refusal; empty where the pack is taken. */
function refusalOf(text: string): string {
  try {
    withPackFolder({ [THIRD]: text }, (folder) => shippedLibrary({ practice: false, also: [folder] }));
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
