import { dayAt } from '../../domain/calendar.ts';
import { judgeStandIn, type StandInRefusal } from '../../domain/task/stand-in.ts';
import { judgeTaskAct } from '../../domain/task/task-acts.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { EligiblePeople } from '../../schemas/task-change-schemas.ts';
import { TaskParams } from '../../schemas/task-schemas.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { hasNoInterest } from './require-no-interest.ts';
import type { TaskStore } from './task-ports.ts';

/** Who of the seat of a task may decide it now, and who may not and why; an operator asks before a task goes to another person. */
export function listEligible(tasks: TaskStore): Route {
  return defineRoute({
    operationId: 'listEligiblePeople',
    method: 'get',
    path: '/api/v1/tasks/:taskId/eligible',
    summary: 'Who of the seat of a task may decide it, and who may not and why',
    params: TaskParams,
    answer: EligiblePeople,
    problems: ['NOT_FOUND', 'WRONG_STATE', 'FORBIDDEN'],
    async handle({ caller, params, at, language }) {
      const task = await tasks.find(params.taskId, caller);
      if (task === null) {
        throw new Problem('NOT_FOUND');
      }
      const verdict = judgeTaskAct(task, 'extension', caller);
      if (!verdict.ok) {
        throw new Problem(verdict.reason);
      }
      const [duties, seated] = await Promise.all([tasks.duties(task), tasks.seated(task)]);
      const away = await tasks.away(
        seated.map(({ personId }) => personId),
        dayAt(at.getTime()),
      );
      const judged: Judged[] = [];
      for (const person of seated) {
        const isFree = await hasNoInterest(tasks, task.id, person.personId);
        const isAway = away.includes(person.personId);
        judged.push({ ...person, code: reasonOf(judgeStandIn(person, task, { duties, isFree }), isAway) });
      }
      return { body: viewOf(judged, language) };
    },
  });
}

type Reason = StandInRefusal | 'ABSENT';

interface Judged {
  readonly personId: string;
  readonly displayName: string;
  /** Null: may decide it. */
  readonly code: Reason | null;
}

function reasonOf(judged: Verdict<null, StandInRefusal>, isAway: boolean): Reason | null {
  if (judged.ok) {
    return isAway ? 'ABSENT' : null;
  }
  return judged.reason;
}

function viewOf(judged: readonly Judged[], language: Language) {
  return {
    may: judged.flatMap(({ personId, displayName, code }) => (code === null ? [{ personId, displayName }] : [])),
    mayNot: judged.flatMap(({ personId, displayName, code }) =>
      code === null ? [] : [{ personId, displayName, code, sentence: WHY_NOT[code][language] }],
    ),
  };
}

const OTHER_SEAT: Sentence = { zh: '不在此件的承办岗位', en: 'Does not sit in its seat' };

const WHY_NOT: Readonly<Record<Reason, Sentence>> = {
  ABSENT: { zh: '请假中', en: 'Is away' },
  CONFLICT_OF_INTEREST: { zh: '已申报与当事单位有关系', en: 'Declared a relation to its party' },
  SAME_PERSON_FORBIDDEN: { zh: '办理过此件的另一环节', en: 'Acted on another step of it' },
  SAME_SECTION_FORBIDDEN: { zh: '所在科室办理过前一审核', en: 'The section did the review before' },
  FORBIDDEN: OTHER_SEAT,
  OTHER_ORGAN: OTHER_SEAT,
  OTHER_JURISDICTION: OTHER_SEAT,
  ROLE_REQUIRED: OTHER_SEAT,
};
