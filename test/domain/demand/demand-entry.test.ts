import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { changedEntry, judgeEntry, type EnteredDemand } from '../../../domain/demand/demand-entry.ts';
import { judgeEntryAct } from '../../../domain/demand/demand-entry-acts.ts';
import { surveyedBy, surveyPlaces } from '../../../domain/demand/demand-places.ts';
import { occupationNames } from '../../../domain/policy/directories.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const WELDER = { code: '6-18-02-04', name: '焊工' };
const EMPLOYER: EnteredDemand = {
  list: 'employer',
  employer: '示范公司',
  post: '焊接',
  occupation: WELDER,
  skillLevel: 'LEVEL_4',
  payFromFen: 600_000,
  payToFen: 800_000,
};
const WORKER: EnteredDemand = {
  list: 'worker',
  industry: '制造业',
  post: '焊工',
  payFromFen: 600_000,
  payToFen: 700_000,
  hasSkill: true,
  occupation: WELDER,
  skillLevel: 'LEVEL_5',
};
const UNSKILLED: EnteredDemand = {
  list: 'worker',
  industry: '居民服务',
  post: '护理员',
  payFromFen: 450_000,
  payToFen: 500_000,
  hasSkill: false,
};

const trade = (occupation: { readonly code: string; readonly name: string }) => ({ ...WORKER, occupation });
const judged = (entered: EnteredDemand) =>
  judgeEntry(entered, { on: day('2025-06-03'), validDays: 90, nameOf: occupationNames(PRACTICE_LIBRARY) });
const faults = (entered: EnteredDemand) => {
  const verdict = judged(entered);
  return verdict.ok ? [] : [verdict.reason, ...verdict.faults.map(({ pointer }) => pointer)];
};
const without = (entered: EnteredDemand, field: keyof EnteredDemand): EnteredDemand => {
  const { [field]: _dropped, ...rest } = entered;
  return { list: entered.list, ...rest };
};

describe('an entry of the demand lists', () => {
  it.each(['post', 'occupation', 'skillLevel', 'payFromFen', 'payToFen'] as const)(
    'R-022 of an enterprise is invalid without %s',
    (field) => {
      expect(faults(without(EMPLOYER, field))).toEqual(['FIELD_REQUIRED', `/${field}`]);
    },
  );

  it('R-022 may say no number wanted, and a level that is NONE', () => {
    expect(judged({ ...EMPLOYER, skillLevel: 'NONE' })).toMatchObject({ ok: true, data: { openings: null } });
  });

  it('R-023 of a worker with a skill says its occupation and level; without one the wish; with a wish its occupation', () => {
    expect(judged(WORKER).ok).toBe(true);
    expect(faults(without(WORKER, 'occupation'))).toEqual(['FIELD_REQUIRED', '/occupation']);
    expect(faults(UNSKILLED)).toEqual(['FIELD_REQUIRED', '/wantsTraining']);
    expect(faults({ ...UNSKILLED, wantsTraining: true })).toEqual(['FIELD_REQUIRED', '/wantedOccupation']);
    expect(judged({ ...UNSKILLED, wantsTraining: true, wantedOccupation: WELDER }).ok).toBe(true);
    expect(judged({ ...UNSKILLED, wantsTraining: false }).ok).toBe(true);
  });

  it('R-022 has no field of the other list, no pay that falls, and is valid for its days or until a later one', () => {
    expect(faults({ ...EMPLOYER, person: { name: '某某', phone: '13900010001' } })).toEqual(['INVALID', '/person']);
    expect(faults({ ...EMPLOYER, payToFen: 500_000 })).toEqual(['INVALID', '/payToFen']);
    expect(faults({ ...EMPLOYER, validUntil: day('2025-06-02') })).toEqual(['INVALID', '/validUntil']);
    expect(judged(EMPLOYER)).toMatchObject({ ok: true, data: { validUntil: '2025-09-01' } });
  });

  it('R-024 of a worker names a trade as its directory does, or by a code of the classification: no other text', () => {
    expect(faults(trade({ code: '6-18-02-04', name: '张三丰 13800138000' }))).toEqual(['INVALID', '/occupation/name']);
    expect(faults(trade({ code: '张三丰', name: '焊工' }))).toEqual(['INVALID', '/occupation/code']);
    expect(faults(trade({ code: '13800138000', name: '焊工' }))).toEqual(['INVALID', '/occupation/code']);
    expect(judged(trade({ code: '2-02-10-09', name: '人工智能工程技术人员' })).ok).toBe(true);
    const wish = { ...UNSKILLED, wantsTraining: true, wantedOccupation: { code: '6-18-02-04', name: '电焊' } };
    const verdict = judged(wish);
    expect(verdict.ok ? [] : verdict.faults).toEqual([
      { pointer: '/wantedOccupation/name', code: 'NOT_ITS_NAME', facts: { name: '焊工' } },
    ]);
    // An enterprise's entry is published as it is.
    expect(judged({ ...EMPLOYER, occupation: { code: 'OTHER', name: '其他' } }).ok).toBe(true);
  });

  it('R-022 keeps what a correction does not name', () => {
    const verdict = judged(EMPLOYER);
    const changed = verdict.ok ? changedEntry(verdict.data, { post: '装配' }) : EMPLOYER;
    expect(judged(changed)).toMatchObject({
      ok: true,
      data: { post: '装配', employer: '示范公司', skillLevel: 'LEVEL_4' },
    });
  });
});

const actor = (change: Partial<Actor>): Actor => ({
  personId: 'per_1',
  organ: 'HRSS',
  section: null,
  jurisdiction: '150600',
  roles: ['demandOfficer'],
  partyId: null,
  ...change,
});

describe('the place of an entry', () => {
  it('R-021 is surveyed by the city that keeps the lists, with its banners; another place by nobody', () => {
    expect(surveyPlaces(PRACTICE_LIBRARY)).toEqual(['150600']);
    const places = ['150600', '150602', '150621', '150000', '110000', '999999'];
    expect(places.map((place) => surveyedBy(PRACTICE_LIBRARY, place))).toEqual([
      '150600',
      '150600',
      '150600',
      null,
      null,
      null,
    ]);
    // A banner with a cycle of its own looks at its own entries.
    const { packs } = PRACTICE_LIBRARY;
    const ofBanner = packs.flatMap(({ periods, ...pack }) =>
      periods === undefined ? [] : [{ ...pack, periods: periods.map((row) => ({ ...row, jurisdiction: '150621' })) }],
    );
    const both = { ...PRACTICE_LIBRARY, packs: [...packs, ...ofBanner] };
    expect(['150621', '150602', '150600'].map((place) => surveyedBy(both, place))).toEqual([
      '150621',
      '150600',
      '150600',
    ]);
  });
});

describe('acts on an entry', () => {
  const entry = { state: 'unchecked', enteredBy: 'per_9', partyId: 'pty_1' } as const;

  it('R-024 are an officer’s of the HR bureau here: another organ, role or place looks at nothing', () => {
    const reasons = [{}, { organ: 'FINANCE' as const }, { roles: [] }, { jurisdiction: '150621' }].map((change) => {
      const verdict = judgeEntryAct(entry, 'check', actor(change), '150600');
      return verdict.ok ? 'ok' : verdict.reason;
    });
    expect(reasons).toEqual(['ok', 'OTHER_ORGAN', 'ROLE_REQUIRED', 'OTHER_JURISDICTION']);
  });

  it('R-022 who entered it, or their party, corrects it before anybody looked, and takes it back', () => {
    const own = actor({ personId: 'per_9', organ: null, roles: ['applicant'] });
    const ofParty = actor({ organ: null, roles: ['applicant'], partyId: 'pty_1' });
    const stranger = actor({ organ: null, roles: ['applicant'], partyId: 'pty_2' });
    expect([own, ofParty, stranger].map((one) => judgeEntryAct(entry, 'edit', one, '150600').ok)).toEqual([
      true,
      true,
      false,
    ]);
    expect(judgeEntryAct({ ...entry, state: 'checked' }, 'edit', own, '150600').ok).toBe(false);
    expect(judgeEntryAct({ ...entry, state: 'checked' }, 'end', own, '150600').ok).toBe(true);
    expect(judgeEntryAct({ ...entry, state: 'ended' }, 'end', own, '150600').ok).toBe(false);
  });
});
