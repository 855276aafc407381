import type { EntitlementKind, LineCheckCode } from '../../domain/policy/route-codes.ts';
import type { HeldEntitlement } from '../../domain/intake/entry.ts';
import { parseFen } from '../../domain/money.ts';
import type { ParameterUnit, ParameterValue, RouteDefinition } from '../../domain/policy/policy-pack.ts';
import type { PolicySnapshot, SnapshotRate } from '../../domain/policy/policy-snapshot.ts';
import { claimKeys } from '../../domain/policy/claim-keys.ts';
import { pinned, snapshotPolicy } from '../../domain/policy/policy-snapshot.ts';
import { resolveParameter } from '../../domain/policy/resolve-parameter.ts';
import type { LineContext, LineFacts } from '../../domain/line/line-facts.ts';
import { day, PRACTICE_LIBRARY, practiceSnapshot, ROUTE } from './policy-library.ts';

/** What the first route asked of its lines before there were others; nothing of it may change. */
export const FIRST_CHECKS: readonly LineCheckCode[] = [
  'ATTENDANCE',
  'CERTIFICATE',
  'PENSION',
  'FREE_GROUP_FEE',
  'TRAINING_ONCE',
  'YEARLY_LIMIT',
  'OCCUPATION_LEVEL_ONCE',
  'CERTIFICATE_REGISTER',
  'IDENTITY_REGISTER',
  'SUBSIDY_REGISTER',
  'PLAUSIBILITY',
];

export const FOUND = { isAvailable: true, value: { kind: 'found' } } as const;
export const DOWN = { isAvailable: false } as const;

/** A welder with a certificate of a class of 80 hours, whom nothing refuses. */
export const GOOD_LINE: LineFacts = {
  classHours: 80,
  attendedHours: 80,
  opensOn: day('2025-05-26'),
  endsOn: day('2025-06-10'),
  submittedOn: day('2025-06-23'),
  occupation: '6-18-02-04',
  skillLevel: 'LEVEL_5',
  categories: [],
  feeFen: parseFen(0),
  result: {
    idNumber: '159901198809245647',
    hasPassed: true,
    certificate: { kind: 'SKILL_LEVEL', certificateNo: 'A1', issuedOn: day('2025-06-19') },
  },
  certificateRegister: FOUND,
  identityRegister: { isAvailable: true, value: [] },
  subsidyRegister: { isAvailable: true, value: [] },
  ownSubsidies: [],
  isClaimedByOtherSide: false,
  plausibility: [],
};

export const CONTEXT: LineContext = {
  route: ROUTE,
  jurisdiction: '150600',
  partyId: 'party_1',
  partyKind: 'institution',
  month: null,
  instalment: 1,
  held: [],
  isOwnAccount: null,
  insuranceRegister: { isAvailable: true, value: [] },
  trainer: null,
  evaluator: null,
  chainMembers: [],
  listedOccupations: null,
};

/** What another claim holds of the same person. */
export function held(kind: EntitlementKind, key: string, change: Partial<HeldEntitlement> = {}): HeldEntitlement {
  return {
    kind,
    key,
    route: ROUTE,
    jurisdiction: '150600',
    occupation: '6-18-02-04',
    level: 'LEVEL_5',
    partyId: 'party_2',
    on: day('2025-03-03'),
    ...change,
  };
}

/** The practice law of a route on a day. */
export function routeSnapshot(route: string, on = day('2025-05-26')): PolicySnapshot {
  const outcome = snapshotPolicy(PRACTICE_LIBRARY, { jurisdiction: '150600', route, on });
  if (!outcome.ok) {
    throw new Error(`not open: ${outcome.missing.join(', ')}`);
  }
  return outcome.value;
}

/** The first route's law of the practice pack with its first checks. */
export function firstSnapshot(): PolicySnapshot {
  return withRoute(practiceSnapshot(), { checks: FIRST_CHECKS });
}

/** The law of a route that is made up of another: with whatever the change asks for besides, as practice says it. */
export function withRoute(snapshot: PolicySnapshot, change: Partial<RouteDefinition>): PolicySnapshot {
  const { jurisdiction, route, referenceDate: on, parameters } = snapshot;
  const routeDefinition = { ...snapshot.routeDefinition, ...change };
  const before = claimKeys(PRACTICE_LIBRARY, snapshot.routeDefinition);
  const added = claimKeys(PRACTICE_LIBRARY, routeDefinition)
    .filter((key) => !before.includes(key) && parameters.every((one) => one.key !== key))
    .flatMap((key) => {
      const { winner, losers } = resolveParameter(PRACTICE_LIBRARY, { jurisdiction, route, on, key });
      return winner === null ? [] : [pinned(winner, losers)];
    });
  return { ...snapshot, routeDefinition, parameters: [...parameters, ...added] };
}

/** The snapshot with other values, as if a pack said so; `undefined` takes one out. */
export function withLaw(
  snapshot: PolicySnapshot,
  values: Readonly<Record<string, ParameterValue | undefined>>,
): PolicySnapshot {
  const kept = snapshot.parameters.filter(({ key }) => !Object.hasOwn(values, key));
  const said = Object.entries(values).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [
          {
            key,
            value,
            unit: unitOf(value),
            document: 'test',
            documentTitle: 'test',
            clause: '1',
            quote: null,
            mark: 'ours' as const,
            losers: [],
          },
        ],
  );
  return { ...snapshot, parameters: [...kept, ...said] };
}

export function rateOf(kind: SnapshotRate['kind'], value: number, change: Partial<SnapshotRate> = {}): SnapshotRate {
  const unit = (
    {
      classHour: 'fenPerClassHour',
      perHead: 'fenPerHead',
      perYear: 'fenPerYear',
      perMonth: 'fenPerMonth',
      perDay: 'fenPerDay',
    } as const
  )[kind];
  return {
    kind,
    unit,
    value: parseFen(value),
    occupation: null,
    level: null,
    document: 'test',
    clause: '1',
    quote: null,
    mark: 'practice',
    ...change,
  };
}

function unitOf(value: ParameterValue): ParameterUnit {
  if (typeof value === 'number') {
    return 'fen';
  }
  if (typeof value === 'boolean') {
    return 'bool';
  }
  return typeof value === 'string' ? 'code' : 'codes';
}
