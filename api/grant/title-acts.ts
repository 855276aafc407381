import type { Actor } from '../../domain/authority/actor.ts';
import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import { isGrantPayable } from '../../domain/grant/grant-payment.ts';
import type { GrantMessage } from '../../domain/grant/grant-course.ts';
import { REPORTABLE_YEAR_STATES } from '../../domain/grant/grant-title-course.ts';
import { isOneOf } from '../../domain/verdict.ts';
import type { ProblemCode } from '../kernel/problem.ts';
import type { GrantRecord } from './grant-ports.ts';

interface Frame {
  readonly actor: Actor;
  readonly expectedRevision: number;
  readonly actId: string;
  readonly atMs: number;
}

type Offered = readonly [OfferedAct<'grant'>, ProblemCode | null];

/** What a grant offers from its agreement on, from the table that the workflow enforces. */
export function titleActs(
  grant: GrantRecord,
  frame: Frame,
  refusalOf: (message: GrantMessage) => ProblemCode | null,
): readonly Offered[] {
  const { course, state } = grant;
  const title = course?.title ?? null;
  const spentFen = title?.spentFen ?? 0;
  const reported = title?.years.find((one) => isOneOf(REPORTABLE_YEAR_STATES, one.state))?.year ?? 0;
  const rectified = title?.years.find((one) => one.state === 'rectifying')?.year ?? 0;
  const mayState = state === 'withdrawalProposed' || rectified !== 0;
  return [
    ['agreement', refusalOf({ kind: 'signAgreement', ...frame })],
    ['acceptanceRequest', refusalOf({ kind: 'requestAcceptance', ...frame, spentFen })],
    ['yearReport', refusalOf({ kind: 'reportYear', ...frame, year: reported, spentFen })],
    ['rectification', refusalOf({ kind: 'rectifyYear', ...frame, year: rectified, spentFen })],
    ['statement', mayState ? null : 'WRONG_STATE'],
    ['relinquishment', refusalOf({ kind: 'relinquish', ...frame })],
    ['payeeAccount', refusalOf({ kind: 'correctAccount', ...frame })],
    ['suspension', refusalOf({ kind: 'suspend', ...frame, caseId: null, untilMs: null })],
    ['suspensionEnd', refusalOf({ kind: 'resume', ...frame, caseId: null })],
    ['repayment', state === 'recoveryDue' ? null : 'WRONG_STATE'],
    ['payment', paymentRefusal(grant, frame.actor)],
  ];
}

/** why the caller cannot draft a batch of the due instalment now. */
function paymentRefusal({ course, snapshot, title }: GrantRecord, maker: Actor): ProblemCode | null {
  const ofGrant = snapshot.funds.find(({ purpose }) => purpose === 'grant')?.fund ?? snapshot.fund;
  const drafted = (title?.instalments ?? []).filter(({ state }) => state === 'drafted').map(({ no }) => no);
  const verdict = isGrantPayable({ course, fund: ofGrant, living: drafted }, maker);
  return verdict.ok ? null : verdict.reason;
}
