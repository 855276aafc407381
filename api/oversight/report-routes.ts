import { pageOfAll } from '../kernel/paging.ts';
import { annexOf, type Annex, phaseTarget, planDueDay, regionTarget } from '../../domain/policy/plan-targets.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { sumFen } from '../../domain/money.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { remainingOf } from '../../domain/payout/budget.ts';
import { totalPersonTimes } from '../../domain/grant/annual-targets.ts';
import { planProgress, regionProgress } from '../../domain/grant/plan-progress.ts';
import { guidanceOfYear } from '../../domain/plan/plan-content.ts';
import { programName } from '../../domain/plan/plan-names.ts';
import { BudgetsAnswer, BudgetsQuery, PlanProgressAnswer, PlanProgressQuery } from '../../schemas/report-schemas.ts';
import type { Language } from '../kernel/language.ts';
import type { BudgetStore } from './report-ports.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { FILE_TYPES, tableReply } from '../kernel/table-file.ts';
import { progressRows } from './plan-progress-file.ts';
import { planYearOf, type PlanYear } from './plan-year.ts';

export interface ReportDependencies {
  readonly budgets: BudgetStore;
  readonly library: PolicyLibrary;
}

/** Reports on plans and budgets: sums, without names of persons. */
export function reportRoutes(deps: ReportDependencies): readonly Route[] {
  return [listBudgets(deps), readPlanProgress(deps)];
}

function listBudgets({ budgets, library }: ReportDependencies): Route {
  return defineRoute({
    operationId: 'listBudgets',
    method: 'get',
    path: '/api/v1/budgets',
    summary: 'Plan lines of a year: budget, reserved, bound, paid and what is left (R-016)',
    query: BudgetsQuery,
    answer: BudgetsAnswer,
    problems: ['FORBIDDEN', 'CURSOR_INVALID'],
    async handle({ caller, query, at, language }) {
      const { jurisdiction, year } = planYearOf(query, caller, at);
      const names = namesIn(library, jurisdiction, language);
      const lines = await budgets.budgets(jurisdiction, year);
      const items = lines.map(({ year: _year, ...line }) => ({
        ...line,
        ...names(line),
        remainingFen: remainingOf(line),
      }));
      const budgeted = lines.flatMap((line) => (line.budgetFen === null ? [] : { ...line, budgetFen: line.budgetFen }));
      const sum = (column: 'budgetFen' | 'reservedFen' | 'boundFen' | 'paidFen') =>
        sumFen(budgeted.map((line) => line[column]));
      const total = {
        budgetFen: budgeted.length === 0 ? null : sum('budgetFen'),
        reservedFen: sum('reservedFen'),
        boundFen: sum('boundFen'),
        paidFen: sum('paidFen'),
      };
      const page = pageOfAll(items, query.limit, query.cursor);
      return { body: { jurisdiction, year, ...page, total: { ...total, remainingFen: remainingOf(total) } } };
    },
  });
}

function readPlanProgress(deps: ReportDependencies): Route {
  return defineRoute({
    operationId: 'readPlanProgress',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/reports/plan-progress',
    summary: 'Person-times done against the guidance of the year, per plan line and organ (R-015, R-139, R-152)',
    query: PlanProgressQuery,
    answer: PlanProgressAnswer,
    rawAnswers: FILE_TYPES,
    problems: ['FORBIDDEN'],
    async handle({ caller, query, at, language }) {
      const asked = planYearOf(query, caller, at);
      const body = await progressIn(deps, asked, language);
      const { format } = query;
      const name = `plan-progress-${asked.jurisdiction}-${asked.year}`;
      return format === 'json' ? { body } : tableReply(progressRows(body), name, format);
    },
  });
}

async function progressIn({ budgets, library }: ReportDependencies, asked: PlanYear, language: Language) {
  const { jurisdiction, year } = asked;
  const names = namesIn(library, jurisdiction, language);
  const phase = phaseTarget(library, jurisdiction, year);
  const annex = annexOf(library, jurisdiction, year);
  const progress = planProgress({
    place: `${jurisdiction}/${year}`,
    guidance: guidanceOfYear(await budgets.split(jurisdiction, year), annex),
    trained: await budgets.trainedIn(jurisdiction, year),
    planLines: await budgets.planLines(jurisdiction, year),
    annex: annex?.inForce === true ? annex.rows : [],
    done: await budgets.doneIn(jurisdiction, year),
    phaseTarget: phase?.personTimes ?? null,
  });
  return {
    ...asked,
    planDueOn: planDueDay(library, jurisdiction, year),
    planLines: progress.planLines.map((line) => ({ ...line, ...names(line) })),
    organs: progress.organs.map((one) => ({ ...one, organName: organWord(one.organ)[language] })),
    total: progress.total,
    annex: annex === null ? null : shownAnnex(annex, language),
    phase:
      phase === null || progress.phase === null
        ? null
        : { ...progress.phase, document: phase.document, clause: phase.clause },
    region: await regionIn({ budgets, library }, asked),
  };
}

function shownAnnex({ rows, ...annex }: Annex, language: Language) {
  return {
    ...annex,
    personTimes: totalPersonTimes(rows),
    organs: rows.map(({ organ, personTimes }) => ({ organ, organName: organWord(organ)[language], personTimes })),
  };
}

async function regionIn({ budgets, library }: ReportDependencies, { jurisdiction, year }: PlanYear) {
  const target = regionTarget(library, jurisdiction, year);
  if (target === null) {
    return null;
  }
  const { jurisdiction: region, fromYear, byYear, document, clause } = target;
  const figures = await budgets.doneInRegion(region, fromYear, year);
  return {
    ...regionProgress(target.personTimes, figures.trained),
    ...figures,
    jurisdiction: region,
    fromYear,
    byYear,
    document,
    clause,
  };
}

/** Of a plan line its organ and programme in words. */
function namesIn(library: PolicyLibrary, jurisdiction: string, language: Language) {
  return ({ organ, program }: { readonly organ: string; readonly program: string }) => ({
    organName: organWord(organ)[language],
    programName: programName(library, jurisdiction, program)[language],
  });
}
