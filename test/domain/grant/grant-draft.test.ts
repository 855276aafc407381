import { describe, expect, it } from 'vitest';
import {
  grantDocuments,
  grantWarnings,
  isCallOpen,
  judgeGrantDraft,
  mayWriteGrant,
  missingGrantDocuments,
} from '../../../domain/grant/grant-draft.ts';
import { GRANT_STATES } from '../../../domain/grant/grant-state.ts';
import { grantTimerAtMs } from '../../../domain/grant/grant-times.ts';
import { yearLawOf } from '../../../domain/grant/pinned-year-law.ts';
import { snapshotPolicy, type PolicySnapshot } from '../../../domain/policy/policy-snapshot.ts';
import { CALENDAR, day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

/** The law of a grant's call, as the packs that are shipped say it. */
function lawOf(route: string): PolicySnapshot {
  const outcome = snapshotPolicy(PRACTICE_LIBRARY, { jurisdiction: '150000', route, on: day('2025-06-02') });
  if (!outcome.ok) {
    throw new RangeError(`${route} is not open`);
  }
  return outcome.value;
}
const BASE = lawOf('BASE_GRANT_REGIONAL');
const STUDIO = lawOf('STUDIO_GRANT_REGIONAL');
const withoutKey = (snapshot: PolicySnapshot, key: string): PolicySnapshot => ({
  ...snapshot,
  parameters: snapshot.parameters.filter((one) => one.key !== key),
});

describe('the papers of an application', () => {
  it('R-153: are those that the route lists, else the common four and for a studio the leader’s honour', () => {
    const plain = { ...BASE.routeDefinition, documents: [] };
    const common = ['APPLICATION_FORM', 'CONSTRUCTION_PLAN', 'BUDGET', 'CAPACITY_PROOF'];
    expect(grantDocuments(plain).map(({ kind }) => kind)).toEqual(common);
    const ofStudio = { ...STUDIO.routeDefinition, documents: [] };
    expect(grantDocuments(ofStudio).at(-1)).toMatchObject({ kind: 'LEADER_HONOUR', required: false });
    const label = { zh: '甲', en: 'A' };
    const plainly = { label, when: 'claim' } as const;
    const listed = {
      ...plain,
      documents: [
        { code: 'REPORT', required: true, ...plainly },
        { code: 'MAP', required: false, ...plainly },
      ],
    };
    expect(grantDocuments(listed).map(({ kind }) => kind)).toEqual(['REPORT', 'MAP']);
    expect(missingGrantDocuments(listed, [])).toEqual(['REPORT']);
    expect(missingGrantDocuments(ofStudio, common.slice(1))).toEqual(['APPLICATION_FORM']);
    expect(missingGrantDocuments(ofStudio, common)).toEqual([]);
  });
});

describe('a draft', () => {
  const [applicantKind = 'institution'] = BASE.routeDefinition.applicants;
  const facts = { applicantKind, hasLeader: false, askedFen: null, amountFen: 100 } as const;

  it.each([
    ['a base as the paper has it', facts, BASE, 'ok'],
    ['the amount of the paper', { ...facts, askedFen: 100 }, BASE, 'ok'],
    ['another amount', { ...facts, askedFen: 101 }, BASE, 'AMOUNT_FIXED'],
    ['a person', { ...facts, applicantKind: 'person' }, BASE, 'APPLICANT_KIND_NOT_ADMITTED'],
    ['a studio without a leader', facts, STUDIO, 'LEADER_REQUIRED'],
    ['a studio with a leader', { ...facts, hasLeader: true }, STUDIO, 'ok'],
  ] as const)('R-089: of %s', (_what, asked, { routeDefinition }, word) => {
    const verdict = judgeGrantDraft({ ...asked, applicantKind: asked.applicantKind }, routeDefinition);
    expect(verdict.ok ? 'ok' : verdict.reason).toBe(word);
  });

  it('R-119: is warned of a national title without a regional one, a leader without honours and another sum', () => {
    const content = {
      plan: { goals: '', highSkillCapacityTarget: null, publicServiceCapacityTarget: null, backbonesTarget: null },
      budget: {
        ownFundsFen: 0,
        items: [
          { purpose: '设备', fen: 60 },
          { purpose: '师资', fen: 40 },
        ],
      },
      honours: [],
    };
    const said = { amountFen: 100, level: 'REGIONAL', holder: 'applicant', hasRegionalTitle: false };
    const asked = { ...said, honoursWanted: null };
    expect(grantWarnings(content, asked)).toEqual([]);
    expect(grantWarnings(content, { ...asked, amountFen: 99, level: 'NATIONAL', holder: 'leader' })).toEqual([
      'NOT_YET_REGIONAL',
      'LEADER_WITHOUT_HONOUR',
      'BUDGET_NOT_GRANT',
    ]);
    expect(
      grantWarnings(
        { ...content, honours: ['MASTER'] },
        { ...asked, level: 'NATIONAL', holder: 'leader', hasRegionalTitle: true },
      ),
    ).toEqual([]);
    const wanted = (honour: string) =>
      grantWarnings({ ...content, honours: [honour] }, { ...asked, holder: 'leader', honoursWanted: ['MASTER'] });
    expect([wanted('MASTER'), wanted('OTHER')]).toEqual([[], ['LEADER_WITHOUT_HONOUR']]);
  });

  it('R-153: is written as draft and when returned, and submitted before the last instant of an open call', () => {
    expect(GRANT_STATES.filter(mayWriteGrant)).toEqual(['draft', 'returnedToApplicant']);
    expect(isCallOpen({ state: 'open', closesAtMs: 10 }, 9)).toBe(true);
    expect(isCallOpen({ state: 'open', closesAtMs: 10 }, 10)).toBe(false);
    expect(isCallOpen({ state: 'underReview', closesAtMs: 10 }, 9)).toBe(false);
  });

  it('R-157: waits for an answer only where the law gives days', () => {
    const law = { snapshot: BASE, calendar: CALENDAR };
    const atMs = Date.parse('2025-08-04T10:00:00+08:00');
    const days = (state: 'agreement' | 'returnedToApplicant' | 'designation') => {
      const endMs = grantTimerAtMs(state, atMs, law);
      return endMs === null ? null : new Date(endMs).toISOString();
    };
    expect(days('designation')).toBeNull();
    expect(days('agreement')).toMatch(/T16:00:00.000Z$/);
    expect(Date.parse(days('agreement') ?? '')).toBeGreaterThan(atMs);
    expect(Date.parse(days('returnedToApplicant') ?? '')).toBeGreaterThan(atMs);
  });
});

describe('the law of a year', () => {
  it('R-113, R-114: of a base measures what it can train by the threshold of its level', () => {
    expect(yearLawOf(BASE, { kind: 'HIGH_SKILL_BASE', level: 'REGIONAL' }, 2026)).toMatchObject({
      measure: 'CAPACITY',
      thresholds: { persons: 500, personTimes: 800 },
      rule: 'R-114',
      clause: '三(一)4',
      opensOn: '2027-01-01',
      reportDueOn: '2027-01-31',
      reviewDueOn: '2027-03-31',
      rectifyDays: 90,
      maxRectifications: 1,
    });
    expect(yearLawOf(BASE, { kind: 'HIGH_SKILL_BASE', level: 'NATIONAL' }, 2026)).toMatchObject({
      thresholds: { persons: 1000, personTimes: 1500 },
      rule: 'R-113',
    });
  });

  it('R-115: of a studio measures the average of its backbones', () => {
    expect(yearLawOf(STUDIO, { kind: 'SKILL_MASTER_STUDIO', level: 'REGIONAL' }, 2026)).toMatchObject({
      measure: 'AVERAGE',
      average: 5,
      thresholds: null,
      rule: 'R-115',
    });
  });

  it('R-120: measures nothing where no paper says by what', () => {
    const nothing = { measure: 'NONE', thresholds: null, average: null, rule: null, clause: null };
    expect(yearLawOf(BASE, { kind: 'COMPETITION_BASE', level: 'REGIONAL' }, 2026)).toMatchObject(nothing);
    const bare = withoutKey(BASE, 'assessment.base.regional.persons');
    expect(yearLawOf(bare, { kind: 'HIGH_SKILL_BASE', level: 'REGIONAL' }, 2026)).toMatchObject(nothing);
    expect(yearLawOf(STUDIO, { kind: 'SKILL_MASTER_STUDIO', level: 'CITY' }, 2026)).toMatchObject(nothing);
  });

  it('R-159: is never read where a key is missing or no number', () => {
    const title = { kind: 'SKILL_MASTER_STUDIO', level: 'REGIONAL' } as const;
    expect(() => yearLawOf(withoutKey(STUDIO, 'assessment.rectifyDays'), title, 2026)).toThrow(
      'assessment.rectifyDays',
    );
    const key = 'assessment.studio.regional';
    const text = STUDIO.parameters.map((one) => (one.key === key ? { ...one, value: 'five' } : one));
    expect(() => yearLawOf({ ...STUDIO, parameters: text }, title, 2026)).toThrow(key);
  });
});
