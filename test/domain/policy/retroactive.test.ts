import { describe, expect, it } from 'vitest';
import type { PolicyPack, PolicyParameter } from '../../../domain/policy/policy-pack.ts';
import { snapshotInt } from '../../../domain/policy/policy-snapshot.ts';
import { correctedSnapshot, hasRetroactiveRows, retroactiveCorrections } from '../../../domain/policy/retroactive.ts';
import { PolicyPackFile } from '../../../schemas/policy-schemas.ts';
import { day, packOf, PRACTICE_LIBRARY, practiceSnapshot } from '../../support/policy-library.ts';

const WHY = 'the notice was printed with a wrong number';

function correcting(...parameters: readonly Partial<PolicyParameter>[]) {
  const pack: PolicyPack = packOf(
    { id: 'correction', title: '更正', level: 'region', jurisdiction: '150000', date: day('2026-01-01') },
    parameters.map((row) => ({ retroactive: true, note: WHY, ...row })),
  );
  return { ...PRACTICE_LIBRARY, packs: [...PRACTICE_LIBRARY.packs, pack] };
}

const SHARE = { key: 'attendance.minShare', value: 7_500, unit: 'bp', clause: '更正' } as const;

/** A pack's file with one parameter. */
function fileWith(row: object) {
  return {
    document: {
      id: 'x',
      title: 'x',
      date: '2026-01-01',
      issuer: 'x',
      level: 'region',
      jurisdiction: '150000',
      validFrom: '2019-01-01',
    },
    parameters: [{ ...SHARE, mark: 'ours', ...row }],
  };
}

describe('corrections that reach back (R-150)', () => {
  it('are the marked rows that win on the reference date and say something else', () => {
    const snapshot = practiceSnapshot();
    const [found, ...others] = retroactiveCorrections(correcting(SHARE), snapshot);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      key: 'attendance.minShare',
      before: { value: snapshotInt(snapshot, 'attendance.minShare') },
      after: { value: 7_500, document: 'correction', clause: '更正' },
      note: WHY,
    });
  });

  it('a change that is not marked concerns new claims alone', () => {
    const pack = packOf({ id: 'later', level: 'region', jurisdiction: '150000', date: day('2026-01-01') }, [SHARE]);
    const library = { ...PRACTICE_LIBRARY, packs: [...PRACTICE_LIBRARY.packs, pack] };
    expect(retroactiveCorrections(library, practiceSnapshot())).toEqual([]);
    expect(hasRetroactiveRows(library)).toBe(false);
    expect(hasRetroactiveRows(PRACTICE_LIBRARY)).toBe(false);
  });

  it.each([
    ['is in force only later', { ...SHARE, validFrom: day('2026-01-01') }],
    ['is about another route', { ...SHARE, route: 'FARMER_TRAINING' }],
    ['says what is pinned', { ...SHARE, value: snapshotInt(practiceSnapshot(), 'attendance.minShare') }],
    ['is what the workflow was started with', { key: 'return.maxRounds', value: 9, unit: 'count' }],
    ['moves the days that the claim was told', { key: 'float.windowMonths', value: 9, unit: 'months' }],
  ] as const)('a marked row leaves a claim alone when it %s', (_what, row) => {
    expect(retroactiveCorrections(correcting(row), practiceSnapshot())).toEqual([]);
  });

  it('change these values and nothing else; a second time there is nothing to correct', () => {
    const library = correcting(SHARE, { key: 'notice.days', value: 7, unit: 'workingDays' });
    const snapshot = practiceSnapshot();
    const corrected = correctedSnapshot(library, snapshot, retroactiveCorrections(library, snapshot));
    const { parameters, documents, ...rest } = corrected;
    const { parameters: former, documents: named, ...kept } = snapshot;
    expect(rest).toEqual(kept);
    const others = (rows: typeof parameters) =>
      rows.filter(({ key }) => key !== 'notice.days' && key !== 'attendance.minShare');
    expect(others(parameters)).toEqual(others(former));
    expect(snapshotInt(corrected, 'notice.days')).toBe(7);
    expect(documents).toEqual(
      [...named, { id: 'correction', title: '更正' }].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(retroactiveCorrections(library, corrected)).toEqual([]);
    expect(parameters.map(({ key }) => key)).toEqual(parameters.map(({ key }) => key).toSorted());
  });

  it('may add what nobody had said', () => {
    const library = correcting({ key: 'advance.rate.INSTITUTION_PROJECT_TRAINING', value: 4000, unit: 'bp' });
    const [found] = retroactiveCorrections(library, practiceSnapshot());
    expect(found).toMatchObject({
      key: 'advance.rate.INSTITUTION_PROJECT_TRAINING',
      before: null,
      after: { value: 4000 },
    });
  });

  it('a pack that marks one without saying why is refused', () => {
    const bare = PolicyPackFile.safeParse(fileWith({ retroactive: true }));
    expect(bare.error?.issues.map(({ path }) => path.join('.'))).toEqual(['parameters.0.retroactive']);
    expect(PolicyPackFile.safeParse(fileWith({ retroactive: true, note: WHY })).success).toBe(true);
    expect(PolicyPackFile.safeParse(fileWith({ retroactive: false })).success).toBe(false);
  });
});
