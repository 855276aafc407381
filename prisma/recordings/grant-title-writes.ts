import type pg from 'pg';
import { addMonths, dayAt, endOfDayMs } from '../../domain/calendar.ts';
import type { GrantCourse } from '../../domain/grant/grant-course.ts';
import { splitGrant } from '../../domain/grant/grant-instalments.ts';
import { yearOf, type TitleBegun, type TitleFacts } from '../../domain/grant/grant-title-course.ts';
import { yearOpensMs } from '../../domain/grant/pinned-year-law.ts';
import type { ComputedYear } from '../../domain/grant/year-assessment.ts';
import { firstFullYear } from '../../domain/grant/year-law.ts';
import { parseFen } from '../../domain/money.ts';
import { snapshotInt, snapshotList } from '../../domain/policy/policy-snapshot.ts';
import type { Statement } from '../kernel/statements.ts';
import type { GrantAct } from './grant-act.ts';
import { givenBackStep, grantPaymentStep, repaymentStep } from './grant-payment-steps.ts';
import { titleRowWrites } from './grant-title-rows.ts';
import { computeYearOf, keptDaysOf, laterYears, openYear, rectifyEndsMs, type OpenedYear } from './grant-year-facts.ts';
import { importedAt } from './imported-title.ts';
import { yearWrites } from './grant-year-rows.ts';
import { correctedAccountWrites, payeeDigestOf } from '../grant/grant-payee.ts';
import type { RecordingContext } from './recording-context.ts';

/** What an act does to a title: what its recording found, and what it writes besides the grant's own row. */
export interface TitleStep {
  readonly facts: TitleFacts | null;
  readonly audit: Readonly<Record<string, unknown>>;
  writes(after: GrantCourse): readonly Statement<unknown>[];
}

/** What was found for an act, beside the facts that move the course. */
export interface TitleFound {
  readonly facts: TitleFacts;
  readonly year?: OpenedYear;
  readonly computed?: ComputedYear;
  readonly later?: Awaited<ReturnType<typeof laterYears>>;
}

/** Reads what an act from the designation on needs, and judges what only rows can say. @throws RefusedForGood */
export async function titleStep(client: pg.PoolClient, context: RecordingContext, act: GrantAct): Promise<TitleStep> {
  const account = accountWrites(context, act);
  const [found, paid, repaid, givenBack, digest] = await Promise.all([
    findFor(client, context, act),
    grantPaymentStep(client, context, act),
    repaymentStep(client, context, act),
    givenBackStep(client, act),
    bindsAccount(act) ? payeeDigestOf(client, context.sealer, act.row.id) : null,
  ]);
  return {
    facts: found?.facts ?? null,
    audit: { ...(digest !== null && { payeeDigest: digest }), ...paid?.audit, ...repaid?.audit },
    writes: (after) => [
      ...titleRowWrites(act, after, { ...found, settledOn: paid?.settledOn ?? null }),
      ...yearWrites(act, after, found),
      ...(paid?.writes ?? []),
      ...(repaid?.writes ?? []),
      ...account,
      ...givenBack(after),
    ],
  };
}

/** The account that an office designated, or confirmed after its correction, is the one that is paid (S13). */
function bindsAccount({ message }: Pick<GrantAct, 'message'>): boolean {
  return (
    message.kind === 'decide' &&
    (message.decision === 'designate' || (message.stage === 'accountCheck' && message.decision === 'confirm'))
  );
}

/**
 * The account changes with the act that corrects it, which then forgets it; it is paid once an officer confirms it.
 * @throws RefusedForGood if the act's account was changed or is of another grant (S13)
 */
function accountWrites(
  { sealer }: Pick<RecordingContext, 'sealer'>,
  { row, message, body }: GrantAct,
): readonly Statement<unknown>[] {
  return message.kind === 'correctAccount'
    ? correctedAccountWrites(sealer, { grantId: row.id, actId: message.actId, payeeSealed: body.payeeSealed ?? '' })
    : [];
}

async function findFor(client: pg.PoolClient, context: RecordingContext, act: GrantAct): Promise<TitleFound | null> {
  const { message, before } = act;
  if (message.kind === 'begin') {
    return act.row.import_id === null ? null : { facts: { imported: await importedAt(client, context, act) } };
  }
  if (message.kind === 'decide') {
    if (message.stage === 'withdrawalDecision' && message.decision === 'keep') {
      return { facts: { kept: await keptDaysOf(client, act) } };
    }
    const later = await laterYears(client, act);
    return { facts: { ...factsOfDecision(act), ...meetsOf(later) }, later };
  }
  if (message.kind === 'timerFired' && before.timer?.kind === 'yearOpens') {
    const year = await openYear(client, context, act);
    return { facts: { opened: year.opened }, year };
  }
  const [computed, later] = await Promise.all([computeYearOf(client, act), laterYears(client, act)]);
  return computed === null ? null : { facts: { meets: computed.meets, ...meetsOf(later) }, computed, later };
}

function meetsOf(later: Awaited<ReturnType<typeof laterYears>>): Pick<TitleFacts, 'later'> {
  return later.length === 0 ? {} : { later: later.map(({ year, computed }) => ({ year, meets: computed.meets })) };
}

function factsOfDecision(act: GrantAct): TitleFacts {
  const { message, before, law } = act;
  if (message.kind !== 'decide') {
    return {};
  }
  switch (`${message.stage}/${message.decision}`) {
    case 'designation/designate':
      return { begun: begunAt(act) };
    case 'agreement/sign':
      return {
        buildEndsMs: endOfDayMs(addMonths(dayAt(message.atMs), snapshotInt(law.snapshot, 'grant.buildMonths'))),
      };
    case 'acceptance/rectify':
      return { acceptanceEndsMs: rectifyEndsMs(message.atMs, snapshotInt(law.snapshot, 'acceptance.rectifyDays')) };
    case 'assessment/rectify':
    case 'recheck/rectify': {
      const days = before.title === null ? 0 : (yearOf(before.title, message.year)?.rectifyDays ?? 0);
      return { rectifyEndsMs: rectifyEndsMs(message.atMs, days) };
    }
    default:
      return {};
  }
}

/** amount, split and first year as pinned at the submission. */
function begunAt({ row, message, law: { snapshot } }: GrantAct): TitleBegun {
  const designatedOn = dayAt(message.atMs);
  const firstYear = firstFullYear(designatedOn);
  return {
    instalments: splitGrant(parseFen(row.amount_fen), snapshotList(snapshot, 'grant.instalments').map(Number)),
    firstYear,
    firstOpensMs: yearOpensMs(snapshot, firstYear),
    designatedOn,
  };
}
