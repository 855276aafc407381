import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { mayStandIn, NO_DUTIES, type TaskDuties } from '../../../domain/task/stand-in.ts';

const TASK = {
  state: 'open',
  role: 'bureauReviewer',
  organ: 'HRSS',
  section: null,
  jurisdiction: '150600',
  assigneeId: null,
} as const;
const PERSON: Actor = {
  personId: 'per_1',
  organ: 'HRSS',
  section: '基金监督',
  jurisdiction: '150600',
  roles: ['bureauReviewer'],
  partyId: null,
};

const may = (person: Partial<Actor>, duties: Partial<TaskDuties> = {}, isFree = true) =>
  mayStandIn({ ...PERSON, ...person }, TASK, { duties: { ...NO_DUTIES, ...duties }, isFree });

describe('a deputy may have a task', () => {
  it('of a seat that fits by role, organ, section and jurisdiction', () => {
    expect(may({})).toBe(true);
    expect(may({ roles: ['noticeOfficer'] })).toBe(false);
    expect(may({ organ: 'EDUCATION' })).toBe(false);
    expect(may({ jurisdiction: '150602' })).toBe(false);
    expect(mayStandIn(PERSON, { ...TASK, section: '就业服务' }, { duties: NO_DUTIES, isFree: true })).toBe(false);
    expect(mayStandIn(PERSON, { ...TASK, forPersonId: 'per_1' }, { duties: NO_DUTIES, isFree: true })).toBe(false);
  });

  it('of a claim that neither he nor his section decided on in another role (D12)', () => {
    const decider = { organ: 'HRSS', section: '就业服务', role: 'departmentReviewer' } as const;
    const of = (one: object) => ({
      decidesAs: 'bureauReviewer' as const,
      deciders: [{ ...decider, personId: 'per_2', ...one }],
    });
    expect(may({}, of({}))).toBe(true);
    expect(may({}, of({ personId: 'per_1' }))).toBe(false);
    expect(may({}, of({ section: '基金监督' }))).toBe(false);
    expect(may({}, of({ personId: 'per_1', role: 'bureauReviewer' }))).toBe(true);
  });

  it('where no earlier part of his or of his section excludes him, and no declared relation (R-134)', () => {
    expect(may({}, { excluded: ['per_1'] })).toBe(false);
    expect(may({}, { excludedSections: ['基金监督'] })).toBe(false);
    expect(may({}, { excluded: ['per_2'], excludedSections: ['就业服务'] })).toBe(true);
    expect(may({}, {}, false)).toBe(false);
  });
});
