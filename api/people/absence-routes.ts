import { dayAt, parseIsoDate } from '../../domain/calendar.ts';
import { absenceState, type AbsenceRefusal } from '../../domain/people/absence.ts';
import { absenceMaxDays } from '../../domain/policy/office-parameters.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { AbsenceBody, AbsenceQuery, AbsencesPage, OwnAbsenceView } from '../../schemas/absence-schemas.ts';
import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { fill, type Language, type Sentence } from '../kernel/language.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AbsenceAsker, AbsenceOfPerson, AbsenceStore, EmptySeat, OwnAbsence } from './absence-ports.ts';

export interface AbsenceDependencies {
  readonly absences: AbsenceStore;
  readonly library: PolicyLibrary;
}

export function absenceRoutes(deps: AbsenceDependencies): readonly Route[] {
  return [readRoute(deps), enterRoute(deps), endRoute(deps), listRoute(deps)];
}

function readRoute({ absences }: AbsenceDependencies): Route {
  return defineRoute({
    operationId: 'readOwnAbsence',
    method: 'get',
    path: '/api/v1/me/absence',
    summary: 'When one is away and who stands in, with the seats that have nobody meanwhile',
    answer: OwnAbsenceView,
    problems: [],
    async handle({ caller, at, language }) {
      return { body: await shown(absences, await absences.own(caller.personId), { caller, at, language }) };
    },
  });
}

function enterRoute({ absences, library }: AbsenceDependencies): Route {
  return defineRoute({
    operationId: 'enterOwnAbsence',
    method: 'put',
    path: '/api/v1/me/absence',
    summary: 'Say when one is away; the tasks that one has taken go to the deputy or back to the seat',
    query: AbsenceQuery,
    body: AbsenceBody,
    answer: OwnAbsenceView,
    problems: ['INVALID'],
    async handle({ caller, query: { dryRun }, body, at, language }) {
      const maxDays = absenceMaxDays(library, caller.jurisdiction, dayAt(at.getTime()));
      const asked = {
        from: parseIsoDate(body.from),
        until: parseIsoDate(body.until),
        deputy: body.deputy ?? null,
        note: body.note ?? null,
      };
      const entered = await absences.enter(asked, { caller, at, maxDays, dryRun });
      if (!entered.ok) {
        const error = { pointer: POINTERS[entered.reason], code: entered.reason, facts: { maxDays } };
        throw new Problem('INVALID', { errors: [error] });
      }
      return { body: await shown(absences, entered.value, { caller, at, language }) };
    },
  });
}

/** The part of the body that a refusal is about. */
const POINTERS: Readonly<Record<AbsenceRefusal, string>> = {
  ABSENCE_IN_THE_PAST: '/from',
  ABSENCE_ENDS_BEFORE: '/until',
  ABSENCE_TOO_LONG: '/until',
  DEPUTY_IS_ONESELF: '/deputy',
  MAY_NOT_DECIDE: '/deputy',
  DEPUTY_ABSENT: '/deputy',
  DEPUTY_CHAIN: '/deputy',
};

function endRoute({ absences }: AbsenceDependencies): Route {
  return defineRoute({
    operationId: 'endOwnAbsence',
    method: 'delete',
    path: '/api/v1/me/absence',
    summary: 'Take one’s absence back or end it; what a deputy has stays with the deputy',
    status: 204,
    problems: [],
    async handle({ caller, at }) {
      await absences.end({ caller, at });
      return { body: undefined };
    },
  });
}

function listRoute({ absences }: AbsenceDependencies): Route {
  return defineRoute({
    operationId: 'listAbsences',
    method: 'get',
    path: '/api/v1/absences',
    summary: 'Who of the jurisdiction is or will be away, and who stands in',
    query: ShortListQuery,
    answer: AbsencesPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor }, at }) {
      const today = dayAt(at.getTime());
      const all = await absences.list(caller, today);
      return {
        body: pageOfAll(
          all.map((one) => absenceView(one, today)),
          limit,
          cursor,
        ),
      };
    },
  });
}

function absenceView(one: AbsenceOfPerson, today: ReturnType<typeof dayAt>) {
  const { personId, displayName, organ, section, from, until, deputyId, deputyName } = one;
  const state = absenceState(one, today);
  return { personId, displayName, organ, section, state, from, until, deputy: deputyId, deputyName };
}

async function shown(
  absences: AbsenceStore,
  absence: OwnAbsence | null,
  { caller, at, language }: AbsenceAsker & { readonly language: Language },
) {
  const state = absenceState(absence, dayAt(at.getTime()));
  if (absence === null || state === 'none') {
    return { state: 'none' as const, ...NO_ABSENCE, warnings: [], standsInFor: [] };
  }
  const { from, until, deputyId: deputy, deputyName, note } = absence;
  const seats = await absences.emptySeats(absence, caller);
  const others = await absences.standsInFor(absence, caller.personId);
  return {
    state,
    from,
    until,
    deputy,
    deputyName,
    note,
    warnings: seats.map((seat) => warningOf(seat, language)),
    standsInFor: others.map((one) => ({ ...one, sentence: fill(STANDS_IN[language], { ...one }, language) })),
  };
}

const STANDS_IN: Sentence = {
  zh: '您是 {displayName}（{from} 至 {until} 请假）的代理人；您请假期间，代办的任务退回原岗位，不再转交给您。',
  en: 'You stand in for {displayName} (away from {from} to {until}); while you are away, too, the tasks go back to their seat and come to you no more.',
};

const NO_ABSENCE = { from: null, until: null, deputy: null, deputyName: null, note: null };

const NOBODY: Sentence = {
  zh: '此期间该岗位无人在岗，现有 {open} 件未办任务；到期仍无人在岗的，须由本人提前销假，或增设岗位人员。',
  en: 'Nobody of this seat is present meanwhile; it has {open} open tasks. End the absence earlier, or give the seat another person.',
};

function warningOf({ openTasks, ...seat }: EmptySeat, language: Language) {
  return { seat, openTasks, sentence: fill(NOBODY[language], { open: String(openTasks) }, language) };
}
