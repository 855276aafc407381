import type { IsoDate } from '../calendar.ts';
import type { Label, ParameterUnit, PolicyLibrary, RouteDefinition, StageDefinition } from './policy-pack.ts';
import { packsFor, resolveParameter, type PolicyQuestion } from './resolve-parameter.ts';
import { describeRoute, type DescribedRoute } from './resolve-route.ts';
import { whyMissing } from './why-closed.ts';

export interface RouteStep {
  readonly stage: string;
  readonly kind: StageDefinition['kind'];
  readonly labels: Label;
  readonly organ: StageDefinition['organ'];
  /** Null if no document gives its duration. */
  readonly days: number | null;
  readonly unit: ParameterUnit | null;
}

/** A missing key, and a sentence that describes what is missing. */
export interface MissingKey extends Label {
  readonly key: string;
}

export interface ListedRoute {
  readonly code: string;
  readonly number: string | null;
  readonly name: Label | null;
  /** The route in this jurisdiction on the day; null if no document of it or above defines the route. */
  readonly route: RouteDefinition | null;
  readonly document: string | null;
  readonly missing: readonly MissingKey[];
  readonly steps: readonly RouteStep[];
  /** From the submission to the payment, in working days; calendar days count five for seven. Null without steps. */
  readonly expectedDays: number | null;
  /** Routes that ride on this one, such as the living allowance (C09), the top-up (C12) and the advance (C13). */
  readonly riddenBy: readonly string[];
}

/**
 * returns every route that the documents define, for one jurisdiction and day: open or not and why, who may
 * apply, with what, by which steps and in how many days. In the order of their numbers; a jurisdiction's own routes are
 * last.
 */
export function listRoutes(
  library: PolicyLibrary,
  { jurisdiction, on }: { readonly jurisdiction: string; readonly on: IsoDate },
): readonly ListedRoute[] {
  const ownCodes = new Set(packsFor(library, jurisdiction).flatMap((pack) => pack.routes.map((route) => route.code)));
  const definitions = library.packs
    .flatMap((pack) => pack.routes)
    .filter((route) => route.number !== undefined || ownCodes.has(route.code));
  const codes = [...new Set(definitions.map((route) => route.code))];
  return codes
    .map((code) => listed(library, { jurisdiction, route: code, on }, definitions))
    .toSorted((a, b) => compare(a.number ?? 'Z', b.number ?? 'Z') || compare(a.code, b.code));
}

function listed(
  library: PolicyLibrary,
  question: PolicyQuestion,
  definitions: readonly RouteDefinition[],
): ListedRoute {
  const code = question.route;
  const elsewhere = definitions.find((route) => route.code === code);
  const found = describeRoute(library, question);
  const steps = (found?.route.stages ?? []).map((stage) => stepOf(library, question, stage));
  return {
    code,
    number: found?.route.number ?? elsewhere?.number ?? null,
    name: found?.route.name ?? elsewhere?.name ?? null,
    route: found?.route ?? null,
    document: found?.document ?? null,
    missing: missingKeys(library, question, found),
    steps,
    expectedDays: steps.length === 0 ? null : expectedDays(steps),
    riddenBy: [
      ...new Set(
        packsFor(library, question.jurisdiction)
          .flatMap((pack) => pack.routes)
          .filter((route) => route.ridesOn?.includes(code) === true)
          .map((route) => route.code),
      ),
    ].toSorted(),
  };
}

function stepOf(library: PolicyLibrary, question: PolicyQuestion, stage: StageDefinition): RouteStep {
  const { winner } = resolveParameter(library, { ...question, key: stage.daysKey });
  return {
    stage: stage.stage,
    kind: stage.kind,
    labels: stage.labels,
    organ: stage.organ,
    days: typeof winner?.value === 'number' ? winner.value : null,
    unit: winner?.unit ?? null,
  };
}

/** The contract check comes months after the payment and is not included. */
function expectedDays(steps: readonly RouteStep[]): number {
  return steps
    .filter((step) => step.kind !== 'contractCheck')
    .reduce(
      (sum, { days, unit }) => sum + (unit === 'calendarDays' ? Math.ceil(((days ?? 0) * 5) / 7) : (days ?? 0)),
      0,
    );
}

/** Returns what closes a route; a riding route is also closed if every route that it rides on is closed. */
function missingKeys(
  library: PolicyLibrary,
  question: PolicyQuestion,
  found: DescribedRoute | undefined,
): readonly MissingKey[] {
  const awaited = new Set(library.packs.flatMap((pack) => pack.awaits ?? []).map((row) => row.key));
  const isOpen = (route: string) => describeRoute(library, { ...question, route })?.missing.length === 0;
  const ridesOnNothing = found?.route.intake === 'rides' && found.route.ridesOn?.some(isOpen) !== true;
  const keys = found?.missing ?? [`route.${question.route}`];
  return [...keys, ...(ridesOnNothing ? ['ridesOn'] : [])].map((key) => ({ key, ...whyMissing(key, awaited) }));
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
