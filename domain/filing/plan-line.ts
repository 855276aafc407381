import { ORGAN_CODES, type OrganCode } from '../codes.ts';
import { planPrograms } from '../policy/directories.ts';
import type { Label, PolicyLibrary, RouteDefinition } from '../policy/policy-pack.ts';
import { wordList } from '../texts/route-words.ts';

/** A plan line of a programme that the route does not belong to; the names of the route and of its programmes. */
export interface OtherProgramme {
  readonly code: 'PLAN_LINE_OF_OTHER_PROGRAMME';
  readonly route: Label;
  readonly programmes: Label;
}

/** the organ that undertook the task; it is the third part of jurisdiction/year/organ/program. */
export function organOfPlanLine(planLine: string): OrganCode | undefined {
  const organ = planLine.split('/')[2];
  return ORGAN_CODES.find((code) => code === organ);
}

/**
 * a route that belongs to programmes of the annual plan (`planPrograms`) is filed under their lines only, because
 * the line decides who reviews it and whose task it fulfils. A route without a list takes every line.
 */
export function otherProgramme(
  library: PolicyLibrary,
  { jurisdiction, planLine }: { readonly jurisdiction: string; readonly planLine: string | null },
  { name, planPrograms: own }: Pick<RouteDefinition, 'name' | 'planPrograms'>,
): OtherProgramme | undefined {
  if (planLine === null || own === undefined || own.includes(planLine.split('/')[3] ?? '')) {
    return undefined;
  }
  const names = new Map(planPrograms(library, jurisdiction).map((program) => [program.code, program.name]));
  const programmes = wordList(own.map((code) => names.get(code) ?? { zh: code, en: code }));
  return { code: 'PLAN_LINE_OF_OTHER_PROGRAMME', route: name, programmes };
}
