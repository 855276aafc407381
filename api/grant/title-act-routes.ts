import { missingFigures, type YearReport } from '../../domain/grant/year-report.ts';
import { PayeeAccountBody } from '../../schemas/filing-schemas.ts';
import { GrantParams, GrantReasonBody, GrantView } from '../../schemas/grant-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import {
  AcceptanceRequestBody,
  AgreementBody,
  GrantYearParams,
  StatementBody,
  SuspensionBody,
  YearReportBody,
} from '../../schemas/title-schemas.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { findGrant, findOwnGrant, type GrantDependencies } from './find-grants.ts';
import { GRANT_ACT_PROBLEMS } from './act-problems.ts';
import { act } from './grant-acting.ts';
import type { GrantRecord } from './grant-ports.ts';
import { grantView } from './grant-view.ts';

const SHARED = {
  method: 'post',
  headers: IfMatchHeaders,
  answer: GrantView,
  idempotency: 'required',
} as const;

const SPENDING = ['SPENT_OVER_PAID', 'SPENT_FALLS'] as const;

/** The holder's acts from the agreement on, and an officer's suspension (api §9.5). */
export function titleActRoutes(deps: GrantDependencies): readonly Route[] {
  return [
    signAgreement(deps),
    requestAcceptance(deps),
    reportYear(deps),
    rectifyYear(deps),
    makeStatement(deps),
    relinquish(deps),
    correctAccount(deps),
    suspend(deps),
    resume(deps),
  ];
}

function signAgreement(deps: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'signGrantAgreement',
    path: '/api/v1/grants/:grantId/agreement',
    summary: 'The holder signs the agreement, within its days (R-157)',
    params: GrantParams,
    body: AgreementBody,
    problems: [...GRANT_ACT_PROBLEMS, 'PLEDGE_MISSING'],
    async handle({ body: { pledge, separateAccount }, ...asked }) {
      if (!pledge || !separateAccount) {
        const pointer = pledge ? '/separateAccount' : '/pledge';
        throw new Problem('PLEDGE_MISSING', { errors: [{ pointer, code: 'MISSING' }] });
      }
      const grant = await findOwnGrant(deps.grants, asked.params.grantId, asked.caller);
      return act(deps, grant, { ...asked, body: {} }, (frame) => ({ kind: 'signAgreement', ...frame }));
    },
  });
}

function requestAcceptance(deps: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'requestGrantAcceptance',
    path: '/api/v1/grants/:grantId/acceptance-request',
    summary: 'The holder has built what was agreed, and says what was spent since the beginning (R-158)',
    params: GrantParams,
    body: AcceptanceRequestBody,
    problems: [...GRANT_ACT_PROBLEMS, ...SPENDING],
    async handle({ body: { report, spentFen }, ...asked }) {
      const grant = await findOwnGrant(deps.grants, asked.params.grantId, asked.caller);
      const kept = { ...asked, body: { acceptanceReport: report } };
      return act(deps, grant, kept, (frame) => ({ kind: 'requestAcceptance', spentFen, ...frame }));
    },
  });
}

const YEAR_PROBLEMS = [...GRANT_ACT_PROBLEMS, ...SPENDING, 'YEAR_NOT_OPEN', 'FIELD_REQUIRED'] as const;

function reportYear(deps: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'reportGrantYear',
    path: '/api/v1/grants/:grantId/years/:year/report',
    summary: 'Report a year from 1 January after it; after 31 January it is taken and late (R-117, R-159)',
    params: GrantYearParams,
    body: YearReportBody,
    problems: [...YEAR_PROBLEMS, 'REPORT_EXISTS'],
    async handle({ body, ...asked }) {
      const { grantId, year } = asked.params;
      const grant = await findOwnGrant(deps.grants, grantId, asked.caller);
      const report = reportOf(grant, body, year);
      const { spentFen } = report;
      return act(deps, grant, { ...asked, body: { report } }, (frame) => ({
        kind: 'reportYear',
        year,
        spentFen,
        ...frame,
      }));
    },
  });
}

function rectifyYear(deps: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'rectifyGrantYear',
    path: '/api/v1/grants/:grantId/years/:year/rectification',
    summary: 'Put a year right, once, within its days; another person looks again (R-116, R-159)',
    params: GrantYearParams,
    body: YearReportBody,
    problems: YEAR_PROBLEMS,
    async handle({ body, ...asked }) {
      const { grantId, year } = asked.params;
      const grant = await findOwnGrant(deps.grants, grantId, asked.caller);
      const report = reportOf(grant, body, year);
      const { spentFen } = report;
      return act(deps, grant, { ...asked, body: { report } }, (frame) => ({
        kind: 'rectifyYear',
        year,
        spentFen,
        ...frame,
      }));
    },
  });
}

/** The state of the year comes before what its figures lack. */
function reportOf({ kind, course }: GrantRecord, body: YearReportBody, year: number): YearReport {
  const isOpen = course?.title?.years.some((one) => one.year === year) ?? false;
  const missing = isOpen ? missingFigures(kind, body) : [];
  if (missing.length > 0) {
    throw new Problem('FIELD_REQUIRED', {
      errors: missing.map((field) => ({ pointer: `/${field}`, code: 'REQUIRED' })),
    });
  }
  return {
    highSkillCapacity: body.highSkillCapacity ?? null,
    publicServiceCapacity: body.publicServiceCapacity ?? null,
    highSkillActual: body.highSkillActual ?? null,
    publicServiceActual: body.publicServiceActual ?? null,
    backbonesTrained: body.backbonesTrained ?? null,
    spentFen: body.spentFen,
    achievements: body.achievements ?? [],
    remark: body.remark ?? null,
  };
}

function makeStatement({ grants, titles }: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'makeGrantStatement',
    path: '/api/v1/grants/:grantId/statements',
    summary: 'The holder answers while a year is put right or a revocation is proposed',
    params: GrantParams,
    body: StatementBody,
    status: 201,
    problems: ['NOT_FOUND', 'WRONG_STATE', 'IF_MATCH_MISSING', 'STALE'],
    async handle({ caller, params, headers, body: { text }, at, language }) {
      const grant = await findOwnGrant(grants, params.grantId, caller);
      const isRectifying = grant.course?.title?.years.some(({ state }) => state === 'rectifying') ?? false;
      if (grant.state !== 'withdrawalProposed' && !isRectifying) {
        throw new Problem('WRONG_STATE');
      }
      requireSeen(grant, headers['if-match']);
      await titles.state(grant.id, text, { caller, at });
      const after = await findOwnGrant(grants, grant.id, caller);
      return { body: grantView(after, caller, language, at), revision: after.revision };
    },
  });
}

function requireSeen({ revision }: GrantRecord, ifMatch: string | undefined): void {
  if (parseIfMatch(ifMatch) !== revision) {
    throw new Problem('STALE');
  }
}

function relinquish(deps: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'relinquishGrant',
    path: '/api/v1/grants/:grantId/relinquishment',
    summary: 'The holder gives the title back; open instalments are cancelled',
    params: GrantParams,
    body: GrantReasonBody,
    problems: [...GRANT_ACT_PROBLEMS, 'PAYMENT_UNDER_WAY'],
    async handle({ body: { reason }, ...asked }) {
      const grant = await findOwnGrant(deps.grants, asked.params.grantId, asked.caller);
      return act(deps, grant, { ...asked, body: { reason } }, (frame) => ({ kind: 'relinquish', ...frame }));
    },
  });
}

function correctAccount(deps: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    method: 'put',
    operationId: 'correctGrantAccount',
    idempotency: 'accepted',
    path: '/api/v1/grants/:grantId/payee-account',
    summary:
      'The holder corrects the account of an instalment that failed or came back; an officer confirms it before it is paid (R-147)',
    params: GrantParams,
    body: PayeeAccountBody,
    problems: GRANT_ACT_PROBLEMS,
    async handle({ body: account, ...asked }) {
      const grant = await findOwnGrant(deps.grants, asked.params.grantId, asked.caller);
      const payeeSealed = deps.titles.sealPayee(grant.id, account);
      return act(deps, grant, { ...asked, body: { payeeSealed } }, (frame) => ({ kind: 'correctAccount', ...frame }));
    },
  });
}

function suspend(deps: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'suspendGrant',
    path: '/api/v1/grants/:grantId/suspension',
    summary: 'Suspend a title: its instalments wait, its years go on (R-161)',
    params: GrantParams,
    body: SuspensionBody,
    problems: GRANT_ACT_PROBLEMS,
    async handle({ body: { reason, until }, ...asked }) {
      const grant = await findGrant(deps.grants, asked.params.grantId, asked.caller);
      const untilMs = until === undefined ? null : Date.parse(until);
      const isKept =
        asked.idempotencyKey !== undefined &&
        (await deps.grants.isActKept(asked.caller.personId, asked.idempotencyKey));
      if (untilMs !== null && untilMs <= asked.at.getTime() && !isKept) {
        throw new Problem('INVALID', { errors: [{ pointer: '/until', code: 'NOT_LATER' }] });
      }
      return act(deps, grant, { ...asked, body: { reason } }, (frame) => ({
        kind: 'suspend',
        caseId: null,
        untilMs,
        ...frame,
      }));
    },
  });
}

function resume(deps: GrantDependencies): Route {
  return defineRoute({
    ...SHARED,
    method: 'delete',
    operationId: 'resumeGrant',
    idempotency: 'accepted',
    path: '/api/v1/grants/:grantId/suspension',
    summary: 'End the suspension that an officer ordered (R-161)',
    params: GrantParams,
    problems: GRANT_ACT_PROBLEMS,
    async handle(asked) {
      const grant = await findGrant(deps.grants, asked.params.grantId, asked.caller);
      return act(deps, grant, { ...asked, body: {} }, (frame) => ({ kind: 'resume', caseId: null, ...frame }));
    },
  });
}
