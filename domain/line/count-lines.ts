import type { IsoDate, WorkingCalendar } from '../calendar.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { OccupiedSpan } from './apprenticeship.ts';
import { refusalRemark } from '../texts/rule-texts.ts';
import { claimedCertificate } from './certificate-once.ts';
import { countedLine, type CountedLine, type JudgedLine, type StoredLine } from './counted-line.ts';
import {
  earlierByTrainee,
  NOTHING_EARLIER,
  withWantedKeys,
  type Earlier,
  type HeldRow,
} from './earlier-entitlements.ts';
import { judgeLine, unansweredRegister } from './eligibility.ts';
import { classLineKey, wantedKeysOf, type WantedKey } from './entitlement-keys.ts';
import type { LineContext, LineFacts, LineJudgement } from './line-facts.ts';
import { plausibilityOfLines, type SharedByOthers } from './line-plausibility.ts';
import type { ClaimSubjects, LineSubject } from './line-subject.ts';
import {
  answerFor,
  compareCertificate,
  type AnsweredPeople,
  type CertificateFinding,
  type CertificateOnRegister,
  type CertificateRegisterRow,
  type RegisterAnswer,
  type RegisterAnswers,
  type RegisterName,
} from './register-answers.ts';

/** Everything needed to count the lines of a claim. */
export interface ClaimToCount {
  readonly subjects: ClaimSubjects;
  readonly snapshot: PolicySnapshot;
  readonly submittedOn: IsoDate;
  /** Used to move the last day of a claim window from a day off; absent: the day is not moved. */
  readonly calendar: WorkingCalendar | undefined;
  readonly answers: RegisterAnswers;
  /** Slots and keys that lines of other claims have taken for the same people, and their certificates by whomever. */
  readonly held: readonly HeldRow[];
  /** Keyed by trainee id. */
  readonly apprenticeships: ReadonlyMap<string, readonly OccupiedSpan[]>;
  readonly sharedByOthers: SharedByOthers;
  /** The claim's lines as stored by the last count. */
  readonly stored: readonly StoredLine[];
  readonly newLineId: () => string;
}

export interface CountedLines {
  readonly lines: readonly CountedLine[];
  /** Ids of stored lines whose person is no longer on the roster or in the file. */
  readonly leftIds: readonly string[];
  /** A register without whose answer a line cannot be decided; null: none. */
  readonly waitsFor: RegisterName | null;
}

/**
 * Judges and prices every line of a claim. Lines are judged in order: slots and
 * keys taken by an eligible line are no longer free for a later line of the same person, e.g. the seventh month of six.
 * Stored lines keep their ids and positions; a line refused by a reviewer stays refused.
 */
export function countLines(claim: ClaimToCount): CountedLines {
  const { snapshot, stored } = claim;
  const judged = judgeLines(claim);
  const wanted = new Set(judged.map(({ subject }) => subject.lineKey));
  const kept = new Map(stored.filter(({ lineKey }) => wanted.has(lineKey)).map((line) => [line.lineKey, line]));
  let lastPosition = Math.max(0, ...[...kept.values()].map(({ position }) => position));
  const counted = judged.flatMap((line) => {
    const before = kept.get(line.subject.lineKey);
    const place = before ?? { id: claim.newLineId(), position: lastPosition + 1 };
    const one = countedLine(line, snapshot, place);
    if (line.subject.paidInClass === 'newLine' && one.allowanceFen === 0) {
      return [];
    }
    lastPosition = Math.max(lastPosition, one.position);
    return [{ judged: line, one }];
  });
  const left = new Set(counted.map(({ one }) => one.id));
  return {
    lines: counted.map(({ one }) => one),
    leftIds: stored.map(({ id }) => id).filter((id) => !left.has(id)),
    waitsFor: waitingRegister(counted, snapshot),
  };
}

function judgeLines(claim: ClaimToCount): readonly JudgedLine[] {
  const { subjects, snapshot } = claim;
  const earlier = new Map(earlierByTrainee(claim.held, snapshot));
  const plausibility = plausibilityOfLines(subjects.lines, claim.sharedByOthers, snapshot);
  const certificates = certificateRows(subjects.lines, claim.answers.certificates);
  const claimed = new Map(certificatesTaken(claim.held));
  return subjects.lines.map((subject) => {
    const { traineeId, lineKey } = subject;
    const before = traineeId === null ? NOTHING_EARLIER : (earlier.get(traineeId) ?? NOTHING_EARLIER);
    const facts = factsOf(subject, claim, {
      earlier: before,
      certificates,
      certificateOfOthers: ofOthers(claimed, subject),
      plausibility: [...subject.plausibility, ...(plausibility.get(lineKey) ?? [])],
    });
    const judgement = judgeBase(subject, judgeLine(facts, snapshot));
    const ofClass = classKeys(subject, subjects.claimContext.instalment);
    const wantedKeys = judgement.refusals.length > 0 ? [] : [...ofClass, ...wantedKeysOf(facts, snapshot)];
    if (traineeId !== null) {
      const line = { traineeId, lineId: lineKey, facts, wantedKeys };
      earlier.set(traineeId, withWantedKeys(before, line, subjects.claimContext, snapshot));
      for (const { key } of wantedKeys.filter(({ kind }) => kind === 'CERTIFICATE')) {
        claimed.set(key, { key, traineeId, route: subjects.claimContext.route });
      }
    }
    return { subject, facts, judgement, wantedKeys };
  });
}

/** L12: a base that another claim of the class pays is refused here; the line may still have its living allowance. */
function judgeBase({ paidInClass }: LineSubject, judgement: LineJudgement): LineJudgement {
  return paidInClass === undefined
    ? judgement
    : { ...judgement, state: 'refused', refusals: [...judgement.refusals, refusalRemark('CLAIMED_IN_CLASS')] };
}

/** Who has taken a certificate, by its key. */
type CertificateTaken = Pick<HeldRow, 'key' | 'traineeId' | 'route'>;

function certificatesTaken(held: readonly HeldRow[]): readonly (readonly [string, CertificateTaken])[] {
  return held.filter(({ kind }) => kind === 'CERTIFICATE').map((row) => [row.key, row]);
}

function ofOthers(
  taken: ReadonlyMap<string, CertificateTaken>,
  { own, traineeId }: LineSubject,
): readonly CertificateTaken[] {
  const holder = taken.get(claimedCertificate(own.result) ?? '');
  return holder === undefined || holder.traineeId === traineeId ? [] : [holder];
}

/** Only a line of a class takes its person's place there; an entry that names a class is compared by its training. */
function classKeys({ traineeId, entryId, trainingId }: LineSubject, instalment: number): readonly WantedKey[] {
  return traineeId !== null && entryId === null && trainingId !== null ? [classLineKey(trainingId, instalment)] : [];
}

/**
 * Returns the register that a line waits for; null when every register needed by the route's checks has answered. A line
 * that is refused, by a reviewer too, waits for nothing.
 */
function waitingRegister(
  lines: readonly { readonly judged: JudgedLine; readonly one: CountedLine }[],
  snapshot: PolicySnapshot,
): RegisterName | null {
  const waiting = lines.filter(({ one }) => one.state === 'proposed');
  const [first] = waiting.flatMap(({ judged: { facts } }) => unansweredRegister(facts, snapshot) ?? []);
  return first ?? null;
}

function factsOf(
  subject: LineSubject,
  { subjects, answers, submittedOn, calendar, apprenticeships }: ClaimToCount,
  found: {
    readonly earlier: Earlier;
    readonly certificates: readonly CertificateRegisterRow[];
    readonly certificateOfOthers: NonNullable<LineContext['certificateOfOthers']>;
    readonly plausibility: LineFacts['plausibility'];
  },
): LineFacts {
  const { own, trainingId, traineeId, personIndex } = subject;
  const training = trainingId ?? own.entry?.courseNo;
  const { held, subsidies } = found.earlier;
  return {
    ...own,
    submittedOn,
    certificateRegister: certificateAnswer(subject, answers, found.certificates),
    identityRegister: answerFor(answers.identity, personIndex),
    subsidyRegister: answerFor(answers.subsidies, personIndex),
    ownSubsidies: subsidies,
    isClaimedByOtherSide: held.some(({ kind, key }) => kind === 'TRAINING' && key === training),
    plausibility: found.plausibility,
    context: {
      ...subjects.claimContext,
      month: subject.month,
      held,
      certificateOfOthers: found.certificateOfOthers,
      apprenticeships: apprenticeships.get(traineeId ?? '') ?? [],
      trainingId,
      hasTrainingProof: subject.hasTrainingProof ?? false,
      isOwnAccount: subject.isOwnAccount,
      insuranceRegister: answerFor(answers.insurance, personIndex, answers.connected.includes('insurance')),
      listedOccupations: subject.listedOccupations,
      ...(calendar !== undefined && { calendar }),
    },
  };
}

/**
 * Collects the certificate rows of all people of the claim, so that another person's certificate counts as a mismatch
 * and not as unknown.
 */
function certificateRows(
  lines: readonly LineSubject[],
  certificates: AnsweredPeople<CertificateOnRegister>,
): readonly CertificateRegisterRow[] {
  const people = new Map(
    lines.flatMap(({ idNumber, personIndex }) =>
      idNumber === null || personIndex === null ? [] : [[personIndex, idNumber] as const],
    ),
  );
  return [...people].flatMap(([index, idNumber]) =>
    (certificates.get(index) ?? []).map((row) => ({ ...row, idNumber })),
  );
}

function certificateAnswer(
  { own, idNumber, personIndex }: LineSubject,
  { certificates, connected }: RegisterAnswers,
  rows: readonly CertificateRegisterRow[],
): RegisterAnswer<CertificateFinding> | null {
  const certificate = own.result?.hasPassed === true ? own.result.certificate : null;
  if (certificate === null || idNumber === null) {
    return null;
  }
  if (!answerFor(certificates, personIndex).isAvailable) {
    return { isAvailable: false };
  }
  const declared = { idNumber, occupation: own.occupation, skillLevel: own.skillLevel, certificate };
  const found = compareCertificate(declared, rows);
  const isCompared = found.kind !== 'notFound' || connected.includes('certificates');
  return { isAvailable: true, value: isCompared ? found : { kind: 'notCompared' } };
}
