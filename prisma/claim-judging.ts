import type pg from 'pg';
import type { RegisterAnswer as Answer, RegisterAnswers } from '../activities/register-ports.ts';
import type { IsoDate } from '../domain/calendar.ts';
import { parseFen } from '../domain/money.ts';
import { snapshotText, type PolicySnapshot } from '../domain/policy/policy-snapshot.ts';
import { eligibilityParameters, judgeLine, type LineFacts, type LineJudgement } from '../domain/rules/eligibility.ts';
import {
  compareCertificate,
  type CertificateFinding,
  type CertificateRegisterRow,
  type RegisterAnswer,
  type SubsidyRegisterRow,
} from '../domain/rules/register-answers.ts';
import type { ClassFacts, ClassTrainee } from './claim-class-facts.ts';

export interface JudgedTrainee {
  readonly trainee: ClassTrainee;
  readonly judgement: LineJudgement;
}

export interface JudgingInput {
  readonly claimId: string;
  readonly facts: ClassFacts;
  readonly snapshot: PolicySnapshot;
  readonly registers: RegisterAnswers;
  readonly submittedOn: IsoDate;
}

/** Judges everybody of a class with the domain's rules, from what the database and the registers say. */
export async function judgeTrainees(client: pg.PoolClient, input: JudgingInput): Promise<readonly JudgedTrainee[]> {
  const { facts, snapshot, registers, submittedOn, claimId } = input;
  const parameters = eligibilityParameters(snapshot);
  const earlier = await readEarlier(client, input);
  const otherSide = await readOtherSide(client, claimId, facts);
  const certificates = certificateRows(facts, registers);
  return facts.trainees.map((trainee) => {
    const lineFacts: LineFacts = {
      classHours: facts.classHours,
      attendedHours: trainee.attendedHours,
      opensOn: facts.opensOn,
      endsOn: facts.endsOn,
      submittedOn,
      occupation: facts.occupationCode,
      skillLevel: facts.skillLevel,
      categories: trainee.categories,
      feeFen: parseFen(trainee.feeFen),
      result:
        trainee.hasPassed === null
          ? null
          : { idNumber: trainee.idNumber, hasPassed: trainee.hasPassed, certificate: trainee.certificate },
      certificateRegister: certificateAnswer(trainee, facts, registers, certificates),
      identityRegister: answerFor(registers.identity, trainee),
      subsidyRegister: answerFor(registers.subsidies, trainee),
      ownSubsidies: earlier.get(trainee.traineeId) ?? [],
      isClaimedByOtherSide: otherSide.has(trainee.traineeId),
      plausibility: trainee.plausibility,
    };
    return { trainee, judgement: judgeLine(lineFacts, parameters) };
  });
}

/** The register that a line waits for; null when every one answered. The insurance register is asked for the +50 % alone. */
export function waitingRegister(judged: readonly JudgedTrainee[], registers: RegisterAnswers): string | null {
  if (!judged.some(({ judgement }) => judgement.state === 'proposed')) {
    return null;
  }
  const names = ['certificates', 'identity', 'subsidies'] as const;
  return names.find((name) => !registers[name].available) ?? null;
}

/** The rows of the whole class, so that a certificate of another trainee is a mismatch and not unknown. */
function certificateRows(facts: ClassFacts, { certificates }: RegisterAnswers): readonly CertificateRegisterRow[] {
  return facts.trainees.flatMap((trainee) =>
    (certificates.rows.get(trainee.idNumberIndex.toString('hex')) ?? []).map((row) => ({
      ...row,
      idNumber: trainee.idNumber,
    })),
  );
}

function certificateAnswer(
  trainee: ClassTrainee,
  facts: ClassFacts,
  registers: RegisterAnswers,
  rows: readonly CertificateRegisterRow[],
): RegisterAnswer<CertificateFinding> | null {
  const { certificate, idNumber } = trainee;
  if (certificate === null || trainee.hasPassed !== true) {
    return null;
  }
  if (!registers.certificates.available) {
    return { isAvailable: false };
  }
  const declared = { idNumber, occupation: facts.occupationCode, skillLevel: facts.skillLevel, certificate };
  return { isAvailable: true, value: compareCertificate(declared, rows) };
}

function answerFor<Row>(answer: Answer<Row>, trainee: ClassTrainee): RegisterAnswer<readonly Row[]> {
  return answer.available
    ? { isAvailable: true, value: answer.rows.get(trainee.idNumberIndex.toString('hex')) ?? [] }
    : { isAvailable: false };
}

/** Slots and keys that other claims of the same people hold here, in flight or paid. */
async function readEarlier(
  client: pg.PoolClient,
  { claimId, facts, snapshot }: JudgingInput,
): Promise<ReadonlyMap<string, readonly SubsidyRegisterRow[]>> {
  const found = await client.query<{
    trainee_id: string;
    route: string;
    occupation: string;
    level: string;
    certificate_date: IsoDate | null;
    ends_on: IsoDate | null;
    submitted_on: IsoDate | null;
  }>(
    `SELECT l.trainee_id, c.route, l.occupation_code AS occupation, l.skill_level AS level, l.certificate_date, f.ends_on,
       (c.submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS submitted_on
     FROM claim_line l JOIN claim c ON c.id = l.claim_id LEFT JOIN class_filing f ON f.id = c.filing_id
     WHERE l.trainee_id = ANY ($1) AND l.claim_id <> $2 AND (
       EXISTS (SELECT FROM yearly_slot s WHERE s.line_id = l.id)
       OR EXISTS (SELECT FROM occupation_level_key k WHERE k.line_id = l.id))
     ORDER BY l.id`,
    [facts.trainees.map((trainee) => trainee.traineeId), claimId],
  );
  const countingDate = snapshotText(snapshot, 'limit.countingDate');
  const earlier = new Map<string, SubsidyRegisterRow[]>();
  for (const { trainee_id: traineeId, route, occupation, level, ...days } of found.rows) {
    const date = countedOn(days, countingDate);
    if (date !== null) {
      earlier.set(traineeId, [...(earlier.get(traineeId) ?? []), { route, occupation, level, date }]);
    }
  }
  return earlier;
}

/** the day that puts a line into a year, as the pack counts it. */
export function countedOn(
  days: {
    readonly certificate_date: IsoDate | null;
    readonly ends_on: IsoDate | null;
    readonly submitted_on: IsoDate | null;
  },
  countingDate: string,
): IsoDate | null {
  switch (countingDate) {
    case 'CLASS_END':
      return days.ends_on;
    case 'SUBMISSION':
      return days.submitted_on;
    default:
      return days.certificate_date;
  }
}

/** whose training of this class another claim holds. */
async function readOtherSide(client: pg.PoolClient, claimId: string, facts: ClassFacts): Promise<ReadonlySet<string>> {
  const found = await client.query<{ trainee_id: string }>(
    `SELECT k.trainee_id FROM training_key k JOIN claim_line l ON l.id = k.line_id
     WHERE k.filing_id = $1 AND l.claim_id <> $2`,
    [facts.filingId, claimId],
  );
  return new Set(found.rows.map((row) => row.trainee_id));
}
