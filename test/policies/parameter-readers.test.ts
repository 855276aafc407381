import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { askedKeys } from '../../domain/policy/check/parameter-values.ts';
import { keysOf } from '../../domain/policy/resolve-route.ts';
import { PRACTICE_LIBRARY } from '../support/policy-library.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROOMS = ['domain', 'prisma', 'api', 'activities', 'workflows', 'main'];
/** They name keys to check or to pin them, and decide nothing by them. */
const LISTS = ['parameter-values.ts', 'route-needs.ts', 'claim-keys.ts', 'retroactive.ts'];

/** Read by a name that code puts together. */
const BY_FAMILY = [
  'advance.rate.',
  'grant.amount.',
  'target.designations.',
  'plausibility.pensionAge.',
  'wft.variantA.',
  'wft.variantB.',
];

/** What papers say or leave silent and no amount, day or gate of a claim rests on; a key or a family, with the reason. */
const RECORD_ONLY: Readonly<Record<string, string>> = {
  // One reading is built; the pack cannot say another (parameter-values.ts).
  'advance.base': 'one reading',
  'recovery.automaticSetOff': 'one reading',
  'float.startsFrom': 'one reading',
  'float.payee': 'one reading',
  'graduationYear.basis': 'one reading',
  'duty.differentPersonAndUnitInHr': 'one reading; a stage says section: other',
  'upgrade.sampleInUse': 'one reading',
  'notice.batchMode': 'one reading',
  'notice.channels': 'one reading',
  'notice.fields': 'one reading',
  'cert.required': 'one reading; the check CERTIFICATE is it',
  'cert.networkLookup': 'one reading; the check CERTIFICATE_REGISTER is it',
  'exclusion.trainingVsUpgrade.applies': 'one reading; the checks of R-056 are it',
  'apprenticeship.internshipCounts': 'one reading (R-045)',
  'costSharing.allowed': 'one reading; shares are taken where a filing says them',
  'directory.institutions': 'one reading (R-025)',
  'filing.pledge': 'one reading (R-040)',
  'filing.realName': 'one reading; people sign in by name',
  'filing.safetyContent': 'a question of the filing desk (R-035)',
  'filing.textbookRules': 'a question of the filing desk (R-035)',
  'sanctions.decidedByProduct': 'one reading (T-30)',
  'institution.openToAll': 'one reading (R-025)',
  'chainLeader.mayEvaluate': 'one reading; flagged by R-043',
  'demand.link': 'one reading; its absence is a warning (R-042)',
  // Told to people, decided outside.
  'classHour.minutes': 'hours are filed and attended as class hours',
  'appeal.days': 'an appeal is outside of the product',
  'reminder.dueShare': 'a task is due on its last day whatever else is said',
  'upgrade.sampleAmount.': 'a sample that pays nothing (Q-30)',
  'upgrade.groups': 'whom Jilin names; closed until it says more',
  'apprenticeship.groups': 'whom Jilin names; closed until it says more',
  'place.migrantGroups': 'inside the three places (R-064)',
  'group.keyGroups': 'whom the plan of 2025 is for',
  'organ.': 'who may be responsible; any organ with a plan line is (T-16)',
  'institution.': 'kinds of trainers; the directory decides (R-025)',
  'fund.sources': 'where Jilin has its money from',
  'enterprise.frontLineShare': 'money of the enterprise itself',
  'directory.kinds': 'kinds of directories (R-027)',
  'evaluation.': 'what trainings are measured by',
  'nonCash.': 'nothing is paid for it',
  // They wait for the work of the years: designations, assessments, calls, demand lists, reports.
  'assessment.': 'assessments',
  'award.': 'the measures of the award give its amount',
  'base.kinds': 'designations',
  'studio.': 'designations',
  'demand.': 'demand lists',
  'disclosure.': 'disclosure',
  'grant.': 'grants',
  'sampling.': 'inspection',
  'retention.years': 'nothing is deleted yet',
  'target.': 'progress reports',
};

const filesBelow = (room: string): readonly string[] =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|sql)$/.test(name) && !name.includes('generated') && !name.includes('migrations'))
    .filter((name) => !LISTS.some((list) => name.endsWith(list)))
    .map((name) => join(ROOT, room, name));

const CODE = ROOMS.flatMap(filesBelow)
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const PACKS = PRACTICE_LIBRARY.packs;
const KEYS = [...new Set(PACKS.flatMap((pack) => pack.parameters.map(({ key }) => key)))].toSorted();

const isRead = (key: string): boolean =>
  CODE.includes(`'${key}'`) || BY_FAMILY.some((family) => key.startsWith(family));
const isRecorded = (key: string): boolean =>
  Object.keys(RECORD_ONLY).some((one) => (one.endsWith('.') ? key.startsWith(one) : key === one));

describe('the parameters that are shipped', () => {
  it('decide something: each is read by code, named by a row, or recorded for a reason', () => {
    const named = askedKeys(PACKS.map((pack) => ({ ...pack, parameters: [], awaits: [] })));
    expect(KEYS.filter((key) => !isRead(key) && !named.has(key) && !isRecorded(key))).toEqual([]);
  });

  it('are recorded only where nothing reads them', () => {
    const whole = Object.keys(RECORD_ONLY).filter((key) => !key.endsWith('.'));
    expect(whole.filter((key) => isRead(key) || !KEYS.includes(key))).toEqual([]);
    const families = Object.keys(RECORD_ONLY).filter((key) => key.endsWith('.'));
    expect(families.filter((family) => !KEYS.some((key) => key.startsWith(family)))).toEqual([]);
  });

  it('hold whatever a check, a key or a condition of a route names, or a document announces it', () => {
    const said = new Set([...KEYS, ...PACKS.flatMap(({ awaits = [] }) => awaits.map(({ key }) => key))]);
    expect(PACKS.flatMap(({ routes }) => routes.flatMap(keysOf)).filter((key) => !said.has(key))).toEqual([]);
  });
});
