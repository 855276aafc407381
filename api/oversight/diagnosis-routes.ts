import { pageOfAll } from '../kernel/paging.ts';
import { dayAt, daysBetween } from '../../domain/calendar.ts';
import { diagnose } from '../../domain/oversight/diagnose.ts';
import type { Diagnosis } from '../../domain/oversight/diagnosis.ts';
import { stuckCause, stuckCodes, type StuckCause } from '../../domain/oversight/stuck.ts';
import { ClaimParams } from '../../schemas/claim-schemas.ts';
import { DiagnosisQuery, DiagnosisView, StuckAnswer, StuckQuery } from '../../schemas/diagnosis-schemas.ts';
import { mayAsk, seesCountsAlone } from '../../domain/authority/permissions.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { ClaimDependencies } from '../claim/claim-dependencies.ts';
import { requireClaim } from '../claim/require-act.ts';
import type { Standings, WaitingClaim } from './diagnosis-ports.ts';
import { diagnosisView } from './diagnosis-view.ts';
import { CLAIMS_SHOWN, isAsked, waitingEntities, withEntities, type OtherWaiting } from './stuck-entities-view.ts';

export interface StuckDependencies extends ClaimDependencies {
  readonly standings: Standings;
  readonly others: OtherWaiting;
}

export function diagnosisRoutes(deps: StuckDependencies): readonly Route[] {
  return [diagnosisRoute(deps), stuckRoute(deps)];
}

function diagnosisRoute({ claims, diagnoses, standings }: StuckDependencies): Route {
  return defineRoute({
    operationId: 'diagnoseClaim',
    method: 'get',
    path: '/api/v1/claims/:claimId/diagnosis',
    summary: 'Why a claim waits: exactly one cause, since when, whose turn it is, and what moves it next',
    params: ClaimParams,
    query: DiagnosisQuery,
    answer: DiagnosisView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { claimId }, query: { fresh }, at, language }) {
      await requireClaim(claims, { claimId, caller, at });
      if (fresh && mayAsk(caller.roles, 'listStuckClaims')) {
        await standings.askNow({ kind: 'claim', id: claimId });
      }
      const facts = await diagnoses.factsOf(claimId, at);
      if (facts === null) {
        throw new Problem('NOT_FOUND');
      }
      return { body: diagnosisView(facts, { caller, language }) };
    },
  });
}

function stuckRoute({ diagnoses, others: sources, names }: StuckDependencies): Route {
  return defineRoute({
    operationId: 'listStuckClaims',
    method: 'get',
    path: '/api/v1/stuck',
    summary:
      'Stuck claims, grants, calls, plans and cycles by cause (R-148), without their ids for who sees figures alone; with olderThanDays every claim that has waited so long, stuck or not',
    query: StuckQuery,
    answer: StuckAnswer,
    problems: ['INVALID', 'CURSOR_INVALID'],
    async handle({ caller, query: { cause, olderThanDays, entity, limit, cursor }, at, language }) {
      const which = olderThanDays === undefined ? 'stuck' : 'underWay';
      const isOfCounts = seesCountsAlone(caller.roles, 'listStuckClaims');
      const groups = new Map<StuckCause, Group>();
      const ofClaims = entity === undefined || entity === 'claim';
      for await (const page of ofClaims ? diagnoses.waiting(caller, which, at) : []) {
        for (const claim of page) {
          const one = diagnosed(claim, at);
          if (
            isShown(one, which) &&
            (cause === undefined || one.cause === cause) &&
            one.ageDays >= (olderThanDays ?? 0)
          ) {
            addTo(groups, one);
          }
        }
      }
      const routeName = (code: string) => names.route(code)[language];
      const others = await waitingEntities({ diagnoses, ...sources, routeName }, caller, at);
      const asked = { cause, entity, olderThanDays: olderThanDays ?? 0, isOfCounts };
      const items = withEntities(
        [...groups.values()].map((group) => groupView(group, isOfCounts)),
        others.filter((one) => isAsked(one, asked)),
        asked,
      );
      const page = pageOfAll(items, limit, cursor);
      return { body: { asOf: at.toISOString(), ...page } };
    },
  });
}

interface Diagnosed extends Pick<Diagnosis, 'waitingFor' | 'sinceMs'> {
  readonly cause: StuckCause;
  readonly claimId: string;
  readonly claimNo: string;
  readonly ageDays: number;
  readonly reasons: readonly string[];
}

function diagnosed({ claimId, claimNo, facts }: WaitingClaim, at: Date): Diagnosed {
  const { cause: waitsBecause, waitingFor, sinceMs } = diagnose(facts);
  const ageDays = Math.max(0, daysBetween(dayAt(sinceMs), dayAt(at.getTime())));
  const cause = stuckCause({ cause: waitsBecause }, facts);
  const reasons = stuckCodes({ cause: waitsBecause }, facts);
  return { claimId, claimNo, cause, waitingFor, sinceMs, ageDays, reasons };
}

/** A claim that was found by a fault which is not told yet has no reason to be on the list. */
function isShown({ reasons }: Diagnosed, which: 'stuck' | 'underWay'): boolean {
  return which === 'underWay' || reasons.length > 0;
}

/** The claims of one cause: all are counted, the oldest are kept to be shown. */
interface Group {
  count: number;
  oldest: Diagnosed[];
  readonly reasons: Set<string>;
}

function addTo(groups: Map<StuckCause, Group>, one: Diagnosed): void {
  const group = groups.get(one.cause) ?? { count: 0, oldest: [], reasons: new Set<string>() };
  groups.set(one.cause, group);
  group.count += 1;
  for (const reason of one.reasons) {
    group.reasons.add(reason);
  }
  const youngest = group.oldest.at(-1);
  if (youngest === undefined || group.oldest.length < CLAIMS_SHOWN || one.sinceMs < youngest.sinceMs) {
    group.oldest = [...group.oldest, one].toSorted((a, b) => a.sinceMs - b.sinceMs).slice(0, CLAIMS_SHOWN);
  }
}

function groupView(group: Group, isOfCounts: boolean) {
  const [oldest] = group.oldest;
  if (oldest === undefined) {
    throw new RangeError('A group without a claim');
  }
  return {
    cause: oldest.cause,
    waitingFor: oldest.waitingFor,
    count: group.count,
    oldestSince: new Date(oldest.sinceMs).toISOString(),
    oldestAgeDays: oldest.ageDays,
    reasons: [...group.reasons].toSorted(),
    claims: (isOfCounts ? [] : group.oldest).map(({ claimId, claimNo, sinceMs, ageDays, reasons }) => ({
      claimId,
      claimNo,
      since: new Date(sinceMs).toISOString(),
      ageDays,
      reasons: [...reasons],
    })),
  };
}
