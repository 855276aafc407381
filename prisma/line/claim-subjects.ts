import type pg from 'pg';
import type { IsoDate } from '../../domain/calendar.ts';
import {
  subjectOfTrainee,
  subjectsOfEntry,
  type ClaimSubjects,
  type EntryToCount,
  type LineSubject,
  type TraineeToCount,
} from '../../domain/line/line-subject.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import { openPayee } from '../kernel/payee-account.ts';
import { placeOf, sealedAt, type SealedAt } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { readClassFacts, type ClassTrainee } from './claim-class-facts.ts';
import { lockTrainees } from './entitlement-keys.ts';
import { readNamedCourses, readSealedEntries, type SealedEntry } from './sealed-entries.ts';

/** The claim whose lines are built; its law is that of the day `referenceOn`. */
export interface CountedClaim {
  readonly id: string;
  readonly filingId: string | null;
  readonly jurisdiction: string;
  readonly partyId: string;
  readonly partyKind: PartyKind;
  readonly partyName: string;
  readonly instalment: number;
  readonly referenceOn: IsoDate;
}

/** The personal data in a line's row, as stored: sealed, or a blind index. */
export interface SealedPerson {
  readonly personIndex: Buffer | null;
  readonly name: SealedAt | null;
  readonly account: SealedAt | null;
  readonly accountIndex: Buffer | null;
}

export interface ReadSubjects {
  readonly subjects: ClaimSubjects;
  readonly sealedOf: (subject: LineSubject) => SealedPerson;
}

interface Opening {
  readonly route: RouteDefinition;
  readonly sealer: Sealer;
}

/**
 * Reads every subject of the claim's lines. Locks the people's rows in the order of their ids until the transaction
 * ends.
 */
export async function readSubjects(
  client: pg.PoolClient,
  claim: CountedClaim,
  route: RouteDefinition,
  sealer: Sealer,
): Promise<ReadSubjects> {
  const { filingId, jurisdiction, partyId, instalment } = claim;
  const claimContext = {
    route: route.code,
    jurisdiction,
    partyId,
    partyKind: claim.partyKind,
    partyNames: [claim.partyName],
    instalment,
  };
  if (filingId !== null) {
    const facts = await readClassFacts(client, filingId, sealer, instalment);
    const { trainer, evaluator, chainMembers, isBeforeAssessment, filed, trainees } = facts;
    const shares = facts.facts.costSharing ?? null;
    return {
      subjects: {
        claimContext: { ...claimContext, trainer, evaluator, chainMembers, isBeforeAssessment, shares, filed },
        lines: trainees.map((trainee) => {
          const person = sealedTrainee(filingId, trainee);
          return subjectOfTrainee(traineeToCount(trainee, person, { route, sealer }), facts, route);
        }),
      },
      sealedOf: sealedIn(new Map(trainees.map((trainee) => [trainee.traineeId, sealedTrainee(filingId, trainee)]))),
    };
  }
  const entries = await readSealedEntries(client, claim.id);
  const traineeIds = entries.flatMap(({ traineeId }) => traineeId ?? []);
  const courseNos = entries.flatMap(({ facts }) => facts.courseNo ?? []);
  const [, courses] = await Promise.all([
    lockTrainees(client, traineeIds),
    readNamedCourses(client, courseNos, traineeIds),
  ]);
  return {
    subjects: {
      claimContext: { ...claimContext, trainer: null, evaluator: null, chainMembers: [], shares: null },
      lines: entries.flatMap((entry) =>
        subjectsOfEntry(entryToCount(entry, { route, sealer }), claim.referenceOn, courses, route),
      ),
    },
    sealedOf: sealedIn(new Map(entries.map((entry) => [entry.id, sealedEntry(entry)]))),
  };
}

function traineeToCount(trainee: ClassTrainee, person: SealedPerson, opening: Opening): TraineeToCount {
  return { ...trainee, ...indexesOf(person), holders: holdersOf(person, opening) };
}

function entryToCount(entry: SealedEntry, opening: Opening): EntryToCount {
  const { id, traineeId, idNumberSealed, phoneIndex, facts, isListed, hasTrainingProof } = entry;
  return {
    id,
    traineeId,
    idNumber:
      idNumberSealed === null || traineeId === null
        ? null
        : opening.sealer.open(idNumberSealed, placeOf('trainee.id_number_sealed', traineeId)),
    ...indexesOf(sealedEntry(entry)),
    phoneIndex: hex(phoneIndex),
    holders: holdersOf(sealedEntry(entry), opening),
    facts,
    isListed,
    hasTrainingProof,
  };
}

function indexesOf({ personIndex, accountIndex, account }: SealedPerson) {
  return { personIndex: hex(personIndex), accountIndex: hex(accountIndex), hasAccount: account !== null };
}

/** Names and accounts are opened only if a rule compares them. */
function holdersOf({ name, account }: SealedPerson, { route, sealer }: Opening): EntryToCount['holders'] {
  return route.payee !== 'person' || name === null
    ? null
    : {
        name: sealer.open(name.sealed, name.place),
        account: account === null ? null : openPayee(sealer, account.sealed, account.place).holder,
      };
}

function sealedTrainee(
  filingId: string,
  { traineeId, idNumberIndex, nameSealed, account, accountIndex }: ClassTrainee,
): SealedPerson {
  return {
    personIndex: idNumberIndex,
    name: sealedAt(nameSealed, placeOf('roster_entry.name_sealed', filingId, traineeId)),
    account: sealedAt(account, placeOf('roster_entry.account_sealed', filingId, traineeId)),
    accountIndex,
  };
}

function sealedEntry({ id, idNumberIndex, nameSealed, accountSealed, accountIndex }: SealedEntry): SealedPerson {
  return {
    personIndex: idNumberIndex,
    name: sealedAt(nameSealed, placeOf('claim_entry.name_sealed', id)),
    account: sealedAt(accountSealed, placeOf('claim_entry.account_sealed', id)),
    accountIndex,
  };
}

function sealedIn(people: ReadonlyMap<string, SealedPerson>): ReadSubjects['sealedOf'] {
  return ({ entryId, traineeId, lineKey }) => {
    const found = people.get(entryId ?? traineeId ?? '');
    if (found === undefined) {
      throw new RangeError(`Line ${lineKey} has no person or entry behind it`);
    }
    return found;
  };
}

function hex(index: Buffer | null): string | null {
  return index?.toString('hex') ?? null;
}
