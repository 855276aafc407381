import type pg from 'pg';
import { endOfDayMs } from '../../domain/calendar.ts';
import type { CallCourse, CallPlan } from '../../domain/grant/call-course.ts';
import { firstGrantState } from '../../domain/grant/grant-application-moves.ts';
import type { GrantCourse, GrantPlan } from '../../domain/grant/grant-course.ts';
import { fetchFirst, query, type Row } from './statements.ts';

const GRANT_START = ['call_id', 'jurisdiction', 'applicant_jurisdiction', 'applicant_party_id', 'revision'] as const;

/** A workflow that is started again goes on from the course of its row. */
export async function grantInput(pool: pg.Pool, grantId: string, clockOffsetMs: number) {
  const asked = query.selectFrom('base_grant').select([...GRANT_START, 'course']);
  const row = await fetchFirst(pool, asked.where('id', '=', grantId).where('start_requested_at', 'is not', null));
  if (row === undefined) {
    return null;
  }
  const { course, plan } = grantStart(row, { grantId, clockOffsetMs });
  return { course: row.course ?? course, plan };
}

/** What a grant's workflow is started with when it is submitted. */
export function grantStart(
  row: Row<'base_grant', (typeof GRANT_START)[number]>,
  { grantId, clockOffsetMs }: { readonly grantId: string; readonly clockOffsetMs: number },
): { readonly course: GrantCourse; readonly plan: GrantPlan } {
  const plan: GrantPlan = {
    grantId,
    callId: row.call_id,
    jurisdiction: row.jurisdiction,
    applicantJurisdiction: row.applicant_jurisdiction,
    applicantPartyId: row.applicant_party_id,
    clockOffsetMs,
  };
  const course: GrantCourse = {
    revision: row.revision,
    lastActId: '',
    state: firstGrantState(plan),
    round: 1,
    deciders: [],
    panel: [],
    timer: null,
    title: null,
  };
  return { course, plan };
}

const CALL_START = ['jurisdiction', 'route', 'year', 'closes_on'] as const;

export async function callInput(pool: pg.Pool, callId: string, clockOffsetMs: number) {
  const asked = query.selectFrom('grant_call').select([...CALL_START, 'course']);
  const row = await fetchFirst(pool, asked.where('id', '=', callId).where('start_requested_at', 'is not', null));
  if (row === undefined) {
    return null;
  }
  const { course, plan } = callStart(row, { callId, clockOffsetMs });
  return { course: row.course ?? course, plan };
}

/** What a call's workflow is started with when its period opens. */
export function callStart(
  row: Row<'grant_call', (typeof CALL_START)[number]>,
  { callId, clockOffsetMs }: { readonly callId: string; readonly clockOffsetMs: number },
): { readonly course: CallCourse; readonly plan: CallPlan } {
  const { jurisdiction, route, year, closes_on: closesOn } = row;
  return {
    course: { revision: 0, lastActId: '', state: 'open', panel: null, proposal: null },
    plan: { callId, jurisdiction, route, year, closesAtMs: endOfDayMs(closesOn), clockOffsetMs },
  };
}
