import { mayAs, mayAsk, type OperationId } from '../../domain/authority/permissions.ts';
import type { WaitingEntityKind } from '../../domain/oversight/stuck-entities.ts';
import { dayAt, daysBetween } from '../../domain/calendar.ts';
import type { WaitingFor } from '../../domain/oversight/diagnosis.ts';
import type { ExpectedPeriod } from '../../domain/period/period-words.ts';
import { BANK_FILE_LATE_MS, type STUCK_ENTITIES, type StuckCause } from '../../domain/oversight/stuck.ts';
import type { BankFileKind } from '../../domain/bank-file/bank-entry.ts';
import type { Caller } from '../kernel/caller.ts';
import { isOneOf } from '../../domain/verdict.ts';
import type { DiagnosisStore } from './diagnosis-ports.ts';

/** Of each cause the list shows the oldest so many; `count` counts all. */
export const CLAIMS_SHOWN = 50;

/** A period that the rules expect and that did not open. */
interface MissingPeriod extends Pick<ExpectedPeriod, 'jurisdiction' | 'route' | 'key'> {
  readonly name: string;
  readonly opensAt: Date;
}

/** An endpoint of another system that is switched off; what happens meanwhile is held for it. */
interface DisabledEndpoint {
  readonly id: string;
  readonly url: string;
  readonly disabledAt: Date;
}

/** A file of a bank that is in force, and whose entries are not all taken. */
interface UntakenBankFile {
  readonly id: string;
  readonly kind: BankFileKind;
  readonly jurisdiction: string;
  /** When it came in force. */
  readonly since: Date;
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

/** What waits and is in no list of stuck claims and entities. */
export interface OtherWaiting {
  readonly missingPeriods: (caller: Caller, at: Date) => Promise<readonly MissingPeriod[]>;
  readonly disabledEndpoints: (caller: Caller) => Promise<readonly DisabledEndpoint[]>;
  /** Those that came in force before. */
  readonly untakenBankFiles: (caller: Caller, before: Date) => Promise<readonly UntakenBankFile[]>;
}

interface Sources extends OtherWaiting {
  readonly diagnoses: Pick<DiagnosisStore, 'stuckEntities'>;
  /** The name of a route of the law, by its code. */
  readonly routeName: (code: string) => string;
}

/**
 * Grants, calls, plans, cycles and recoveries that are stuck, periods that did not open, endpoints that are off, files of
 * banks that are not taken; the oldest first.
 */
export async function waitingEntities(
  { diagnoses, missingPeriods, disabledEndpoints, untakenBankFiles, routeName }: Sources,
  caller: Caller,
  at: Date,
): Promise<readonly WaitingEntity[]> {
  const late = new Date(at.getTime() - BANK_FILE_LATE_MS);
  const [entities, missing, disabled, untaken] = await Promise.all([
    diagnoses.stuckEntities(caller, at),
    missingPeriods(caller, at),
    mayAsk(caller.roles, 'listWebhookEndpoints') ? disabledEndpoints(caller) : [],
    mayAsk(caller.roles, 'listBankFiles') ? untakenBankFiles(caller, late) : [],
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
    ...untaken.map(({ id, kind, jurisdiction, since }) => ({
      kind: 'bankFile' as const,
      id,
      number: kind,
      jurisdiction,
      cause: 'bankFileUntaken' as const,
      waitingFor: 'error' as const,
      codes: ['BANK_FILE_UNTAKEN'],
      ...times(since),
    })),
  ];
  return all.toSorted((a, b) => (a.since < b.since ? -1 : 1));
}

const NOBODYS_CASE = ['period', 'webhookEndpoint', 'bankFile'] as const;

interface Asked {
  readonly cause: string | undefined;
  readonly entity: string | undefined;
  readonly olderThanDays: number;
  /** Who asks sees figures alone; what is nobody's case is seen by its readers. */
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
    const shown = isOfCounts ? others.filter(({ kind }) => isOneOf(NOBODYS_CASE, kind)) : others;
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
