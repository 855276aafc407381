import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../domain/calendar.ts';
import { diagnose } from '../../../domain/oversight/diagnose.ts';
import { CALM, task } from '../../support/diagnosis-facts.ts';

const dated = ({ name, from, until }: { readonly name: string; readonly from: string; readonly until: string }) => ({
  name,
  from: parseIsoDate(from),
  until: parseIsoDate(until),
});

const ABSENT = [
  { name: '王五', from: '2025-06-30', until: '2025-07-02' },
  { name: '赵六', from: '2025-07-01', until: '2025-07-04' },
].map(dated);

describe('a seat where nobody is present', () => {
  it('says that nobody of a seat is present, who is away until when, and who is back first', () => {
    const said = diagnose({ ...CALM, tasks: [task({ assignee: null, absent: ABSENT })] });
    expect(said).toMatchObject({
      waitingFor: 'person',
      cause: 'nobodyPresent',
      owner: { organ: 'HRSS', role: 'departmentReviewer', displayName: null },
      sinceMs: Date.parse('2025-07-01T00:00:00+08:00'),
      nextAutomaticEvent: 'absenceEnds',
      nextAutomaticAtMs: Date.parse('2025-07-03T00:00:00+08:00'),
      suggestedActs: ['endAbsence', 'extension'],
    });
    for (const part of ['王五至 2025-07-02', '赵六至 2025-07-04', '最早 2025-07-03']) {
      expect(said.sentence.zh).toContain(part);
    }
    expect(said.sentence.en).toContain('王五 until 2025-07-02');
    expect(said.sentenceForApplicant.zh).toContain('2025-07-03');
    expect(JSON.stringify(said.sentenceForApplicant)).not.toMatch(/王五|赵六/);
  });

  it('is no cause while the claim waits for another, or for another seat', () => {
    const empty = task({ absent: ABSENT });
    const register = diagnose({ ...CALM, waitingRegister: 'certificates', tasks: [empty] });
    expect(register.cause).toBe('registerDown');
    const earlier = task({ taskId: 'tsk_2', organ: 'EDUCATION', dueOn: '2025-07-02' });
    expect(diagnose({ ...CALM, tasks: [earlier, empty] }).cause).toBe('reviewOpen');
    const changed = { state: 'finance', payeeRefusedSinceMs: 1 } as const;
    const disbursement = task({ kind: 'disbursement', organ: 'FINANCE', section: null, role: 'financeMaker' });
    expect(diagnose({ ...CALM, ...changed, tasks: [{ ...disbursement, absent: ABSENT }] }).cause).toBe('payeeChanged');
  });
});
