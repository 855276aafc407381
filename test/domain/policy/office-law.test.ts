import { describe, expect, it } from 'vitest';
import {
  listedInstitution,
  listedOccupation,
  chainLedBy,
  directoriesOf,
  directoryInForce,
  hasPlanLine,
  occupationNames,
  planLines,
  planPrograms,
} from '../../../domain/policy/directories.ts';
import { lawOnDay } from '../../../domain/policy/law-on-day.ts';
import { officeCode, officeDays, pinOfficeLaw } from '../../../domain/policy/office-law.ts';
import {
  bulkLimits,
  lateAfterMinutes,
  registerAnswerDays,
  reminderShares,
  stuckLimits,
} from '../../../domain/policy/office-parameters.ts';
import { whyClosed, whyMissing } from '../../../domain/policy/why-closed.ts';
import { day, libraryOf, PRACTICE_LIBRARY, ROUTE, shippedLibrary } from '../../support/policy-library.ts';

const ORDOS = '150600';
const ON = day('2025-06-02');
const EMPTY = libraryOf();

describe('what an office reads without a claim', () => {
  it('R-108, R-110, R-148: are the days and shares of the packs, for every route', () => {
    expect(stuckLimits(PRACTICE_LIBRARY, ORDOS, ON)).toEqual({ silentDays: 30, paymentDays: 5, advanceMonths: 12 });
    expect(reminderShares(PRACTICE_LIBRARY, ORDOS, ON)).toEqual({ nearShareBp: 5000, escalateShareBp: 15_000 });
    expect(registerAnswerDays(PRACTICE_LIBRARY, ORDOS, ON)).toBe(7);
    expect(lateAfterMinutes(PRACTICE_LIBRARY, ORDOS, ON)).toBe(60);
  });

  it('lets nobody decide in bulk in live mode until a pack of the place says how many', () => {
    expect(bulkLimits(shippedLibrary({ practice: false }), ORDOS, ON)).toEqual({ maximum: 0, maxFen: 10_000_000 });
    expect(bulkLimits(PRACTICE_LIBRARY, ORDOS, ON)).toEqual({ maximum: 50, maxFen: 10_000_000 });
    expect(bulkLimits(PRACTICE_LIBRARY, '220000', ON).maximum).toBe(50);
  });

  it('is never a zero where nobody said it, or said another thing', () => {
    expect(() => stuckLimits(EMPTY, ORDOS, ON)).toThrow('stuck.silentDays');
    expect(() => reminderShares(EMPTY, ORDOS, ON)).toThrow('reminder.nearShare');
    expect(() => registerAnswerDays(EMPTY, ORDOS, ON)).toThrow('register.answerDays');
    expect(() => lateAfterMinutes(EMPTY, ORDOS, ON)).toThrow('period.lateAfterMinutes');
    const asked = { jurisdiction: ORDOS, on: ON };
    expect(() => officeDays(PRACTICE_LIBRARY, { ...asked, key: 'demand.publish' })).toThrow('demand.publish');
    expect(() => officeCode(PRACTICE_LIBRARY, { ...asked, key: 'register.answerDays' })).toThrow('register.answerDays');
    expect(officeCode(PRACTICE_LIBRARY, { ...asked, key: 'demand.publish' })).toBe('AT_END');
    expect(officeDays(PRACTICE_LIBRARY, { ...asked, key: 'register.answerDays' })).toBe(7);
  });

  it('R-150: is pinned with its source', () => {
    const asked = { jurisdiction: ORDOS, on: ON };
    const law = pinOfficeLaw(PRACTICE_LIBRARY, { ...asked, keys: ['register.answerDays'] });
    expect(law.parameters).toMatchObject([{ key: 'register.answerDays', value: 7, mark: 'ours', losers: [] }]);
    expect(() => pinOfficeLaw(PRACTICE_LIBRARY, { ...asked, keys: ['no.such'] })).toThrow('no.such');
  });

  it('R-159: is the law of a route on a day, and none where the route is closed then', () => {
    const law = lawOnDay(PRACTICE_LIBRARY);
    expect(law({ jurisdiction: ORDOS, route: ROUTE, on: ON })).toMatchObject({ route: ROUTE, referenceDate: ON });
    expect(law({ jurisdiction: ORDOS, route: 'NO_SUCH_ROUTE', on: ON })).toBeNull();
  });
});

describe('a directory', () => {
  const directory = directoryInForce(PRACTICE_LIBRARY, ORDOS, ON);

  it('R-025, R-027, R-028: is that in force on the day, with its institutions and occupations', () => {
    expect(directory).toBeDefined();
    expect(directoriesOf(PRACTICE_LIBRARY)(ORDOS, ON)).toBe(directory?.version);
    expect(directoriesOf(PRACTICE_LIBRARY)('990000', ON)).toBeUndefined();
    const [institution] = directory?.institutions ?? [];
    expect(institution).toBeDefined();
    expect(listedInstitution(directory, institution?.name ?? '')).toEqual(institution);
    expect(listedInstitution(undefined, institution?.name ?? '')).toBeUndefined();
    const [occupation] = directory?.occupations ?? [];
    const [level = 'LEVEL_5'] = occupation?.levels ?? [];
    expect(listedOccupation(directory, occupation?.code ?? '', level)).toEqual(occupation);
    expect(listedOccupation(directory, 'NO_SUCH', level)).toBeUndefined();
    expect(occupationNames(PRACTICE_LIBRARY)(occupation?.code ?? '')).toBe(occupation?.name);
    expect(occupationNames(PRACTICE_LIBRARY)('NO_SUCH')).toBeUndefined();
  });

  it('R-027: gives way to one that began later', () => {
    const pack = PRACTICE_LIBRARY.packs.find(({ directories }) => directories.length > 0);
    const [first] = pack?.directories ?? [];
    if (pack === undefined || first === undefined) {
      throw new RangeError('no directory');
    }
    const later = { ...first, version: 'later', validFrom: day('2025-06-01') };
    const library = { ...PRACTICE_LIBRARY, packs: [...PRACTICE_LIBRARY.packs, { ...pack, directories: [later] }] };
    expect(directoryInForce(library, first.jurisdiction, ON)?.version).toBe('later');
    expect(directoryInForce(library, first.jurisdiction, day('2025-05-31'))?.version).not.toBe('later');
  });

  it('R-043: names the members of a leader’s chain', () => {
    const base = directory;
    if (base === undefined) {
      throw new RangeError('no directory');
    }
    const members = [
      { name: '乙', from: day('2025-01-01') },
      { name: '丙', from: day('2025-01-01'), to: day('2025-05-01') },
    ];
    const chained = { ...base, chains: [{ leader: '甲', members }] };
    expect(chainLedBy(chained, '甲')).toEqual([
      { uscc: '乙', from: '2025-01-01', to: null },
      { uscc: '丙', from: '2025-01-01', to: '2025-05-01' },
    ]);
    expect(chainLedBy(chained, '乙')).toBeUndefined();
    expect(chainLedBy(undefined, '甲')).toBeUndefined();
  });

  it('R-005, R-017: has the programmes and lines of the plan, and a pack’s line gives way to an accepted one', () => {
    expect(planPrograms(PRACTICE_LIBRARY, ORDOS).length).toBeGreaterThan(0);
    const [line] = planLines(PRACTICE_LIBRARY, ORDOS);
    if (line === undefined) {
      throw new RangeError('no line');
    }
    expect(hasPlanLine(PRACTICE_LIBRARY, ORDOS, line.planLine)).toBe(true);
    const gone = { ...PRACTICE_LIBRARY, acceptedLines: [{ ...line, isInForce: false }] };
    expect(hasPlanLine(gone, ORDOS, line.planLine)).toBe(false);
    expect(hasPlanLine(PRACTICE_LIBRARY, '990000', line.planLine)).toBe(false);
  });
});

describe('why a route is closed', () => {
  it('says each reason once, a parameter with its name', () => {
    expect(whyMissing('fund', new Set()).en).toBe('No document says which fund pays it');
    expect(whyMissing('route.X', new Set()).en).toContain('has this route');
    expect(whyMissing('pipeline.P9', new Set()).en).toBe('No document says the steps');
    expect(whyMissing('some.key', new Set(['some.key'])).en).toContain('nobody has made it yet');
    expect(whyMissing('some.key', new Set()).en).toBe('No document and no default says it');
    expect(whyClosed(['fund']).zh).toBe('没有文件规定从哪项资金列支');
    expect(whyClosed(['a.one', 'fund', 'b.two', 'route.X', 'route.Y'])).toEqual({
      zh: '没有文件规定从哪项资金列支；本地区及上级的文件在这一天没有规定这一途径；没有文件或默认参数作出规定（a.one、b.two）',
      en: 'No document says which fund pays it; No document of this jurisdiction or above it has this route on the day; No document and no default says a.one, b.two',
    });
  });
});
