import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import type { GrantCourse } from '../../domain/grant/grant-course.ts';
import {
  isSuspended,
  titleEndAfter,
  type TitleBegun,
  type TitleCourse,
  type TitleImported,
} from '../../domain/grant/grant-title-course.ts';
import { importedInstalments } from '../../domain/grant/title-import.ts';
import { CASE_REASON } from '../../domain/integrity/integrity-cases.ts';
import { query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import type { GrantAct } from './grant-act.ts';
import type { TitleFound } from './grant-title-writes.ts';

/** The rows of a title and its instalments after an act. */
export function titleRowWrites(
  act: GrantAct,
  after: GrantCourse,
  found: Partial<TitleFound> & { readonly settledOn: IsoDate | null },
): readonly Statement<unknown>[] {
  const { title } = after;
  if (title === null) {
    return [];
  }
  const { begun, imported } = found.facts ?? {};
  if (imported !== undefined) {
    return importWrites(act.row, imported);
  }
  return begun === undefined
    ? [titleWrite(act, after, title), ...instalmentWrites(act, title, found.settledOn)]
    : beginWrites(act.row.id, begun, title);
}

function beginWrites(grantId: string, begun: TitleBegun, title: TitleCourse): readonly Statement<unknown>[] {
  return [
    query.insertInto('grant_title').values({
      grant_id: grantId,
      first_year: begun.firstYear,
      acceptance_state: title.acceptance.state,
      acceptance_round: title.acceptance.round,
      spent_fen: 0,
    }),
    query.insertInto('grant_instalment').values(
      begun.instalments.map(({ no, shareBp, amountFen, dueEvent }) => ({
        grant_id: grantId,
        no,
        share_bp: shareBp,
        amount_fen: amountFen,
        due_event: dueEvent,
        state: 'notDue' as const,
      })),
    ),
  ];
}

/** A title from before has no agreement here; what was paid of it is known, not when. */
function importWrites(row: GrantAct['row'], { firstYear }: TitleImported): readonly Statement<unknown>[] {
  const title = query.insertInto('grant_title').values({
    grant_id: row.id,
    first_year: firstYear,
    acceptance_state: 'accepted',
    acceptance_round: 1,
    spent_fen: 0,
  });
  const parts = importedInstalments({ amountFen: row.amount_fen, paidFen: row.imported_paid_fen ?? 0 });
  const instalments = parts.map(({ no, shareBp, amountFen, dueEvent, state }) => ({
    grant_id: row.id,
    no,
    share_bp: shareBp,
    amount_fen: amountFen,
    due_event: dueEvent,
    state,
  }));
  return instalments.length === 0 ? [title] : [title, query.insertInto('grant_instalment').values(instalments)];
}

const updateTitle = sqlText<
  never,
  [
    grantId: string,
    agreementNo: string | null,
    holderSignedAt: Date | null,
    officeSignedAt: Date | null,
    buildEndsOn: IsoDate | null,
    acceptanceState: Row<'grant_title'>['acceptance_state'],
    acceptanceRound: number,
    acceptanceReport: string | null,
    acceptanceDueOn: IsoDate | null,
    acceptedAt: Date | null,
    spentFen: number,
    suspended: boolean,
    suspendedUntil: Date | null,
    suspensionReason: string | null,
    recoverFen: number | null,
    recoveredFen: number,
    revocationNo: string | null,
    endedOn: IsoDate | null,
  ]
>(
  'recordings.updateTitle',
  `UPDATE grant_title SET agreement_no = coalesce($2, agreement_no), holder_signed_at = coalesce($3, holder_signed_at),
     office_signed_at = coalesce($4, office_signed_at), build_ends_on = $5::date, acceptance_state = $6,
     acceptance_round = $7, acceptance_report = coalesce($8, acceptance_report), acceptance_due_on = $9::date,
     accepted_at = coalesce($10, accepted_at), spent_fen = $11, suspended = $12, suspended_until = $13,
     suspension_reason = coalesce($14, suspension_reason), recover_fen = $15, recovered_fen = $16,
     revocation_no = coalesce($17, revocation_no), ended_on = CASE WHEN $18::date IS NOT NULL THEN coalesce(ended_on, $18::date) END
   WHERE grant_id = $1`,
);

function titleWrite({ row, message, body }: GrantAct, after: GrantCourse, title: TitleCourse): Statement<unknown> {
  const at = new Date(message.atMs);
  const isOf = (decision: string) => message.kind === 'decide' && message.decision === decision;
  return updateTitle(
    row.id,
    isOf('sign') ? (body.agreementNo ?? null) : null,
    message.kind === 'signAgreement' ? at : null,
    isOf('sign') ? at : null,
    dayBefore(title.buildEndsMs),
    title.acceptance.state,
    title.acceptance.round,
    message.kind === 'requestAcceptance' ? (body.acceptanceReport ?? null) : null,
    dayBefore(title.acceptance.rectifyEndsMs),
    isOf('accept') ? at : null,
    title.spentFen,
    isSuspended(title),
    title.suspended.untilMs === null ? null : new Date(title.suspended.untilMs),
    suspensionReason(title, message, body),
    title.recovery?.amountFen ?? null,
    title.recovery?.recoveredFen ?? 0,
    isOf('revoke') ? (body.documentNo ?? null) : null,
    titleEndAfter(after, message.atMs),
  );
}

/** An officer's reason stands until the officer ends it; a case shows no more than that there is one. */
function suspensionReason(
  { suspended }: TitleCourse,
  message: GrantAct['message'],
  body: GrantAct['body'],
): string | null {
  if (!suspended.byOfficer) {
    return suspended.caseIds.length > 0 ? CASE_REASON : null;
  }
  return message.kind === 'suspend' && message.caseId === null ? (body.reason ?? null) : null;
}

/** The day that ends at an instant, which is the beginning of the next one. */
export function dayBefore(endMs: number | null): IsoDate | null {
  return endMs === null ? null : dayAt(endMs - 1);
}

const updateInstalment = sqlText<
  never,
  [grantId: string, no: number, state: Row<'grant_instalment'>['state'], settledOn: IsoDate | null]
>(
  'recordings.updateInstalment',
  'UPDATE grant_instalment SET state = $3, settled_on = $4::date WHERE grant_id = $1 AND no = $2',
);

function instalmentWrites(
  { row, before, message }: GrantAct,
  title: TitleCourse,
  settledOn: IsoDate | null,
): readonly Statement<unknown>[] {
  const known = new Map(before.title?.instalments.map(({ no, state }) => [no, state]));
  const on = settledOn ?? dayAt(message.atMs);
  return title.instalments
    .filter(({ no, state }) => known.get(no) !== state)
    .map(({ no, state }) => updateInstalment(row.id, no, state, state === 'settled' ? on : null));
}
