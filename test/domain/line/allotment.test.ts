import { fc, it as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { allot, outdated, type LineToAllot, type TakenKey } from '../../../domain/line/allotment.ts';
import type { WantedKey } from '../../../domain/line/entitlement-keys.ts';

const slot = (year: string, most: number): WantedKey => ({
  kind: 'YEARLY_SLOT',
  key: year,
  slots: most,
  keys: Array.from({ length: most }, (_, position) => `${year}/${position + 1}`),
  refusal: 'YEARLY_LIMIT',
  facts: {},
});
const level = (key: string): WantedKey => ({
  kind: 'OCCUPATION_LEVEL',
  key,
  keys: [key],
  refusal: 'SAME_OCCUPATION_LEVEL',
  facts: {},
});
const line = (lineId: string, ...wantedKeys: readonly WantedKey[]): LineToAllot => ({
  lineId,
  traineeId: 'per_1',
  wantedKeys,
});

describe('R-050 keys of lines', () => {
  it('are taken whole or not at all: a line that one key refuses leaves the others free', () => {
    const { takes, refused } = allot(
      [
        line('a', slot('2025', 2), level('x')),
        line('b', slot('2025', 2), level('x')),
        line('c', slot('2025', 2), level('y')),
      ],
      [],
    );
    expect(takes.map(({ key, lineId }) => `${lineId} ${key}`)).toEqual(['a 2025/1', 'a x', 'c 2025/2', 'c y']);
    expect([...refused].map(([id, wanted]) => [id, wanted.refusal])).toEqual([['b', 'SAME_OCCUPATION_LEVEL']]);
  });

  it('L2: a certificate has one key for everybody, so the second person with its number is refused', () => {
    const certificate: WantedKey = {
      kind: 'CERTIFICATE',
      key: 'SKILL_LEVEL/A1',
      keys: ['SKILL_LEVEL/A1'],
      refusal: 'COURSE_CLAIMED_OTHERWISE',
      facts: {},
    };
    const of = (traineeId: string) => ({ ...line(`of ${traineeId}`, certificate, level('x')), traineeId });
    const here = allot([of('per_1'), of('per_2')], []);
    expect([...here.refused].map(([id, { refusal }]) => [id, refusal])).toEqual([
      ['of per_2', 'COURSE_CLAIMED_OTHERWISE'],
    ]);
    const taken = { kind: 'CERTIFICATE', traineeId: 'per_1', key: 'SKILL_LEVEL/A1', lineId: 'elsewhere' };
    expect([...allot([of('per_2')], [taken]).refused.keys()]).toEqual(['of per_2']);
    expect(outdated([of('per_2')], [taken])).toEqual([]);
  });

  it('are kept by the person who has them, and given back when they are no longer wanted', () => {
    const taken: TakenKey[] = [{ kind: 'YEARLY_SLOT', traineeId: 'per_1', key: '2024/1', lineId: 'a' }];
    expect(allot([line('a', slot('2024', 1))], taken)).toMatchObject({ takes: [] });
    expect(outdated([line('a', slot('2025', 1))], taken)).toEqual(taken);
    expect(outdated([line('a', slot('2024', 1))], taken)).toEqual([]);
  });

  property.prop([
    fc.array(fc.record({ line: fc.nat(9), year: fc.constantFrom('2025', '2026'), occupation: fc.nat(4) }), {
      maxLength: 30,
    }),
    fc.integer({ min: 1, max: 4 }),
  ])('never exceed the limit of a year, whatever the order of acts (R-048)', (acts, most) => {
    let taken: readonly TakenKey[] = [];
    for (const { line: id, year, occupation } of acts) {
      const asked = [line(`l${id}`, slot(year, most), level(`o${occupation}`))];
      const old = outdated(asked, taken);
      const left = taken.filter((one) => !old.includes(one));
      const { takes, refused } = allot(asked, left);
      taken = [...left, ...takes].filter(({ lineId }) => !refused.has(lineId));
    }
    const places = taken.map(({ kind, key }) => `${kind} ${key}`);
    expect(new Set(places).size).toBe(places.length);
    for (const year of ['2025', '2026']) {
      expect(places.filter((place) => place.startsWith(`YEARLY_SLOT ${year}/`)).length).toBeLessThanOrEqual(most);
    }
  });
});
