import { describe, expect, it } from 'vitest';
import type { FiledClass } from '../../../domain/filing/filing-rules.ts';
import { codes, found, judge, only } from '../../support/judged-lines.ts';
import { routeSnapshot, withLaw } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

const FILED: FiledClass = {
  acceptedOn: day('2025-06-10'),
  firstLessonOn: day('2025-06-10'),
  directoryVersion: 'v3',
  directoryNow: 'v3',
};
const CLASS = only(routeSnapshot('INSTITUTION_CLASS_TRAINING'), 'FILING_ORDER');
const findings = (filed: Partial<FiledClass>, law = CLASS) =>
  found(law, { context: { filed: { ...FILED, ...filed } } });

describe('how a class came about', () => {
  it('R-032: accepted on 2025-06-10 with a first lesson on the 9th, its lines want the department’s word', () => {
    const filed = { ...FILED, firstLessonOn: day('2025-06-09') };
    const { state, refusals, findings: said } = judge(CLASS, { context: { filed } });
    expect([state, refusals]).toEqual(['eligible', []]);
    expect(said).toMatchObject([{ code: 'OPENED_BEFORE_FILING', rule: 'R-032', wantsDecision: true }]);
  });

  it('R-032: a first lesson on the day of acceptance is none, nor is a class where a pack does not ask', () => {
    expect(findings({})).toEqual([]);
    expect(findings({ firstLessonOn: day('2025-06-09') }, withLaw(CLASS, { 'filing.beforeOpening': false }))).toEqual(
      [],
    );
    expect(found(CLASS)).toEqual([]);
  });

  it('R-027: with version 3 at filing and version 4 now the line stands and the reviewer is told', () => {
    const filed = { ...FILED, directoryNow: 'v4' };
    const { state, findings: said } = judge(CLASS, { context: { filed } });
    expect(state).toBe('eligible');
    expect(said).toMatchObject([{ code: 'DIRECTORY_CHANGED', rule: 'R-027', wantsDecision: false }]);
    expect(findings({ directoryVersion: null, directoryNow: 'v4' })).toEqual([]);
  });
});

const during = (startsOn: string, endsOn: string, occupation = '6-18-02-04') => ({
  context: { apprenticeships: [{ occupation, startsOn: day(startsOn), endsOn: day(endsOn) }] },
});

describe('people of a class', () => {
  const law = only(routeSnapshot('ENTERPRISE_TRAINING'), 'NEW_HIRE');
  const hired = (employedOn: string, categories: readonly string[] = ['NEW_HIRE']) =>
    found(law, { line: { categories }, entry: { employedOn: day(employedOn) } });

  it('C03: are newly hired for twelve months to the day, and the reviewer is told of a later one', () => {
    expect(hired('2024-05-26')).toEqual([]);
    expect(hired('2024-05-25')).toEqual(['NOT_NEWLY_HIRED']);
    expect(hired('2024-05-25', ['IN_POST_EMPLOYEE'])).toEqual([]);
    expect(found(law, { line: { categories: ['NEW_HIRE'] } })).toEqual([]);
  });

  it('C05: who are apprentices of the occupation on the day their training ends get no other training of it', () => {
    const once = only(routeSnapshot('INSTITUTION_CLASS_TRAINING'), 'TRAINING_ONCE');
    expect(codes(once, during('2025-06-10', '2026-06-09'))).toEqual(['APPRENTICE_ALREADY']);
    expect(codes(once, during('2024-06-11', '2025-06-10'))).toEqual(['APPRENTICE_ALREADY']);
    expect(codes(once, during('2025-06-11', '2026-06-10'))).toEqual([]);
    expect(codes(once, during('2025-06-10', '2026-06-09', '6-31-01-03'))).toEqual([]);
  });
});
