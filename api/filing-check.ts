import { dayAt, type IsoDate } from '../domain/calendar.ts';
import { ORGAN_CODES, type OrganCode } from '../domain/codes.ts';
import { directoryInForce, listedOccupation, planLines } from '../domain/policy/directories.ts';
import type { PolicyLibrary } from '../domain/policy/policy-pack.ts';
import { snapshotPolicy, type PolicySnapshot } from '../domain/policy/policy-snapshot.ts';
import { checkFiling } from '../domain/rules/filing-rules.ts';
import { suggestResponsibleDepartment } from '../domain/rules/routing.ts';
import type { TraineeCategory } from '../domain/rules/trainee-categories.ts';
import type { FilingData, FilingJudgement } from './filing-ports.ts';
import { Problem } from './problem.ts';

export interface FilingToJudge {
  readonly route: string;
  readonly jurisdiction: string;
  readonly data: FilingData;
  /** The directory of institutions names them. */
  readonly applicantName: string;
  readonly heads: number;
  /** Groups to which everybody on the roster belongs. */
  readonly commonCategories: readonly TraineeCategory[];
  readonly at: Date;
}

/**
 * What the law says to a class on the day of filing: refusals are Problems (ROUTE_NOT_OPEN, PLAN_LINE_UNKNOWN,
 * NOT_ON_DIRECTORY, OCCUPATION_NOT_ON_DIRECTORY, NO_PLAN), warnings are kept with the filing.
 */
export function judgeFiling(library: PolicyLibrary, filing: FilingToJudge): FilingJudgement {
  const { data, jurisdiction } = filing;
  const snapshot = filingPolicy(library, filing);
  const today = dayAt(filing.at.getTime());
  const directory = directoryInForce(library, jurisdiction, today);
  const organ = planLineOrgan(library, jurisdiction, data.planLine);
  const check = checkFiling(
    {
      filedOn: today,
      opensOn: data.opensOn,
      occupation: data.occupation.code,
      skillLevel: data.skillLevel,
      heads: filing.heads,
      isInstitutionListed: directory?.institutions.some((entry) => entry.name === filing.applicantName) === true,
      isOccupationListed: listedOccupation(directory, data.occupation.code, data.skillLevel) !== undefined,
      hasAcceptedPlan: organ !== null,
      hasDemandLink: false,
    },
    snapshot,
    library.calendar,
  );
  const [refusal] = check.refusals;
  if (refusal !== undefined) {
    throw new Problem(refusal.code, { errors: [{ pointer: POINTERS[refusal.code], code: refusal.code }] });
  }
  const routing = suggestResponsibleDepartment({
    ...(organ !== null && { planLineOrgan: organ }),
    commonCategories: filing.commonCategories,
    planOrgans: organsWithPlan(library, jurisdiction, data.opensOn),
  });
  return {
    responsibleDepartment: 'organ' in routing ? routing.organ : null,
    departmentSource: 'organ' in routing ? routing.source : null,
    warnings: check.warnings,
    directorySnapshot: { version: directory?.version ?? null, on: today },
  };
}

const POINTERS = { NOT_ON_DIRECTORY: '', OCCUPATION_NOT_ON_DIRECTORY: '/occupation', NO_PLAN: '/planLine' } as const;

/** The parameters of the class; a route that is not open names what is missing. */
export function filingPolicy(
  library: PolicyLibrary,
  filing: { readonly route: string; readonly jurisdiction: string; readonly data: FilingData },
): PolicySnapshot {
  const { route, jurisdiction, data } = filing;
  const question = { route, jurisdiction, on: data.opensOn, occupation: data.occupation.code, level: data.skillLevel };
  const snapshot = snapshotPolicy(library, question);
  if (!snapshot.ok) {
    throw new Problem('ROUTE_NOT_OPEN', {
      facts: { key: snapshot.missing.join(', ') },
      errors: snapshot.missing.map((key) => ({ pointer: '/route', code: 'PARAMETER_MISSING', facts: { key } })),
    });
  }
  return snapshot.value;
}

/** the line decides who is responsible; one that the jurisdiction's plan does not have is refused. */
function planLineOrgan(library: PolicyLibrary, jurisdiction: string, planLine: string | null): OrganCode | null {
  if (planLine === null) {
    return null;
  }
  const organ = planLines(library, jurisdiction).some((line) => line.planLine === planLine)
    ? organOf(planLine)
    : undefined;
  if (organ === undefined) {
    throw new Problem('PLAN_LINE_UNKNOWN', { errors: [{ pointer: '/planLine', code: 'UNKNOWN_VALUE' }] });
  }
  return organ;
}

function organsWithPlan(library: PolicyLibrary, jurisdiction: string, opensOn: IsoDate): readonly OrganCode[] {
  return planLines(library, jurisdiction)
    .filter((line) => line.planLine.split('/')[1] === opensOn.slice(0, 4))
    .flatMap((line) => organOf(line.planLine) ?? []);
}

function organOf(planLine: string): OrganCode | undefined {
  return ORGAN_CODES.find((code) => code === planLine.split('/')[2]);
}
