import type { IsoDate } from '../calendar.ts';
import type { HeldEntitlement } from '../intake/entry.ts';
import { snapshotWord, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { allot, type TakenKey } from './allotment.ts';
import { COUNTING_DATES, countingDayOf, type CountingDate } from './counting-date.ts';
import type { WantedKey } from './entitlement-keys.ts';
import type { LineFacts } from './line-facts.ts';
import type { ClaimContext } from './line-subject.ts';
import type { SubsidyRegisterRow } from './register-answers.ts';
import { countingDateOf } from './training-line-checks.ts';

/** A key taken by a line of another claim, with the days that determine its year. */
export interface HeldRow extends HeldEntitlement {
  readonly traineeId: string;
  readonly lineId: string;
  readonly certificateDate: IsoDate | null;
  readonly endsOn: IsoDate | null;
  /** Another claim of the same class has it. It is a certificate, and taken only from everybody else. */
  readonly isOfClass: boolean;
}

/** What a person has already taken here through other lines. */
export interface Earlier {
  readonly held: readonly HeldEntitlement[];
  readonly taken: readonly TakenKey[];
  readonly subsidies: readonly SubsidyRegisterRow[];
}

export const NOTHING_EARLIER: Earlier = { held: [], taken: [], subsidies: [] };

/** Groups by trainee the slots and keys that other claims have taken here, in flight or paid. */
export function earlierByTrainee(rows: readonly HeldRow[], snapshot: PolicySnapshot): ReadonlyMap<string, Earlier> {
  const countingDate = countingDateParameter(snapshot);
  const earlier = new Map<string, Earlier>();
  const counted = new Set<string>();
  for (const { traineeId, lineId, certificateDate, endsOn, isOfClass: _, ...held } of rows.filter(isOfOtherClass)) {
    const known = earlier.get(traineeId) ?? NOTHING_EARLIER;
    const date = countingDayOf({ certificateDate, endsOn, submittedOn: held.on }, countingDate);
    const isNew = isTraining(held) && date !== null && !counted.has(lineId);
    if (isNew) {
      counted.add(lineId);
    }
    const { route, occupation, level } = held;
    earlier.set(traineeId, {
      held: [...known.held, held],
      taken: [...known.taken, { kind: held.kind, traineeId, key: held.key, lineId }],
      subsidies: isNew ? [...known.subsidies, { route, occupation, level, date }] : known.subsidies,
    });
  }
  return earlier;
}

/** Returns `before` and the keys and slots that this line takes, so that a later line of the same person cannot take them. */
export function withWantedKeys(
  before: Earlier,
  line: {
    readonly traineeId: string;
    readonly lineId: string;
    readonly facts: LineFacts;
    readonly wantedKeys: readonly WantedKey[];
  },
  { route, jurisdiction, partyId }: ClaimContext,
  snapshot: PolicySnapshot,
): Earlier {
  const { traineeId, lineId, facts, wantedKeys } = line;
  if (wantedKeys.length === 0) {
    return before;
  }
  const { takes } = allot([{ lineId, traineeId, wantedKeys }], before.taken);
  const { occupation, skillLevel: level, submittedOn: on } = facts;
  const day = countingDateOf(facts, countingDateParameter(snapshot));
  return {
    held: [
      ...before.held,
      ...takes.map(({ kind, key }) => ({ kind, key, route, jurisdiction, occupation, level, partyId, on })),
    ],
    taken: [...before.taken, ...takes],
    subsidies:
      day !== null && takes.some(isTraining)
        ? [...before.subsidies, { route, occupation, level, date: day }]
        : before.subsidies,
  };
}

function isOfOtherClass({ isOfClass }: HeldRow): boolean {
  return !isOfClass;
}

function isTraining({ kind }: { readonly kind: string }): boolean {
  return kind === 'YEARLY_SLOT' || kind === 'OCCUPATION_LEVEL';
}

/** Routes that do not count have no such parameter; their lines use the day of the certificate. */
function countingDateParameter(snapshot: PolicySnapshot): CountingDate {
  const isGiven = snapshot.parameters.some(({ key }) => key === 'limit.countingDate');
  return isGiven ? snapshotWord(snapshot, 'limit.countingDate', COUNTING_DATES) : 'CERTIFICATE';
}
