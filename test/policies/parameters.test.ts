import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FUND_CODES, ORGAN_CODES } from '../../domain/codes.ts';
import type { PolicyParameter } from '../../domain/policy/policy-pack.ts';
import { claimKeys } from '../../domain/policy/claim-keys.ts';
import { resolveParameter } from '../../domain/policy/resolve-parameter.ts';
import { keysOf } from '../../domain/policy/resolve-route.ts';
import { ENTITLEMENT_NEEDS, LINE_CHECK_NEEDS } from '../../domain/policy/route-needs.ts';
import { isTraineeCategory } from '../../domain/filing/trainee-categories.ts';
import { LISTED_RULES } from '../../scripts/rules/rule-list.ts';
import { day, POLICIES, PRACTICE_LIBRARY } from '../support/policy-library.ts';

const ROWS = PRACTICE_LIBRARY.packs.flatMap(({ document, parameters }) =>
  parameters.map((row) => ({ ...row, document: document.id, level: document.level })),
);
/** A tension may be decided by the row of a path, a route or a fund as well. */
const NOTES = PRACTICE_LIBRARY.packs.flatMap(({ parameters, pipelines, routes, funds }) =>
  [...parameters, ...pipelines, ...routes, ...funds].flatMap(({ note }) => note ?? []),
);
const KEYS = new Set(ROWS.map((row) => row.key));
const numbered = (letter: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_one, index) => `${letter}-${String(index + 1).padStart(2, '0')}`);

/** Rates that nobody gives: they stay empty, and the file that an operator fills in asks for them. */
const EMPTY_SILENCES = ['Q-12', 'Q-27', 'Q-28', 'Q-29'];

/** The catalogue of parameters (policy-rules §9); a pair or a table has one key per number. */
const CATALOGUE = `
limit.maxPerYear limit.yearBasis limit.countingDate limit.countedKinds limit.sameOccupationLevelOnce
limit.barLowerAfterHigher.training limit.barLowerAfterHigher.upgrade exclusion.trainingVsUpgrade.scope pension.gate
advance.rate advance.rate.NEW_APPRENTICESHIP advance.routes advance.needsNotice
float.rate float.windowMonths float.minContractMonths float.minInsuredMonths float.startsFrom
float.allowContractDuringTraining float.graceDays float.payee wft.maxMonths wft.capScope
trial2000.amount trial2000.times apprenticeship.minMonths apprenticeship.maxMonths apprenticeship.minInternshipMonths
apprenticeship.minContractMonths living.urbanLowIncomeOnlyTwoAfter upgrade.requiresTraining p2.onlySpecialGroups
group.specialGroups grant.amount.BASE_GRANT_NATIONAL grant.amount.BASE_GRANT_REGIONAL
grant.amount.STUDIO_GRANT_NATIONAL grant.amount.STUDIO_GRANT_REGIONAL grant.amount.COMPETITION_BASE_GRANT_NATIONAL
grant.amount.COMPETITION_BASE_GRANT_REGIONAL grant.instalments grant.buildMonths assessment.base.national.persons
assessment.base.national.personTimes assessment.base.regional.persons assessment.base.regional.personTimes
assessment.studio.national assessment.studio.regional plan.dueMonth plan.firstDue demand.cycleDays
filing.requiredDocs filing.leadDays filing.answerDays attendance.minShare review.department.days review.bureau.days
notice.days notice.unit notice.countFirstDay objection.days finance.days claimWindow.institutionMonths
claimWindow.personMonths return.maxRounds return.days sampling.callShare disclosure.period retention.years
duty.differentPersonAndUnitInHr budget.blockWithoutPlan target.personTimes.2019 target.personTimes.2020
target.personTimes.2021 target.personTimes.2027 target.highSkillShare.2027
`
  .trim()
  .split(/\s+/);

/** What a jurisdiction is told on a day about every route. */
function said(key: string, jurisdiction = '150600', on = '2025-06-01') {
  return resolveParameter(PRACTICE_LIBRARY, { jurisdiction, route: '', on: day(on), key });
}

function numberSaid(key: string, on?: string): number {
  const value = said(key, '150600', on).winner?.value;
  return typeof value === 'number' ? value : Number.NaN;
}

/** The folders of the domain that hold rules of the law. */
const RULE_FOLDERS = ['filing', 'grant', 'integrity', 'intake', 'line', 'notice', 'payout', 'recovery', 'task'];

/** A final * stands for the rest of a key. */
function isSaid(key: string): boolean {
  return key.endsWith('*') ? [...KEYS].some((one) => one.startsWith(key.slice(0, -1))) : KEYS.has(key);
}

const amount = (route: string): number => numberSaid(`grant.amount.${route}`);

const listOf = ({ value }: Pick<PolicyParameter, 'value'>): readonly string[] =>
  typeof value === 'object' ? value : [];

describe('the parameters of the packs', () => {
  it.each(numbered('T', 30))('%s is decided: a note at the row that decides says which side prevails', (tension) => {
    expect(NOTES.filter((note) => note.startsWith(`${tension}:`))).not.toEqual([]);
  });

  it.each(numbered('Q', 41).filter((one) => !EMPTY_SILENCES.includes(one)))(
    '%s has a default of ours whose note names the practice elsewhere',
    (silence) => {
      const rows = ROWS.filter((row) => row.note?.startsWith(`${silence}:`));
      expect(rows).not.toEqual([]);
      expect(rows.filter((row) => row.mark !== 'ours' || row.level !== 'ours')).toEqual([]);
    },
  );

  it.each(EMPTY_SILENCES)('%s stays empty, and the pack that an office fills in asks for it', (silence) => {
    expect(readFileSync(join(POLICIES, '150600', 'local-ordos.yaml'), 'utf8')).toContain(`# ${silence}, `);
  });

  it('hold the whole catalogue', () => {
    expect(CATALOGUE.filter((key) => !KEYS.has(key))).toEqual([]);
  });

  it('hold every key that a rule, a check or an entitlement names', () => {
    const room = fileURLToPath(new URL('../../domain/', import.meta.url));
    const sources = RULE_FOLDERS.flatMap((folder) =>
      readdirSync(join(room, folder)).map((name) => readFileSync(join(room, folder, name), 'utf8')),
    );
    const documented = sources.flatMap((text) =>
      [...text.matchAll(/`([a-z][a-zA-Z0-9]*(?:\.(?:[a-z][a-zA-Z0-9]*|[A-Z][A-Z0-9_]*))+)`/g)].map(
        ([, key = '']) => key,
      ),
    );
    const needed = [...Object.values(LINE_CHECK_NEEDS), ...Object.values(ENTITLEMENT_NEEDS)].flat();
    expect([...documented, ...needed].filter((key) => !KEYS.has(key))).toEqual([]);
  });

  it('hold every key that the list of rules names', () => {
    const listed = LISTED_RULES.flatMap((rule) => rule.keys).filter((key) => key.includes('.'));
    expect(listed.filter((key) => !isSaid(key))).toEqual([]);
  });

  it('say where they come from: a quote of the document, or a default of ours with a note', () => {
    const bare = ROWS.filter((row) => (row.mark === 'seed' ? row.quote : row.note) === undefined);
    expect(bare.map((row) => `${row.document} ${row.key}`)).toEqual([]);
  });

  it('keep defaults of ours in the pack of the lowest level, so that they only fill what nobody says (R-002)', () => {
    const misplaced = ROWS.filter(
      (row) => row.mark === 'ours' && row.level !== 'ours' && !row.document.endsWith('-local'),
    );
    expect(misplaced.map((row) => `${row.document} ${row.key}`)).toEqual([]);
  });

  it('have one unit for a key, whichever document says it', () => {
    const units = new Map<string, Set<string>>();
    for (const { key, unit } of ROWS) {
      units.set(key, (units.get(key) ?? new Set()).add(unit));
    }
    expect([...units].filter(([, set]) => set.size > 1)).toEqual([]);
  });

  it('spell organs, groups of people and funds as the glossary does', () => {
    const organs: readonly string[] = ORGAN_CODES;
    const funds: readonly string[] = FUND_CODES;
    const unknown = ROWS.flatMap((row) => {
      const codes = listOf(row);
      if (row.key.startsWith('organ.')) {
        return codes.filter((code) => !organs.includes(code));
      }
      if (/^(group|living)\.|Groups$|\.categories$/.test(row.key)) {
        return codes.filter((code) => !isTraineeCategory(code));
      }
      return row.key === 'fund.sources' ? codes.filter((code) => !funds.includes(code)) : [];
    });
    expect(unknown).toEqual([]);
  });
});

describe('two provinces', () => {
  it('share no word: nothing of Jilin is said in Ordos, nothing of Ordos in Jilin (R-003, T-25)', () => {
    for (const key of KEYS) {
      const here = said(key);
      const there = said(key, '220000');
      const documents = (one: typeof here) => [one.winner, ...one.losers].map((row) => row?.document ?? '');
      expect(documents(here).filter((id) => id.startsWith('22'))).toEqual([]);
      expect(documents(there).filter((id) => id.startsWith('15'))).toEqual([]);
    }
  });

  it('each name their own kinds of institutions and studios (R-003)', () => {
    expect(said('studio.kinds', '220000').winner?.value).toContain('CHIEF_TECHNICIAN_STUDIO');
    expect(said('studio.kinds').winner?.value).not.toContain('CHIEF_TECHNICIAN_STUDIO');
    expect(said('institution.kinds', '220000').winner?.document).toBe('220000-2018-lifelong-training');
  });
});

describe('numbers of the papers', () => {
  it('R-111: the call of 2021 with 2 and 10 bases, 5 and 10 studios costs 21,500,000.00', () => {
    const total =
      2 * amount('BASE_GRANT_NATIONAL') +
      10 * amount('BASE_GRANT_REGIONAL') +
      5 * amount('STUDIO_GRANT_NATIONAL') +
      10 * amount('STUDIO_GRANT_REGIONAL');
    expect(total).toBe(2_150_000_000);
  });

  it('R-112: 20 and 50 bases, 30 and 50 studios cost 158,000,000.00', () => {
    const routes = ['BASE_GRANT_NATIONAL', 'BASE_GRANT_REGIONAL', 'STUDIO_GRANT_NATIONAL', 'STUDIO_GRANT_REGIONAL'];
    const quotas = routes.map((route) => numberSaid(`target.designations.${route}`, '2020-12-31'));
    expect(quotas).toEqual([20, 50, 30, 50]);
    const total = routes.reduce((sum, route, index) => sum + amount(route) * (quotas[index] ?? 0), 0);
    expect(total).toBe(15_800_000_000);
  });

  it('L24: every number of 2015 and 2020 is the goal of a stock, ends with 2020 and refuses nothing (R-112)', () => {
    const goals = ROWS.filter(({ key, document }) => key.startsWith('target.') && document.startsWith('150000-201'));
    const endless = goals.filter(({ validTo }) => validTo !== '2020-12-31').map(({ key }) => key);
    // The plan names no year for the one base of every banner.
    expect(endless).toEqual(['target.countyBases']);
    expect(goals).toHaveLength(24);
    expect(numberSaid('target.designations.BASE_GRANT_NATIONAL', '2020-12-31')).toBe(20);
    expect(said('target.designations.BASE_GRANT_NATIONAL', '150600', '2021-01-01').winner).toBeNull();
    const asked = PRACTICE_LIBRARY.packs.flatMap(({ routes }) => routes.flatMap(keysOf));
    expect(asked.filter((key) => key.startsWith('target.'))).toEqual([]);
  });

  it('L24: no claim and no grant carries a goal in its law', () => {
    const routes = PRACTICE_LIBRARY.packs.flatMap((pack) => pack.routes);
    const keys = routes.flatMap((route) => claimKeys(PRACTICE_LIBRARY, route));
    expect(keys.filter((key) => key.startsWith('target.') || key.startsWith('grant.quota.'))).toEqual([]);
  });

  it('R-018: 15,000, 30,000 and 20,000 person-times are the 65,000 of the three years', () => {
    const of = (year: string) => said(`target.personTimes.${year}`, '150600', '2020-06-01').winner?.value;
    expect([of('2019'), of('2020'), of('2021')]).toEqual([15_000, 30_000, 20_000]);
    expect(of('threeYears')).toBe(65_000);
    expect(said('target.personTimes.2020').winner).toBeNull();
  });

  it('R-075: an apprenticeship has half in advance, everything else 60 %', () => {
    expect(numberSaid('advance.rate')).toBe(6000);
    expect(numberSaid('advance.rate.NEW_APPRENTICESHIP')).toBe(5000);
  });
});
