import { mayAs, mayAsk, type OperationId } from '../../domain/authority/permissions.ts';
import type { WaitingEntityKind } from '../../domain/oversight/stuck-entities.ts';
import { dayAt, daysBetween } from '../../domain/calendar.ts';
import type { WaitingFor } from '../../domain/oversight/diagnosis.ts';
import type { ExpectedPeriod } from '../../domain/period/period-words.ts';
import type { STUCK_ENTITIES, StuckCause } from '../../domain/oversight/stuck.ts';
import type { Caller } from '../kernel/caller.ts';
import type { DiagnosisStore } from './diagnosis-ports.ts';

/** Of each cause the list shows the oldest so many; `count` counts all. */
export const CLAIMS_SHOWN = 50;

/** A period that the rules expect and that did not open. */
export interface MissingPeriod extends Pick<ExpectedPeriod, 'jurisdiction' | 'route' | 'key'> {
  readonly name: string;
  readonly opensAt: Date;
}

/** An endpoint of another system that is switched off; what happens meanwhile is held for it. */
export interface DisabledEndpoint {
  readonly id: string;
  readonly url: string;
  readonly disabledAt: Date;
}

type StuckKind = (typeof STUCK_ENTITIES)[number];

/** What waits and is no claim. */
interface WaitingEntity {
  readonly kind: StuckKind;
  readonly id: string;
  readonly number?: string;
  readonly jurisdiction?: string;
  readonly since: string;
  readonly ageDays: number;
  readonly cause: StuckCause;
  readonly waitingFor: WaitingFor;
  readonly codes: readonly string[];
}

/** Who may not read an entity hears nothing of it here either (I12). */
const READING = {
  grant: 'readGrant',
  grantCall: 'readGrantCall',
  annualPlan: 'readAnnualPlan',
  demandCycle: 'getDemandCycle',
  recovery: 'getRecovery',
} as const satisfies Readonly<Record<WaitingEntityKind, OperationId>>;

/** A department reads what its own classes owe, in their list; what the whole office is owed is shown to who reads it all. */
function mayHear({ roles, organ }: Caller, kind: WaitingEntityKind): boolean {
  const ofBureau = organ === 'HRSS' && mayAs(roles, 'getRecovery', 'bureau');
  return kind === 'recovery' ? ofBureau || mayAs(roles, 'getRecovery', 'jurisdiction') : mayAsk(roles, READING[kind]);
}

interface Sources {
  readonly diagnoses: Pick<DiagnosisStore, 'stuckEntities'>;
  readonly missingPeriods: (caller: Caller, at: Date) => Promise<readonly MissingPeriod[]>;
  readonly disabledEndpoints: (caller: Caller) => Promise<readonly DisabledEndpoint[]>;
  /** The name of a route of the law, by its code. */
  readonly routeName: (code: string) => string;
}

/** Grants, calls, plans, cycles and recoveries that are stuck, periods that did not open, endpoints that are off; the oldest first. */
export async function waitingEntities(
  { diagnoses, missingPeriods, disabledEndpoints, routeName }: Sources,
  caller: Caller,
  at: Date,
): Promise<readonly WaitingEntity[]> {
  const [entities, missing, disabled] = await Promise.all([
    diagnoses.stuckEntities(caller, at),
    missingPeriods(caller, at),
    mayAsk(caller.roles, 'listWebhookEndpoints') ? disabledEndpoints(caller) : [],
  ]);
  const times = (since: Date) => ({
    since: since.toISOString(),
    ageDays: Math.max(0, daysBetween(dayAt(since.getTime()), dayAt(at.getTime()))),
  });
  const all = [
    ...entities
      .filter(({ kind }) => mayHear(caller, kind))
      .map(({ since, ...entity }) => ({ ...entity, ...times(since) })),
    ...missing.map(({ name, jurisdiction, route, key, opensAt }) => ({
      kind: 'period' as const,
      id: name,
      number: route === null ? key : `${routeName(route)} ${key}`,
      jurisdiction,
      cause: 'periodNotOpened' as const,
      waitingFor: 'worker' as const,
      codes: ['PERIOD_NOT_OPENED'],
      ...times(opensAt),
    })),
    ...disabled.map(({ id, url, disabledAt }) => ({
      kind: 'webhookEndpoint' as const,
      id,
      number: url,
      cause: 'webhookDisabled' as const,
      waitingFor: 'person' as const,
      codes: ['WEBHOOK_DISABLED'],
      ...times(disabledAt),
    })),
  ];
  return all.toSorted((a, b) => (a.since < b.since ? -1 : 1));
}

interface Asked {
  readonly cause: string | undefined;
  readonly entity: string | undefined;
  readonly olderThanDays: number;
  /** Who asks sees figures alone; a period that did not open and an endpoint are nobody's case, so their readers see them. */
  readonly isOfCounts: boolean;
}

export function isAsked(one: WaitingEntity, { cause, entity, olderThanDays }: Asked): boolean {
  const isOfKind = entity === undefined || entity === one.kind;
  return isOfKind && (cause === undefined || cause === one.cause) && one.ageDays >= olderThanDays;
}

interface GroupView<Claim> {
  readonly cause: StuckCause;
  readonly waitingFor: WaitingFor;
  readonly count: number;
  readonly oldestSince: string;
  readonly oldestAgeDays: number;
  readonly reasons: string[];
  readonly claims: Claim[];
  readonly entities?: ReturnType<typeof entityView>[];
}

/** The groups of claims with what else waits for the same cause, and groups of their own for other causes. */
export function withEntities<Claim>(
  groups: readonly GroupView<Claim>[],
  entities: readonly WaitingEntity[],
  { isOfCounts }: Asked,
): readonly GroupView<Claim>[] {
  const causes = [...new Set([...groups, ...entities].map(({ cause }) => cause))];
  return causes.flatMap((cause) => {
    const group = groups.find((one) => one.cause === cause);
    const others = entities.filter((one) => one.cause === cause);
    const [oldest] = others;
    if (oldest === undefined) {
      return group === undefined ? [] : [group];
    }
    const first = group !== undefined && group.oldestSince < oldest.since ? group : null;
    const shown = isOfCounts ? others.filter(({ kind }) => kind === 'period' || kind === 'webhookEndpoint') : others;
    return [
      {
        cause,
        waitingFor: (group ?? oldest).waitingFor,
        count: (group?.count ?? 0) + others.length,
        oldestSince: first?.oldestSince ?? oldest.since,
        oldestAgeDays: first?.oldestAgeDays ?? oldest.ageDays,
        reasons: [...new Set([...(group?.reasons ?? []), ...others.flatMap(({ codes }) => codes)])].toSorted(),
        claims: group?.claims ?? [],
        entities: shown.slice(0, CLAIMS_SHOWN).map(entityView),
      },
    ];
  });
}

function entityView({ kind, id, number, jurisdiction, since, ageDays, codes }: WaitingEntity) {
  return {
    kind,
    id,
    ...(number !== undefined && { number }),
    ...(jurisdiction !== undefined && { jurisdiction }),
    since,
    ageDays,
    reasons: [...codes],
  };
}
