import { quarterOf, quarterOfDay, type Quarter } from '../../domain/accounting-period/accounting-period.ts';
import { addWorkingDays, dayAt, type IsoDate } from '../../domain/calendar.ts';
import { fundUse } from '../../domain/ledger/fund-use.ts';
import { lawNames } from '../../domain/policy/law-names.ts';
import { disclosureDays } from '../../domain/policy/office-parameters.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { FundUseAnswer, FundUseQuery } from '../../schemas/ledger-schemas.ts';
import type { Language } from '../kernel/language.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { FILE_TYPES, tableReply } from '../kernel/table-file.ts';
import { planYearOf } from '../oversight/plan-year.ts';
import { fundUseRows } from './fund-use-file.ts';
import type { LedgerStore } from './ledger-ports.ts';

export interface FundUseDependencies {
  readonly ledger: LedgerStore;
  readonly library: PolicyLibrary;
}

/** what the funds were used for in a quarter; persons as payees are one row. */
export function fundUseRoute(deps: FundUseDependencies): Route {
  return defineRoute({
    operationId: 'readFundUse',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/reports/fund-use',
    summary:
      'Payments of a quarter by value date, per fund, route, organ and payee; what came back is negative in its own (R-136)',
    query: FundUseQuery,
    answer: FundUseAnswer,
    rawAnswers: FILE_TYPES,
    problems: ['FORBIDDEN'],
    async handle({ caller, query, at, language }) {
      const { jurisdiction, year } = planYearOf(query, caller, at);
      const today = dayAt(at.getTime());
      const quarter = query.quarter === undefined ? quarterIn(year, today) : quarterOf(`${year}-Q${query.quarter}`);
      const body = await useOf(deps, { jurisdiction, quarter }, language);
      const { format } = query;
      const name = `fund-use-${jurisdiction}-${quarter.period}`;
      return format === 'json' ? { body } : tableReply(fundUseRows(body, language), name, format);
    },
  });
}

/** Without a quarter: this one, or the last one of another year. */
function quarterIn(year: number, today: IsoDate): Quarter {
  return Number(today.slice(0, 4)) === year ? quarterOfDay(today) : quarterOf(`${year}-Q4`);
}

async function useOf(
  { ledger, library }: FundUseDependencies,
  { jurisdiction, quarter }: { readonly jurisdiction: string; readonly quarter: Quarter },
  language: Language,
) {
  const { routes, departments, payees, funds, late, total } = fundUse(await ledger.booked(jurisdiction, quarter));
  const names = lawNames(library);
  const days = disclosureDays(library, jurisdiction, quarter.to);
  return {
    jurisdiction,
    ...quarter,
    dueOn: addWorkingDays(quarter.to, days, library.calendar),
    state: await ledger.stateOf(jurisdiction, quarter.period),
    total,
    funds: [...funds],
    routes: routes.map((one) => ({ ...one, routeName: names.route(one.route)[language] })),
    departments: departments.map((one) => ({
      ...one,
      departmentName: one.department === null ? NO_DEPARTMENT[language] : organWord(one.department)[language],
    })),
    payees: payees.map(({ payee, ...one }) => ({
      payeeId: payee?.id ?? null,
      payeeName: payee?.name ?? PERSONS[language],
      ...one,
    })),
    late: [...late],
  };
}

/** nobody of them is named. */
const PERSONS = { zh: '个人', en: 'Persons' } as const;

/** A grant is decided by the region. */
const NO_DEPARTMENT = { zh: '项目资助', en: 'Grants' } as const;
