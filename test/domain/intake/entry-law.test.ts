import { describe, expect, it } from 'vitest';
import {
  fundOf,
  lawAfterChange,
  lawFor,
  lawOfEntries,
  listingOf,
  type EntryQuestion,
} from '../../../domain/intake/entry-law.ts';
import type { EntryFacts } from '../../../domain/intake/entry.ts';
import type { PolicyLibrary } from '../../../domain/policy/policy-pack.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const ASKED: EntryQuestion = {
  route: 'INDIVIDUAL_CERTIFICATE',
  jurisdiction: '150600',
  partyKind: 'person',
  planLine: null,
  today: day('2025-06-23'),
};
const certified = (date: string, categories: readonly string[] = []): EntryFacts => ({
  certificateDate: day(date),
  categories,
});

const rowOf = (date: string) => ({ name: '', idNumber: null, phone: null, account: null, facts: certified(date) });

const on = (today: string, ...dates: readonly string[]) =>
  lawFor(PRACTICE_LIBRARY, { ...ASKED, today: day(today) }, dates.map(rowOf));

/** The packs, but for one parameter that they say otherwise. */
function libraryWith(key: string, value: boolean): PolicyLibrary {
  return {
    ...PRACTICE_LIBRARY,
    packs: PRACTICE_LIBRARY.packs.map((pack) => ({
      ...pack,
      parameters: pack.parameters.map((one) => (one.key === key ? { ...one, value } : one)),
    })),
  };
}

function lawOf(entries: readonly EntryFacts[], change: Partial<EntryQuestion> = {}, library = PRACTICE_LIBRARY) {
  const found = lawOfEntries(library, { ...ASKED, ...change }, entries);
  if (!found.ok) {
    throw new Error(JSON.stringify(found.refusal));
  }
  return found.value;
}

describe('the law of a claim without a class', () => {
  it('R-001 is that of the latest certificate, and of today where the file has none', () => {
    expect(lawOf([certified('2025-06-01'), certified('2025-06-19')]).referenceOn).toBe('2025-06-19');
    expect(lawOf([]).referenceOn).toBe('2025-06-23');
    const months = lawOf([], { route: 'WORK_FOR_TRAINING', partyKind: 'enterprise' });
    expect(months.referenceOn).toBe('2025-06-23');
  });

  it('R-001 is one: certificates on both sides of a change are refused with the days', () => {
    expect(lawOfEntries(PRACTICE_LIBRARY, ASKED, [certified('2024-12-31'), certified('2025-06-19')])).toEqual({
      ok: false,
      refusal: { code: 'LAW_DIFFERS', from: '2024-12-31', to: '2025-06-19' },
    });
  });

  it('R-001 is the same where a new paper changes nothing that the route uses: the day before and the day of the plan of 2025', () => {
    const people = [certified('2025-05-07'), certified('2025-05-08')];
    expect(lawOf(people)).toMatchObject({ referenceOn: '2025-05-08' });
    const changed = {
      ...PRACTICE_LIBRARY,
      packs: PRACTICE_LIBRARY.packs.map((pack) =>
        pack.document.id === '150000-2025-skills-light'
          ? {
              ...pack,
              parameters: [
                ...pack.parameters,
                { key: 'limit.maxPerYear', value: 2, unit: 'count', clause: '1', mark: 'ours' } as const,
              ],
            }
          : pack,
      ),
    };
    expect(lawOfEntries(changed, ASKED, people)).toMatchObject({ ok: false, refusal: { code: 'LAW_DIFFERS' } });
  });

  it('R-008 puts personal claims on the existing procedure; by the literal reading a graduate’s is a joint one under the HR bureau', () => {
    expect(lawOf([certified('2025-06-19')]).pipeline).toBe('P2_EXISTING');
    const joint = libraryWith('p2.onlySpecialGroups', true);
    const graduate = lawOf([certified('2025-06-19', ['COLLEGE_GRADUATE'])], {}, joint);
    expect(graduate).toMatchObject({ pipeline: 'P1_JOINT', responsibleDepartment: 'HRSS' });
    expect(graduate.snapshot.routeDefinition.stages.map(({ stage }) => stage)).toContain('jointNotice');
    expect(lawOf([certified('2025-06-19', ['DISABLED_PERSON'])], {}, joint).pipeline).toBe('P2_EXISTING');
  });

  it('R-008 asks the same of a college’s file of people: all special go one way, none special the other, both are to be split', () => {
    const college = { ...ASKED, partyKind: 'college' } as const;
    const joint = libraryWith('p2.onlySpecialGroups', true);
    const special = certified('2025-06-19', ['DISABLED_PERSON']);
    const graduate = certified('2025-06-19', ['COLLEGE_GRADUATE']);
    expect(lawOf([special, special], college, joint).pipeline).toBe('P2_EXISTING');
    expect(lawOf([graduate, graduate], college, joint).pipeline).toBe('P1_JOINT');
    expect(lawOfEntries(joint, college, [special, graduate])).toEqual({
      ok: false,
      refusal: { code: 'PATHS_DIFFER' },
    });
    expect(lawOf([special, graduate], college).pipeline).toBe('P2_EXISTING');
  });

  it('R-004 names the organ of the plan line, else the route’s, else the HR bureau', () => {
    expect(lawOf([], { planLine: '150600/2025/DISABLED_FED/DISABLED' }).responsibleDepartment).toBe('DISABLED_FED');
    expect(lawOf([]).responsibleDepartment).toBe('HRSS');
  });

  it('R-011, R-103 is over when nobody of the file is inside the window any more: the last day counts, and a day off moves it', () => {
    expect(on('2026-03-03', '2025-03-03').ok).toBe(true);
    expect(on('2026-03-04', '2025-03-03')).toEqual({ ok: false, refusal: { code: 'CLAIM_WINDOW_CLOSED' } });
    expect(on('2026-03-04', '2025-03-03', '2025-04-01').ok).toBe(true);
    // 1 March 2026 is a Sunday.
    expect(on('2026-03-02', '2025-03-01').ok).toBe(true);
    expect(on('2026-03-03', '2025-03-01').ok).toBe(false);
  });

  it('is for the parties that the route names', () => {
    expect(lawFor(PRACTICE_LIBRARY, { ...ASKED, partyKind: 'institution' }, [])).toMatchObject({
      ok: false,
      refusal: { code: 'APPLICANT_NOT_ADMITTED', kind: { zh: '培训机构', en: 'training institution' } },
    });
  });

  it('R-028 knows the occupations of the directory at their levels, and asks nothing of a row without one', () => {
    const isListed = listingOf(PRACTICE_LIBRARY, '150600', day('2025-06-23'));
    expect(isListed({ occupation: '6-18-02-04', skillLevel: 'LEVEL_5' })).toBe(true);
    expect(isListed({ occupation: '6-18-02-04', skillLevel: 'LEVEL_1' })).toBe(false);
    expect(isListed({})).toBeNull();
  });

  it('has no fund where there is no money', () => {
    const { snapshot } = lawOf([], { route: 'NON_CASH_BENEFITS', partyKind: 'organisation' });
    expect(fundOf(snapshot)).toBeNull();
    expect(fundOf(lawOf([]).snapshot)).not.toBeNull();
  });
});

describe('the law of a claim whose rows changed', () => {
  it('R-103: asks for the window while the claim is a draft; a returned one was submitted in time', () => {
    const late = { ...ASKED, today: day('2027-06-23') };
    const entries = [rowOf('2025-05-26')];
    expect(lawAfterChange(PRACTICE_LIBRARY, late, { entries, isDraft: true })).toMatchObject({
      ok: false,
      refusal: { code: 'CLAIM_WINDOW_CLOSED' },
    });
    expect(lawAfterChange(PRACTICE_LIBRARY, late, { entries, isDraft: false }).ok).toBe(true);
  });
});
