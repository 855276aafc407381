import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPolicyLibrary } from '../../main/office/policy-packs.ts';
import { quoteHashes, seedQuotes } from '../../scripts/rules/quote-hash.ts';
import { withPackFolder } from '../support/pack-folder.ts';
import { POLICIES, PRACTICE_LIBRARY, shippedLibrary } from '../support/policy-library.ts';

const SEEDS = fileURLToPath(new URL('../../../shared/domain/seeds/', import.meta.url));

const DOCUMENT =
  "document: { id: x, title: x, date: 2025-01-01, issuer: x, level: city, jurisdiction: '999900', validFrom: 2025-01-01 }\n";
const RATE =
  "{ route: INSTITUTION_PROJECT_TRAINING, kind: classHour, unit: fenPerClassHour, value: 1, validFrom: 2025-01-01, clause: '1', mark: ours }";
const STAGES = [
  '      - { stage: look, kind: review, organ: responsibleDepartment, role: departmentReviewer, questions: [{ key: a, label: { zh: x, en: x } }], daysKey: review.department.days, labels: { zh: x, en: x } }',
  '      - { stage: again, kind: review, organ: HRSS, role: bureauReviewer, section: other, questions: [{ key: b, label: { zh: x, en: x } }], daysKey: review.bureau.days, labels: { zh: x, en: x } }',
  '      - { stage: jointNotice, kind: notice, organ: HRSS, role: noticeOfficer, questions: [], daysKey: notice.days, labels: { zh: x, en: x } }',
  '      - { stage: disbursement, kind: disbursement, organ: FINANCE, role: financeMaker, questions: [], daysKey: finance.days, labels: { zh: x, en: x } }',
].join('\n');

describe('the packs that are shipped', () => {
  it.runIf(existsSync(SEEDS))('every seed quote stands in its document word for word (D25)', () => {
    const files = readdirSync(SEEDS);
    for (const { seed, quote, key } of seedQuotes(PRACTICE_LIBRARY)) {
      const file = files.find((name) => name.startsWith(`${seed ?? 'none'}_`));
      const text = file === undefined ? '' : readFileSync(join(SEEDS, file), 'utf8').replaceAll(/\s/g, '');
      expect(text.includes(quote.replaceAll(/\s/g, '')), `${key}: ${quote}`).toBe(true);
    }
  });

  it('every seed quote is the one that was compared with its document (D25)', () => {
    const committed: unknown = JSON.parse(readFileSync(join(POLICIES, 'quote-hashes.json'), 'utf8'));
    expect(quoteHashes(PRACTICE_LIBRARY)).toEqual(committed);
    expect(seedQuotes(PRACTICE_LIBRARY).length).toBeGreaterThan(20);
  });

  it('live mode never loads an invented figure (D20)', () => {
    const live = shippedLibrary({ practice: false });
    expect(live.packs.some((pack) => pack.document.id === 'practice')).toBe(false);
    expect(live.packs.flatMap((pack) => pack.rates)).toEqual([]);
  });

  it('directories hold at least twenty trades and the schools of practice', () => {
    const [directory] = PRACTICE_LIBRARY.packs.flatMap((pack) => pack.directories);
    expect(directory?.occupations.length).toBeGreaterThanOrEqual(20);
    expect(new Set(directory?.occupations.map((entry) => entry.code)).size).toBe(directory?.occupations.length);
    expect(directory?.institutions).toHaveLength(3);
  });
});

describe('a holiday calendar', () => {
  it('is taken from the folder of the office where that has the year too: a changed list needs no new release (D8)', () => {
    const own =
      'calendar: { version: cn-2025-2, year: 2025, source: s, publishedOn: 2025-06-20, holidays: [{ name: { zh: x, en: x }, from: 2025-07-01, to: 2025-07-01 }], workedWeekendDays: [] }\n';
    const { calendar } = withPackFolder({ 'calendar-2025.yaml': own }, (folder) =>
      shippedLibrary({ practice: true, also: [folder] }),
    );
    expect(calendar.version).toBe(PRACTICE_LIBRARY.calendar.version.replace('cn-2025-1', 'cn-2025-2'));
    expect(calendar.holidays).toContain('2025-07-01');
    expect(calendar.holidays).not.toContain('2025-10-01');
    expect(calendar.holidays).toContain('2026-01-01');
  });
});

describe('a pack that cannot be used', () => {
  it('is refused with its file, its line and the cure', () => {
    expect(() => loadAlone({ 'bad.yaml': 'document:\n  id: x\nparameters:\n  - key: a.b\n    value: 1.5\n' })).toThrow(
      /policies\/999900\/bad\.yaml:5: parameters\.0\.value/,
    );
  });

  it('is refused when it is not YAML', () => {
    expect(() => loadAlone({ 'bad.yaml': 'document: {id: x\nother: [' })).toThrow(/bad\.yaml:\d+: not YAML/);
  });

  it('is refused when a year of holidays is missing between two others', () => {
    const text =
      'calendar: { version: v, year: 2029, source: s, publishedOn: 2028-11-01, holidays: [], workedWeekendDays: [] }\n';
    const other = text.replace('2029', '2027');
    expect(() => loadAlone({ 'calendar-2029.yaml': text, 'calendar-2027.yaml': other })).toThrow(/no calendar of 2028/);
  });

  it('is refused when a folder has one year of holidays twice', () => {
    const text =
      'calendar: { version: v, year: 2029, source: s, publishedOn: 2028-11-01, holidays: [], workedWeekendDays: [] }\n';
    expect(() => loadAlone({ 'a.yaml': text, 'b.yaml': text })).toThrow(
      /b\.yaml:1: .*two calendars of 2029, this one and/,
    );
  });

  it.each<[string, string, RegExp]>([
    [
      'a seed mark without a quote',
      "parameters:\n  - { key: a.b, value: 1, unit: count, clause: '1', mark: seed }",
      /x\.yaml:3: parameters\.0\.quote: a seed mark wants a verbatim quote/,
    ],
    [
      'an unknown key',
      "parameters:\n  - key: notice.days\n    value: 7\n    unit: calendarDays\n    clause: '1'\n    mark: ours\n    remark: no",
      /x\.yaml:8: parameters\.0\.remark: unknown key remark: correct its spelling or leave it out/,
    ],
    [
      'one key twice for the same day',
      "parameters:\n  - { key: notice.days, value: 7, unit: calendarDays, clause: '1', mark: ours }\n  - { key: notice.days, value: 8, unit: calendarDays, clause: '1', mark: ours }",
      /x\.yaml:4: parameters\.1\.key: notice\.days is said twice \(also in row 1\)\. Keep one, or give them validity/,
    ],
    [
      'two rates for the same day',
      `rates:\n  - ${RATE}\n  - ${RATE}`,
      /x\.yaml:4: rates\.1: the classHour rate of INSTITUTION_PROJECT_TRAINING is said twice \(also in row 1\)/,
    ],
    [
      'a value that does not fit its unit',
      "parameters:\n  - { key: notice.days, value: many, unit: workingDays, clause: '1', mark: ours }",
      /x\.yaml:3: parameters\.0\.value: does not fit its unit/,
    ],
    [
      'another unit than the parameter has',
      "parameters:\n  - { key: notice.days, value: 7, unit: fen, clause: '1', mark: ours }",
      /x\.yaml:3: parameters\.0\.unit: notice\.days is counted in workingDays by defaults, here in fen\. Write workingDays/,
    ],
    [
      'a rate in the unit of another kind',
      `rates:\n  - ${RATE.replace('fenPerClassHour', 'fenPerHead')}`,
      /x\.yaml:3: rates\.0\.unit: is not the unit of its kind/,
    ],
    [
      'a rate of another kind than its route has',
      `rates:\n  - ${RATE.replace('INSTITUTION_PROJECT_TRAINING', 'WORK_FOR_TRAINING')}`,
      /x\.yaml:3: rates\.0\.kind: WORK_FOR_TRAINING is paid by perMonth, here by classHour\. Write perMonth/,
    ],
    [
      'a rate without a date',
      `rates:\n  - ${RATE.replace('validFrom: 2025-01-01, ', '')}`,
      /x\.yaml:3: rates\.0\.validFrom: is missing or no text: write a day like 2025-05-08/,
    ],
    [
      'a row that ends before it begins',
      `rates:\n  - ${RATE.replace('validFrom', 'validTo: 2024-12-31, validFrom')}`,
      /x\.yaml:3: rates\.0: it ends \(2024-12-31\) before it begins \(2025-01-01\)/,
    ],
    [
      'a stage that no organ can do',
      routeText({ stages: STAGES.replace('organ: FINANCE', 'organ: HRSS') }),
      /x\.yaml:17: routes\.0\.stages\.3\.role: disbursement: no account is financeMaker at HRSS for a disbursement\. Possible: financeMaker at FINANCE/,
    ],
    [
      'a review by Finance',
      routeText({ stages: STAGES.replace('organ: responsibleDepartment', 'organ: FINANCE') }),
      /x\.yaml:14: .*no account is departmentReviewer at FINANCE for a review\. Possible: departmentReviewer at any organ but FINANCE and AUDIT; bureauReviewer at HRSS/,
    ],
    [
      'a stage whose word is a state',
      routeText({ stages: STAGES.replace('stage: look', 'stage: finance') }),
      /x\.yaml:14: routes\.0\.stages\.0\.stage: finance is a word that is taken/,
    ],
    [
      'stages in an order that never pays',
      routeText({ stages: STAGES.split('\n').toReversed().join('\n') }),
      /x\.yaml:15: routes\.0\.stages\.1: jointNotice comes too late\. Put all reviews first/,
    ],
    [
      'a joint path without its notice (R-091)',
      routeText({
        pipeline: 'P1_JOINT',
        stages: STAGES.split('\n')
          .filter((line) => !line.includes('kind: notice'))
          .join('\n'),
      }),
      /x\.yaml:14: routes\.0\.stages: P1_JOINT lacks notice, or has it in another place\. Keep this order/,
    ],
    [
      'a route whose pipeline nobody defines',
      routeText({ pipeline: 'P4_PROJECT_GRANT' }),
      /x\.yaml:5: routes\.0\.pipeline: no pack defines the pipeline P4_PROJECT_GRANT\. Add it under pipelines/,
    ],
    [
      'an unknown check',
      routeText({ more: '    checks: [ATTENDENCE]' }),
      /x\.yaml:13: routes\.0\.checks\.0: ATTENDENCE is unknown\. Did you mean ATTENDANCE\? Possible: ATTENDANCE, /,
    ],
    [
      'an unknown key of what nobody gets twice',
      routeText({ more: '    keys: [SLOT]' }),
      /x\.yaml:13: routes\.0\.keys\.0: SLOT is unknown\. Possible: YEARLY_SLOT, /,
    ],
    [
      'an unknown column',
      routeText({ more: '    columns:\n      - { code: shoeSize, required: true }' }),
      /x\.yaml:14: routes\.0\.columns\.0\.code: shoeSize is unknown\. Possible: name, /,
    ],
    [
      'a condition that no pack has',
      routeText({ more: '    openConditions: [notice.dayz]' }),
      /x\.yaml:13: routes\.0\.openConditions\.0: no pack has the parameter notice\.dayz\. Correct its spelling/,
    ],
    [
      'days that no pack has',
      routeText({ stages: STAGES.replace('review.department.days', 'review.uncle.days') }),
      /x\.yaml:14: routes\.0\.stages\.0\.daysKey: no pack has the parameter review\.uncle\.days/,
    ],
    [
      'days that are no days',
      routeText({ stages: STAGES.replace('review.department.days', 'attendance.minShare') }),
      /daysKey: attendance\.minShare is counted in bp by defaults\. Name a parameter in workingDays, calendarDays, months/,
    ],
    [
      'an amount that is no money',
      routeText({ rateKind: 'fixed', more: '    amountKey: notice.days' }),
      /x\.yaml:13: routes\.0\.amountKey: notice\.days is counted in workingDays by defaults\. Name a parameter in fen/,
    ],
    [
      'work by months without a column for them',
      routeText({
        intake: 'months',
        more: '    checks: [WORK_MONTHS]\n    columns:\n      - { code: idNumber, required: true }',
      }),
      /x\.yaml:15: routes\.0\.columns: MADE_UP: WORK_MONTHS wants the column months\. Add \{ code: months/,
    ],
    [
      'an own account without its columns',
      routeText({ intake: 'persons', more: '    checks: [OWN_ACCOUNT]' }),
      /x\.yaml:3: routes\.0\.columns: MADE_UP: OWN_ACCOUNT wants the column accountHolder/,
    ],
    [
      'a rider that names no horse',
      routeText({ intake: 'rides' }),
      /x\.yaml:7: routes\.0\.intake: MADE_UP: a route that rides names what it rides on/,
    ],
    [
      'a parameter for a route that nobody defines',
      "parameters:\n  - { key: notice.days, value: 7, unit: calendarDays, route: NOWHERE, clause: '1', mark: ours }",
      /x\.yaml:3: parameters\.0\.route: no pack defines the route NOWHERE/,
    ],
    [
      'a plan line of a programme that nobody defines',
      'planLines:\n  - { planLine: 999900/2025/HRSS/DANCE, personTimes: 1, budgetFen: 1 }',
      /x\.yaml:3: planLines\.0\.planLine: no pack has the programme HRSS\/DANCE/,
    ],
  ])('with %s is refused, with file, line and cure', (_what, text, expected) => {
    expect(() => loadOnTop(text)).toThrow(expected);
  });

  it('shows every defect of every file at once', () => {
    const text = `parameters:\n  - { key: notice.days, value: 7, unit: fen, clause: '1', mark: ours }\nrates:\n  - ${RATE}\n  - ${RATE}`;
    expect(() => loadOnTop(text)).toThrow(
      /x\.yaml:3: [^\n]*\n[^\n]*999900\/x\.yaml:6: [^\n]*\nCorrect the lines named/,
    );
  });

  it('is refused when its document id is taken', () => {
    const text = DOCUMENT.replace('id: x', 'id: defaults');
    expect(() =>
      withPackFolder({ '999900/x.yaml': text }, (folder) => shippedLibrary({ practice: true, also: [folder] })),
    ).toThrow(/two packs have the document id defaults/);
  });
});

function loadAlone(files: Readonly<Record<string, string>>): unknown {
  const below = Object.fromEntries(Object.entries(files).map(([name, text]) => [`999900/${name}`, text]));
  return withPackFolder(below, (folder) => loadPolicyLibrary(folder, { practice: true }));
}

function loadOnTop(text: string): unknown {
  return withPackFolder({ '999900/x.yaml': `${DOCUMENT}${text}\n` }, (folder) =>
    shippedLibrary({ practice: true, also: [folder] }),
  );
}

/** Begins in line 3 of its file; what is added begins in line 12. */
function routeText(given: {
  readonly pipeline?: string;
  readonly intake?: string;
  readonly rateKind?: string;
  readonly stages?: string;
  readonly more?: string;
}): string {
  const { pipeline = 'P2_EXISTING', intake = 'class', rateKind = 'none', stages, more = '' } = given;
  return [
    'routes:',
    '  - code: MADE_UP',
    '    name: { zh: x, en: x }',
    `    pipeline: ${pipeline}`,
    '    referenceDate: submission',
    `    intake: ${intake}`,
    '    applicants: [institution, person]',
    '    payee: institution',
    `    rateKind: ${rateKind}`,
    "    clause: '1'",
    '    mark: ours',
    stages === undefined ? more : `    stages:\n${stages}`,
  ].join('\n');
}
