import type { DiagnosisFacts } from './diagnosis.ts';
import { owner, type Found } from './found-cause.ts';

/** A hold, and who may end it: the official who placed it, or the people who may close its integrity case (S3). */
export function held({ hold }: DiagnosisFacts): Found | undefined {
  if (hold !== null && hold.case !== null) {
    const { caseId, closers, wordsMissing } = hold.case;
    return {
      waitingFor: 'hold',
      cause: 'heldByCase',
      sinceMs: hold.sinceMs,
      owner: owner('office', { organ: 'HRSS', role: 'bureauReviewer' }),
      suggestedActs: ['closeCase'],
      evidence: [
        { fact: 'case', value: caseId },
        { fact: 'wordsMissing', value: String(wordsMissing) },
        { fact: 'peopleWhoMayCloseIt', value: String(closers) },
      ],
    };
  }
  return hold === null
    ? undefined
    : {
        waitingFor: 'hold',
        cause: 'held',
        sinceMs: hold.sinceMs,
        owner: owner('operator', { role: 'operator' }),
        nextAutomaticEvent: hold.untilMs === null ? null : 'holdEnds',
        nextAutomaticAtMs: hold.untilMs,
        suggestedActs: ['release'],
        evidence: [
          { fact: 'hold', value: hold.holdId },
          { fact: 'category', value: hold.category },
        ],
      };
}
