import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import type { OrganCode } from '../../domain/codes.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import { admitApplicant } from '../../domain/filing/applicant-admission.ts';
import { contentRefusal, teachesModules } from '../../domain/filing/class-content.ts';
import {
  chainLedBy,
  directoryInForce,
  listedInstitution,
  listedOccupation,
  planLines,
} from '../../domain/policy/directories.ts';
import type { PolicyDirectory, PolicyLibrary, RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { snapshotPolicy, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { resolveParameter, type PolicyQuestion } from '../../domain/policy/resolve-parameter.ts';
import { checkFiling } from '../../domain/filing/filing-rules.ts';
import { partyWord, wordList } from '../../domain/texts/route-words.ts';
import { organOfPlanLine, otherProgramme } from '../../domain/filing/plan-line.ts';
import { suggestResponsibleDepartment } from '../../domain/filing/routing.ts';
import type { TraineeCategory } from '../../domain/filing/trainee-categories.ts';
import type { FilingData, FilingJudgement } from './filing-ports.ts';
import { Problem } from '../kernel/problem.ts';
import { routeNotOpen } from '../kernel/route-not-open.ts';

export interface FilingToJudge {
  readonly route: string;
  readonly jurisdiction: string;
  readonly data: FilingData;
  /** The directories name institutions and chain leaders. */
  readonly applicantName: string;
  readonly applicantKind: PartyKind;
  readonly heads: number;
  /** Groups to which every person on the roster belongs. */
  readonly commonCategories: readonly TraineeCategory[];
  /** Ids among its `demandEntries` that enterprises' entries have; a text that is no id links nothing (R-042). */
  readonly knownDemand?: readonly string[];
  readonly at: Date;
}

/**
 * Checks a class against the law on the day of filing: refusals are Problems (ROUTE_NOT_OPEN, PLAN_LINE_UNKNOWN,
 * PLAN_LINE_OF_OTHER_PROGRAMME, * NOT_ON_DIRECTORY, OCCUPATION_NOT_ON_DIRECTORY, NO_PLAN, and those of `admitApplicant` and `contentRefusal`), warnings
 * are stored with the filing.
 */
export function judgeFiling(library: PolicyLibrary, filing: FilingToJudge): FilingJudgement {
  const { data, jurisdiction } = filing;
  const snapshot = filingPolicy(library, filing);
  const today = dayAt(filing.at.getTime());
  const directory = directoryInForce(library, jurisdiction, today);
  refuseApplicant(filing, snapshot.routeDefinition, directory);
  const organ = planLineOrgan(library, jurisdiction, data.planLine);
  refuseProgramme(library, filing, snapshot.routeDefinition);
  const check = checkFiling(
    {
      filedOn: today,
      opensOn: data.opensOn,
      occupation: data.occupation.code,
      skillLevel: data.skillLevel,
      heads: filing.heads,
      classHours: data.classHours,
      // The check of the applicant above already decided whether the directory applies.
      isInstitutionListed: true,
      isOccupationListed: isOccupationListed(directory, data, snapshot.routeDefinition),
      hasAcceptedPlan: organ !== null && data.planLine?.split('/')[1] === data.opensOn.slice(0, 4),
      hasDemandLink: (filing.knownDemand ?? []).length > 0,
    },
    snapshot,
    library.calendar,
  );
  const [refusal] = check.refusals;
  if (refusal !== undefined) {
    throw new Problem(refusal.code, { errors: [{ pointer: POINTERS[refusal.code], code: refusal.code }] });
  }
  refuseContent(filing, snapshot);
  return {
    ...departmentOf(library, filing, { organ, route: snapshot.routeDefinition }),
    warnings: check.warnings,
    directorySnapshot: {
      version: directory?.version ?? null,
      on: today,
      uscc: listedInstitution(directory, filing.applicantName)?.uscc ?? null,
      chain: chainLedBy(directory, filing.applicantName) ?? [],
    },
  };
}

const POINTERS = { NOT_ON_DIRECTORY: '', OCCUPATION_NOT_ON_DIRECTORY: '/occupation', NO_PLAN: '/planLine' } as const;

function refuseApplicant(
  { applicantName, applicantKind }: FilingToJudge,
  definition: RouteDefinition,
  directory: PolicyDirectory | undefined,
): void {
  const admitted = admitApplicant(definition, {
    kind: applicantKind,
    isOnInstitutionDirectory: listedInstitution(directory, applicantName) !== undefined,
    isChainLeader: chainLedBy(directory, applicantName) !== undefined,
  });
  if (!admitted.ok) {
    const pointer = admitted.reason === 'NOT_A_CLASS_ROUTE' ? '/route' : '';
    throw new Problem(admitted.reason, {
      facts: {
        route: definition.name,
        kind: partyWord(applicantKind),
        kinds: wordList(definition.applicants.map(partyWord)),
      },
      errors: [{ pointer, code: admitted.reason }],
    });
  }
}

/** R-028; does not apply to a module (C07). */
function isOccupationListed(directory: PolicyDirectory | undefined, data: FilingData, route: RouteDefinition): boolean {
  return teachesModules(route) || listedOccupation(directory, data.occupation.code, data.skillLevel) !== undefined;
}

function refuseContent({ data, commonCategories }: FilingToJudge, snapshot: PolicySnapshot): void {
  const refusal = contentRefusal({ ...data, commonCategories }, snapshot);
  if (refusal !== undefined) {
    const { code, pointer, facts } = refusal;
    throw new Problem(code, { facts, errors: [{ pointer, code, facts }] });
  }
}

/**
 * the plan line's organ; without a line what the attributes suggest, nobody where they name several;
 * where they say nothing, whom the route names (§2.0.2, e.g. the justice authority for C22), else the HR bureau.
 */
function departmentOf(
  library: PolicyLibrary,
  { data, jurisdiction, applicantKind, commonCategories }: FilingToJudge,
  { organ, route }: { readonly organ: OrganCode | null; readonly route: RouteDefinition },
): Pick<FilingJudgement, 'responsibleDepartment' | 'departmentSource'> {
  const { industry, stateOwned = false } = data.facts;
  const routing = suggestResponsibleDepartment({
    ...(organ !== null && { planLineOrgan: organ }),
    ...(industry !== undefined && { industry }),
    isSafetyTraining: isSafetyRoute(library, { jurisdiction, route: route.code, on: data.opensOn }),
    isVocationalCollege: applicantKind === 'college',
    isStateOwnedEmployer: stateOwned,
    commonCategories,
    planOrgans: organsWithPlan(library, jurisdiction, data.opensOn),
  });
  if ('ambiguous' in routing) {
    return { responsibleDepartment: null, departmentSource: null };
  }
  const saysNothing = routing.source === 'suggested' && routing.organ === 'HRSS';
  return {
    responsibleDepartment: saysNothing ? (route.department ?? 'HRSS') : routing.organ,
    departmentSource: routing.source,
  };
}

/** D5: a safety class goes to the emergency or the coal-mine safety authority, by industry; the packs list the routes. */
function isSafetyRoute(library: PolicyLibrary, question: PolicyQuestion): boolean {
  const { winner } = resolveParameter(library, { ...question, key: 'post.highRiskRoutes' });
  return typeof winner?.value === 'object' && winner.value.includes(question.route);
}

/** The parameters of the class; a route that is not open names its missing parameters. */
export function filingPolicy(
  library: PolicyLibrary,
  filing: { readonly route: string; readonly jurisdiction: string; readonly data: FilingData },
): PolicySnapshot {
  const { route, jurisdiction, data } = filing;
  const question = { route, jurisdiction, on: data.opensOn, occupation: data.occupation.code, level: data.skillLevel };
  const snapshot = snapshotPolicy(library, question);
  if (!snapshot.ok) {
    const errors = snapshot.missing.map((key) => ({ pointer: '/route', code: 'PARAMETER_MISSING', facts: { key } }));
    throw routeNotOpen(snapshot.missing, errors);
  }
  return snapshot.value;
}

/** the plan line names the responsible organ; a line that is not in the jurisdiction's plan is refused. */
function planLineOrgan(library: PolicyLibrary, jurisdiction: string, planLine: string | null): OrganCode | null {
  if (planLine === null) {
    return null;
  }
  const organ = planLines(library, jurisdiction).some((line) => line.planLine === planLine)
    ? organOfPlanLine(planLine)
    : undefined;
  if (organ === undefined) {
    throw new Problem('PLAN_LINE_UNKNOWN', { errors: [{ pointer: '/planLine', code: 'UNKNOWN_VALUE' }] });
  }
  return organ;
}

/** a route that belongs to programmes is filed under their lines. */
function refuseProgramme(
  library: PolicyLibrary,
  { jurisdiction, data: { planLine } }: FilingToJudge,
  definition: RouteDefinition,
): void {
  const other = otherProgramme(library, { jurisdiction, planLine }, definition);
  if (other !== undefined) {
    const { code, ...facts } = other;
    throw new Problem(code, { facts, errors: [{ pointer: '/planLine', code }] });
  }
}

function organsWithPlan(library: PolicyLibrary, jurisdiction: string, opensOn: IsoDate): readonly OrganCode[] {
  return planLines(library, jurisdiction)
    .filter((line) => line.planLine.split('/')[1] === opensOn.slice(0, 4))
    .flatMap((line) => organOfPlanLine(line.planLine) ?? []);
}
