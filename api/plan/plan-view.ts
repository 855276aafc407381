import { dayAt } from '../../domain/calendar.ts';
import type { OrganCode } from '../../domain/codes.ts';
import { guidanceOfYear, planTotals, type FiledLine } from '../../domain/plan/plan-content.ts';
import {
  isOverdue,
  judgeYearPlan,
  organState,
  PLAN_BUREAU,
  shownVersion,
  type PlanOfOrgan,
} from '../../domain/plan/plan-course.ts';
import { linesOfPacks } from '../../domain/plan/plan-opening.ts';
import { shareTargets, structureShares, type ShareTarget } from '../../domain/plan/structure-indicators.ts';
import { planPrograms } from '../../domain/policy/directories.ts';
import { annexOf, phaseTarget } from '../../domain/policy/plan-targets.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { actViews, type ActView } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import type {
  AnnualPlanRecord,
  PlanSplitRecord,
  PlanVersionRecord,
  SectorPlanRecord,
  StructureRecord,
} from './plan-ports.ts';

/** What belongs to plans besides their rows. */
export interface PlanContents {
  readonly versions: readonly PlanVersionRecord[];
  readonly splits: readonly PlanSplitRecord[];
  readonly sectorPlans: readonly SectorPlanRecord[];
  readonly structures: readonly StructureRecord[];
}

export interface PlanReader {
  readonly library: PolicyLibrary;
  readonly caller: Caller;
  readonly at: Date;
  readonly language: Language;
}

export function planView(record: AnnualPlanRecord, contents: PlanContents, reader: PlanReader) {
  const { library, at, language } = reader;
  const { planId, jurisdiction, year, course } = record;
  const isDue = dayAt(at.getTime()) > record.dueOn;
  const own = {
    versions: contents.versions.filter((one) => one.planId === planId),
    sectorPlans: contents.sectorPlans.filter((one) => one.planId === planId),
  };
  const organs = course.organs.map((plan) => ({
    ...organView(plan, own, { isDue, language }),
    lines: [...linesOf(plan, own.versions, packLinesOf(library, record, plan.organ))],
  }));
  const accepted = organs.filter(({ state }) => state === 'accepted').flatMap(({ lines }) => lines);
  const split = contents.splits.findLast((one) => one.planId === planId)?.lines ?? null;
  const annex = annexOf(library, jurisdiction, year);
  const target = phaseTarget(library, jurisdiction, year)?.personTimes ?? null;
  return {
    id: planId,
    jurisdiction,
    year,
    state: course.state,
    revision: record.revision,
    opensOn: record.opensOn,
    dueOn: record.dueOn,
    closesOn: record.closesOn,
    organs,
    programs: planPrograms(library, jurisdiction).map(({ code, organ, name }) => ({
      program: code,
      organ,
      name: name[language],
    })),
    totals: planTotals(accepted, { annex, phaseTarget: target, split }),
    splitVersion: course.splitVersion,
    structure: structureView(
      contents.structures.find((one) => one.planId === planId),
      shareTargets(library, jurisdiction),
    ),
    acts: [...planActs(record, reader)],
  };
}

/** What was entered of a year, beside every share that a document asks for. */
function structureView(entered: StructureRecord | undefined, targets: readonly ShareTarget[]) {
  if (entered === undefined) {
    return null;
  }
  const { version, employed, skilled, highSkilled, source, enteredAt } = entered;
  const shares = structureShares(entered);
  const reached = { skilledShare: shares.skilledShareBp, highSkillShare: shares.highSkillShareBp };
  return {
    version,
    employed,
    skilled,
    highSkilled,
    source,
    enteredAt: enteredAt.toISOString(),
    ...shares,
    targets: targets.map((target) => {
      const share = reached[target.measure];
      return { ...target, meets: share === null ? null : share >= target.targetBp };
    }),
  };
}

type OwnContents = Pick<PlanContents, 'versions' | 'sectorPlans'>;

function organView(
  plan: PlanOfOrgan,
  { versions, sectorPlans }: OwnContents,
  { isDue, language }: { readonly isDue: boolean; readonly language: Language },
) {
  const { organ, required, late } = plan;
  const last = versions.findLast((one) => one.organ === organ);
  const shown = shownFiling(plan, versions);
  const sector = sectorPlans.find((one) => one.organ === organ);
  const isRevised = plan.inForce > 0 && plan.filed !== null && last !== undefined;
  return {
    organ,
    organName: organWord(organ)[language],
    required,
    state: organState(plan),
    version: shownVersion(plan),
    late,
    overdue: isOverdue(plan, isDue),
    submittedAt: shown?.submittedAt.toISOString() ?? null,
    revision: isRevised
      ? {
          version: last.version,
          state: plan.filed.state,
          submittedAt: last.submittedAt.toISOString(),
          reason: last.reason,
          lines: [...last.lines],
        }
      : null,
    returnedWith: plan.filed?.state === 'returned' ? (last?.decisionRemark ?? null) : null,
    sectorPlan:
      sector === undefined
        ? null
        : {
            version: sector.version,
            forecast: sector.forecast,
            plan: sector.plan,
            enteredAt: sector.enteredAt.toISOString(),
          },
  };
}

/** The filing that is in force, else the last one; none for lines of a pack. */
function shownFiling(plan: PlanOfOrgan, versions: readonly PlanVersionRecord[]): PlanVersionRecord | undefined {
  const own = versions.filter(({ organ }) => organ === plan.organ);
  return plan.inForce > 0 ? own.find(({ state }) => state === 'accepted') : own.at(-1);
}

function linesOf(
  plan: PlanOfOrgan,
  versions: readonly PlanVersionRecord[],
  ofPack: readonly FiledLine[],
): readonly FiledLine[] {
  return shownFiling(plan, versions)?.lines ?? (plan.inForce > 0 ? ofPack : []);
}

/** The lines that a pack gives an organ for the year. */
export function packLinesOf(
  library: PolicyLibrary,
  { jurisdiction, year }: Pick<AnnualPlanRecord, 'jurisdiction' | 'year'>,
  organ: OrganCode,
): readonly FiledLine[] {
  const own = `${jurisdiction}/${year}/${organ}/`;
  return linesOfPacks(library, jurisdiction, year)
    .filter(({ planLine }) => planLine.startsWith(own))
    .map(({ planLine, personTimes, budgetFen }) => ({ program: planLine.slice(own.length), personTimes, budgetFen }));
}

/** The acts of the caller's own organ; `split` is the HR bureau's. */
function planActs({ course, plan }: AnnualPlanRecord, { caller, language }: PlanReader) {
  const show = actViews('annualPlan', caller, language);
  const asked = { actor: caller, expectedRevision: course.revision, actId: '', atMs: 0 } as const;
  const organ = caller.organ ?? PLAN_BUREAU;
  const judged = [
    ['submit', { kind: 'submitPlan', organ, ...asked }],
    ['revise', { kind: 'revisePlan', organ, ...asked }],
    ['split', { kind: 'splitPlan', ...asked }],
  ] as const;
  const acts: readonly ActView<'annualPlan'>[] = judged.map(([act, message]) => {
    const verdict = judgeYearPlan(course, message, plan);
    return show(act, verdict.ok ? null : verdict.reason);
  });
  const sector = judgeYearPlan({ ...course, state: 'open' }, { kind: 'splitPlan', ...asked }, plan);
  const isOwn = caller.organ !== null && caller.jurisdiction === plan.jurisdiction;
  return [
    ...acts,
    show('putSectorPlan', sector.ok || isOwn ? null : sector.reason),
    show('enterIndicators', sector.ok ? null : sector.reason),
  ];
}

export function versionView(one: PlanVersionRecord) {
  return {
    organ: one.organ,
    version: one.version,
    filing: one.filing,
    state: one.state,
    late: one.late,
    reason: one.reason,
    remark: one.remark,
    trainingDoneSoFar:
      typeof one.trainingDone === 'number' || typeof one.trainingDone === 'string' ? one.trainingDone : null,
    submittedAt: one.submittedAt.toISOString(),
    decidedAt: one.decidedAt?.toISOString() ?? null,
    decisionRemark: one.decisionRemark,
    lines: [...one.lines],
  };
}

/** The split in force; without one, the annex, in force or as last known. */
export function splitView(record: AnnualPlanRecord, splits: readonly PlanSplitRecord[], library: PolicyLibrary) {
  const last = splits.at(-1);
  const guidance = guidanceOfYear(last?.lines ?? null, annexOf(library, record.jurisdiction, record.year));
  return {
    planId: record.planId,
    version: last?.version ?? null,
    from: guidance?.from ?? null,
    reason: last?.reason ?? null,
    enteredAt: last?.enteredAt.toISOString() ?? null,
    lines: (guidance?.lines ?? []).map(({ organ, program, personTimes }) => ({ organ, program, personTimes })),
    versions: splits.map(({ version, reason, enteredAt }) => ({
      version,
      reason,
      enteredAt: enteredAt.toISOString(),
    })),
  };
}
