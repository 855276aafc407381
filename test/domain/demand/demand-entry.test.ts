import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { changedEntry, judgeEntry, type EnteredDemand } from '../../../domain/demand/demand-entry.ts';
import { judgeEntryAct } from '../../../domain/demand/demand-entry-acts.ts';
import { day } from '../../support/policy-library.ts';

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

const judged = (entered: EnteredDemand) => judgeEntry(entered, { on: day('2025-06-03'), validDays: 90 });
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

describe('acts on an entry', () => {
  const entry = { state: 'unchecked', jurisdiction: '150600', enteredBy: 'per_9', partyId: 'pty_1' } as const;

  it('R-024 are an officer’s of the HR bureau here: another organ, role or place looks at nothing', () => {
    const reasons = [{}, { organ: 'FINANCE' as const }, { roles: [] }, { jurisdiction: '150621' }].map((change) => {
      const verdict = judgeEntryAct(entry, 'check', actor(change));
      return verdict.ok ? 'ok' : verdict.reason;
    });
    expect(reasons).toEqual(['ok', 'OTHER_ORGAN', 'ROLE_REQUIRED', 'OTHER_JURISDICTION']);
  });

  it('R-022 who entered it, or their party, corrects it before anybody looked, and takes it back', () => {
    const own = actor({ personId: 'per_9', organ: null, roles: ['applicant'] });
    const ofParty = actor({ organ: null, roles: ['applicant'], partyId: 'pty_1' });
    const stranger = actor({ organ: null, roles: ['applicant'], partyId: 'pty_2' });
    expect([own, ofParty, stranger].map((one) => judgeEntryAct(entry, 'edit', one).ok)).toEqual([true, true, false]);
    expect(judgeEntryAct({ ...entry, state: 'checked' }, 'edit', own).ok).toBe(false);
    expect(judgeEntryAct({ ...entry, state: 'checked' }, 'end', own).ok).toBe(true);
    expect(judgeEntryAct({ ...entry, state: 'ended' }, 'end', own).ok).toBe(false);
  });
});
