import { z } from 'zod';
import { diagnosisShape, OF_ENGINE } from './diagnosis-schemas.ts';
import { PURPOSES } from '../domain/claim/claim-course.ts';
import { RECOVERY_ACTS, RECOVERY_STANDINGS, RECOVERY_EVENTS } from '../domain/recovery/diagnose-recovery.ts';
import {
  APPEAL_STATES,
  MOST_INSTALMENTS,
  RECOVERY_PROPOSALS,
  RECOVERY_CAUSES,
  RECOVERY_STATES,
  RECOVERY_STEP_KINDS,
} from '../domain/recovery/recovery-words.ts';
import {
  Day,
  idOf,
  idOfEntity,
  Instant,
  lineOfText,
  longText,
  QueryFlag,
  RecoveryActView,
  ShortListPage,
} from './http-schemas.ts';
import { MoneyEntryView } from './money-entry-schemas.ts';

const Fen = z.int();
const Amount = z.int().min(1).max(1_000_000_000_000);

/** Rows of before keep their `rcv_`. */
export const RecoveryId = z.string().regex(/^(?:rec|rcv)_[A-Za-z0-9]{1,64}$/);
export const RecoveryParams = z.strictObject({ recoveryId: RecoveryId });
export const RecoveryRepaymentParams = RecoveryParams.extend({ repaymentId: idOf('rcs') });
export const RecoverySetOffParams = RecoveryParams.extend({ setOffId: idOf('rcs') });

export const RecoveryListQuery = z.strictObject({
  state: z.enum(RECOVERY_STATES).optional(),
  claimId: idOfEntity('claim').optional(),
  overdue: QueryFlag,
  ...ShortListPage,
});

export const FindingBody = z.strictObject({
  claimId: idOfEntity('claim'),
  cause: z.enum(RECOVERY_CAUSES),
  amountFen: Amount,
  lines: z
    .array(z.strictObject({ lineId: idOf('lin'), amountFen: Amount }))
    .max(1_000)
    .optional(),
  note: longText(2_000),
  caseId: idOf('cas').optional(),
  purpose: z.enum(PURPOSES).optional().meta({ description: 'Whose money it is, where the claim was paid for several' }),
});

/** Without a body, too: then what was found stands. */
export const ApprovalBody = z.strictObject({ amountFen: Amount.optional() }).prefault({});
export const RefusalBody = z.strictObject({ reason: longText(2_000) });
export const AppealBody = z.strictObject({ statement: longText(4_000) });
export const RecoveryRepaymentBody = z.strictObject({ amountFen: Amount, bankReference: lineOfText(100) });
export const RecoverySetOffBody = z.strictObject({ claimId: idOfEntity('claim'), amountFen: Amount });
export const InstalmentsBody = z.strictObject({
  plan: z
    .array(z.strictObject({ dueOn: Day, amountFen: Amount }))
    .min(1)
    .max(MOST_INSTALMENTS),
});
export const WriteOffBody = z.strictObject({ reason: longText(2_000), documentNo: lineOfText(100) });

export const RecoveryDiagnosisView = diagnosisShape({
  causes: [...RECOVERY_STANDINGS, ...OF_ENGINE.causes],
  events: RECOVERY_EVENTS,
  acts: [...RECOVERY_ACTS, ...OF_ENGINE.acts],
}).meta({ id: 'RecoveryDiagnosis' });

const Step = z.object({
  kind: z.enum(RECOVERY_STEP_KINDS),
  amountFen: Fen,
  by: z.string().nullable().meta({ description: 'Who confirmed it; null for an applicant and where no person did' }),
  claimId: z.string().nullable().meta({ description: 'The claim that paid a set-off, or that earned the sum' }),
  setOffClaimId: z.string().nullable(),
  bankReference: z.string().nullable(),
  enteredBy: z.string().nullable(),
  decidedBy: z.string().nullable(),
  at: z.string(),
});

const Proposal = z.object({
  kind: z.enum(RECOVERY_PROPOSALS),
  plan: z.array(z.object({ dueOn: z.string(), amountFen: Fen })),
  reason: z.string().nullable(),
  documentNo: z.string().nullable(),
});

export const RecoveryView = z
  .object({
    id: z.string(),
    claimId: z.string().nullable(),
    claimNo: z.string().nullable(),
    grantId: z.string().nullable(),
    grantNo: z.string().nullable(),
    party: z.object({ id: z.string(), name: z.string() }),
    partyId: z.string(),
    partyName: z.string(),
    jurisdiction: z.string(),
    cause: z.enum(RECOVERY_CAUSES).nullable().meta({ description: 'Null for a grant: its title was revoked' }),
    purpose: z.enum(PURPOSES).nullable(),
    foundFen: Fen.meta({ description: 'What was found; `amountFen` is what the approval and a ruling left of it' }),
    amountFen: Fen,
    recoveredFen: Fen,
    openFen: Fen,
    state: z.enum(RECOVERY_STATES),
    revision: z.int(),
    note: z.string().nullable(),
    caseId: z.string().nullable(),
    openedAt: Instant,
    closedAt: Instant.nullable(),
    noticedOn: z.string().nullable(),
    payBy: z.string().nullable(),
    appealBy: z.string().nullable(),
    dunningLevel: z.int(),
    nextDunningAt: Instant.nullable(),
    isInCreditFile: z.boolean().meta({ description: 'Reminded three times: the credit file takes it over' }),
    appeal: z.object({ state: z.enum(APPEAL_STATES), on: z.string(), statement: z.string().nullable() }).nullable(),
    proposal: Proposal.nullable().meta({ description: 'What one person has proposed and another confirms' }),
    instalments: z.array(z.object({ dueOn: z.string(), amountFen: Fen, paidFen: Fen })),
    lines: z.array(z.object({ lineId: z.string(), amountFen: Fen })).meta({
      description: 'What is asked of each line: in proportion of the finding, so that they sum to `amountFen`',
    }),
    steps: z.array(Step),
    waitingRepayments: z
      .array(
        z.object({
          id: z.string(),
          amountFen: Fen,
          bankReference: z.string(),
          enteredBy: z.string(),
          enteredAt: Instant,
        }),
      )
      .meta({ description: 'Repayments of a grant that wait for their confirmation' }),
    waiting: z.array(MoneyEntryView).meta({ description: 'Repayments and set-offs that wait for their confirmation' }),
    diagnosis: RecoveryDiagnosisView.nullable().meta({ description: 'Null for a grant, whose own diagnosis says it' }),
    acts: z.array(RecoveryActView),
  })
  .meta({ id: 'Recovery' });

export const RecoveriesAnswer = z.object({ items: z.array(RecoveryView), nextCursor: z.string().nullable() });

/** The newest letter to the debtor as it was sent; what became of the debt since does not change it. */
export const RecoveryLetter = z
  .object({
    recoveryId: z.string(),
    claimNo: z.string(),
    noticedOn: z.string(),
    debtor: z.string(),
    cause: z.enum(RECOVERY_CAUSES),
    causeText: z.string(),
    clause: z.object({ document: z.string(), clause: z.string(), quote: z.string() }),
    amountFen: Fen,
    amountInCapitals: z.string(),
    lines: z.array(z.object({ lineId: z.string(), amountFen: Fen })),
    account: z.object({ holder: z.string(), bank: z.string(), number: z.string() }).nullable(),
    payBy: z.string(),
    appealBy: z.string(),
    interestFen: Fen.meta({ description: 'Nobody asks interest: the papers are silent' }),
  })
  .meta({ id: 'RecoveryLetter' });
