import type { RegisterAnswer as Answer, RegisterAnswers } from '../../activities/register-ports.ts';
import type pg from 'pg';
import type { IsoDate, WorkingCalendar } from '../../domain/calendar.ts';
import { INSURANCE_KINDS } from '../../domain/codes.ts';
import type { HeldEntitlement } from '../../domain/intake/entry.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { OccupiedSpan } from '../../domain/line/apprenticeship.ts';
import { allot, type TakenKey } from '../../domain/line/allotment.ts';
import { wantedKeys, type WantedKey } from '../../domain/line/entitlement-keys.ts';
import { judgeLine } from '../../domain/line/eligibility.ts';
import type { LineFacts, LineJudgement } from '../../domain/line/line-facts.ts';
import { LINE_CHECKS } from '../../domain/line/line-checks.ts';
import type { RegisterName } from '../../domain/line/register-answers.ts';
import {
  compareCertificate,
  type CertificateFinding,
  type CertificateRegisterRow,
  type RegisterAnswer,
  type SubsidyRegisterRow,
} from '../../domain/line/register-answers.ts';
import { countingDateOf } from '../../domain/line/training-line-checks.ts';
import { judgePlausibility } from './claim-plausibility.ts';
import { readApprenticeships } from './claim-apprenticeships.ts';
import type { ClaimSubjects, LineSubject } from './claim-subjects.ts';
import { readHeld } from './entitlement-keys.ts';

export interface JudgedLine {
  readonly subject: LineSubject;
  readonly facts: LineFacts;
  readonly judgement: LineJudgement;
  /** What it takes when it is submitted; nothing where it is refused. */
  readonly wishes: readonly WantedKey[];
}

export interface JudgingInput {
  readonly claimId: string;
  readonly subjects: ClaimSubjects;
  readonly snapshot: PolicySnapshot;
  readonly registers: RegisterAnswers;
  readonly submittedOn: IsoDate;
  readonly calendar: WorkingCalendar | undefined;
}

/**
 * Judges every line of a claim with the domain's rules, from what the database and the registers say. Lines are judged
 * in their order: what an eligible one takes, a later one of the same person finds held, e.g. the seventh month of six.
 */
export async function judgeLines(client: pg.PoolClient, input: JudgingInput): Promise<readonly JudgedLine[]> {
  const { subjects, snapshot } = input;
  const earlier = await readEarlier(client, input);
  const apprenticeships = await readApprenticeships(client, input.claimId, traineesOf(subjects));
  const plausibility = await judgePlausibility(client, input.claimId, subjects.lines, snapshot);
  const certificates = certificateRows(subjects.lines, input.registers);
  const judged: JudgedLine[] = [];
  for (const subject of subjects.lines) {
    const before = subject.traineeId === null ? NOTHING_EARLIER : (earlier.get(subject.traineeId) ?? NOTHING_EARLIER);
    const facts = factsOf(subject, input, {
      earlier: before,
      apprenticeships: apprenticeships.get(subject.traineeId ?? '') ?? [],
      certificates,
      plausibility: [...subject.plausibility, ...(plausibility.get(subject.lineKey) ?? [])],
    });
    const judgement = judgeLine(facts, snapshot);
    const wishes = judgement.refusals.length > 0 ? [] : wantedKeys(facts, snapshot);
    judged.push({ subject, facts, judgement, wishes });
    if (subject.traineeId !== null) {
      earlier.set(subject.traineeId, withWishes(before, { subject, facts, wishes, input }));
    }
  }
  return judged;
}

/** The register that a line waits for; null when every one that the route's checks ask has answered. */
export function waitingRegister(
  judged: readonly JudgedLine[],
  registers: RegisterAnswers,
  snapshot: PolicySnapshot,
): RegisterName | null {
  const asked = judged
    .filter(({ judgement }) => judgement.state === 'proposed')
    .flatMap(({ facts }) => snapshot.routeDefinition.checks.flatMap((check) => LINE_CHECKS[check].waitsFor(facts)));
  return asked.find((name) => !registers[name].available) ?? null;
}

/** What the same person holds here by other lines. */
interface Earlier {
  readonly held: readonly HeldEntitlement[];
  readonly taken: readonly TakenKey[];
  readonly subsidies: readonly SubsidyRegisterRow[];
}

const NOTHING_EARLIER: Earlier = { held: [], taken: [], subsidies: [] };

function factsOf(
  subject: LineSubject,
  { subjects, registers, submittedOn, calendar }: JudgingInput,
  found: {
    readonly earlier: Earlier;
    readonly apprenticeships: readonly OccupiedSpan[];
    readonly certificates: readonly CertificateRegisterRow[];
    readonly plausibility: LineFacts['plausibility'];
  },
): LineFacts {
  const { own, trainingId } = subject;
  const training = trainingId ?? own.entry?.courseNo;
  const { held, subsidies } = found.earlier;
  const insurance = answerFor(registers.insurance, subject);
  return {
    ...own,
    submittedOn,
    certificateRegister: certificateAnswer(subject, registers, found.certificates),
    identityRegister: answerFor(registers.identity, subject),
    subsidyRegister: answerFor(registers.subsidies, subject),
    ownSubsidies: subsidies,
    isClaimedByOtherSide: held.some(({ kind, key }) => kind === 'TRAINING' && key === training),
    plausibility: found.plausibility,
    context: {
      ...subjects.wide,
      month: subject.month,
      held,
      apprenticeships: found.apprenticeships,
      trainingId,
      isOwnAccount: subject.isOwnAccount,
      insuranceRegister: insurance.isAvailable
        ? {
            isAvailable: true,
            value: insurance.value.map(({ employer, month, kinds }) => ({
              employer,
              month,
              kinds: INSURANCE_KINDS.filter((kind) => kinds.includes(kind)),
            })),
          }
        : insurance,
      listedOccupations: subject.listedOccupations,
      ...(calendar !== undefined && { calendar }),
    },
  };
}

/** The rows of everybody in the claim, so that a certificate of another one is a mismatch and not unknown. */
function certificateRows(
  lines: readonly LineSubject[],
  { certificates }: RegisterAnswers,
): readonly CertificateRegisterRow[] {
  const people = new Map(
    lines.flatMap(({ idNumber, idNumberIndex }) =>
      idNumber === null || idNumberIndex === null ? [] : [[idNumberIndex.toString('hex'), idNumber] as const],
    ),
  );
  return [...people].flatMap(([index, idNumber]) =>
    (certificates.rows.get(index) ?? []).map((row) => ({ ...row, idNumber })),
  );
}

function certificateAnswer(
  { own, idNumber }: LineSubject,
  registers: RegisterAnswers,
  rows: readonly CertificateRegisterRow[],
): RegisterAnswer<CertificateFinding> | null {
  const certificate = own.result?.hasPassed === true ? own.result.certificate : null;
  if (certificate === null || idNumber === null) {
    return null;
  }
  if (!registers.certificates.available) {
    return { isAvailable: false };
  }
  const declared = { idNumber, occupation: own.occupation, skillLevel: own.skillLevel, certificate };
  return { isAvailable: true, value: compareCertificate(declared, rows) };
}

function answerFor<Row>(answer: Answer<Row>, { idNumberIndex }: LineSubject): RegisterAnswer<readonly Row[]> {
  if (idNumberIndex === null) {
    return { isAvailable: true, value: [] };
  }
  return answer.available
    ? { isAvailable: true, value: answer.rows.get(idNumberIndex.toString('hex')) ?? [] }
    : { isAvailable: false };
}

function traineesOf({ lines }: ClaimSubjects): readonly string[] {
  return [...new Set(lines.flatMap(({ traineeId }) => traineeId ?? []))];
}

/** Slots and keys that other claims of the same people hold here, in flight or paid. */
async function readEarlier(
  client: pg.PoolClient,
  { claimId, subjects, snapshot }: JudgingInput,
): Promise<Map<string, Earlier>> {
  const rows = await readHeld(client, { claimId, traineeIds: traineesOf(subjects) });
  const countingDate = countingDateParameter(snapshot);
  const earlier = new Map<string, Earlier>();
  const counted = new Set<string>();
  for (const { traineeId, lineId, certificateDate, endsOn, ...held } of rows) {
    const known = earlier.get(traineeId) ?? NOTHING_EARLIER;
    const isTraining = held.kind === 'YEARLY_SLOT' || held.kind === 'OCCUPATION_LEVEL';
    const date = countedOn({ certificateDate, endsOn, submittedOn: held.on }, countingDate);
    const isNew = isTraining && date !== null && !counted.has(lineId);
    if (isNew) {
      counted.add(lineId);
    }
    const { route, occupation, level } = held;
    earlier.set(traineeId, {
      held: [...known.held, held],
      taken: [...known.taken, { kind: held.kind, traineeId, key: held.key, lineId }],
      subsidies: isNew && date !== null ? [...known.subsidies, { route, occupation, level, date }] : known.subsidies,
    });
  }
  return earlier;
}

/** The keys that a line would take count for the lines behind it, with the numbers that they would get. */
function withWishes(
  before: Earlier,
  line: {
    readonly subject: LineSubject;
    readonly facts: LineFacts;
    readonly wishes: readonly WantedKey[];
    readonly input: JudgingInput;
  },
): Earlier {
  const { subject, facts, wishes, input } = line;
  const { traineeId, lineKey: lineId } = subject;
  if (traineeId === null || wishes.length === 0) {
    return before;
  }
  const { takes } = allot([{ lineId, traineeId, wishes }], before.taken);
  const { route, jurisdiction, partyId } = input.subjects.wide;
  const { occupation, skillLevel: level, submittedOn: on } = facts;
  const day = countingDateOf(facts, countingDateParameter(input.snapshot));
  const isTraining = takes.some(({ kind }) => kind === 'YEARLY_SLOT' || kind === 'OCCUPATION_LEVEL');
  return {
    held: [
      ...before.held,
      ...takes.map(({ kind, key }) => ({ kind, key, route, jurisdiction, occupation, level, partyId, on })),
    ],
    taken: [...before.taken, ...takes],
    subsidies:
      isTraining && day !== null ? [...before.subsidies, { route, occupation, level, date: day }] : before.subsidies,
  };
}

/** Routes that do not count have no such parameter, and their lines the day of their certificate. */
function countingDateParameter(snapshot: PolicySnapshot): string {
  const found = snapshot.parameters.find(({ key }) => key === 'limit.countingDate')?.value;
  return typeof found === 'string' ? found : 'CERTIFICATE';
}

/** the day that puts a line into a year, as the pack counts it. */
function countedOn(
  days: {
    readonly certificateDate: IsoDate | null;
    readonly endsOn: IsoDate | null;
    readonly submittedOn: IsoDate | null;
  },
  countingDate: string,
): IsoDate | null {
  switch (countingDate) {
    case 'CLASS_END':
      return days.endsOn;
    case 'SUBMISSION':
      return days.submittedOn;
    default:
      return days.certificateDate;
  }
}
