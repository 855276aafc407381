import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { budgetsQuery, type BudgetLine, type Budgets } from '../../api/resources/reports.ts';
import { useListed } from '../../api/use-list.ts';
import { headsOf, TableFrame } from '../../parts/data-table.tsx';
import { yuan } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Section } from '../../parts/section.tsx';
import { useReportsWords } from '../../words/reports.ts';

interface BudgetsPartProps {
  readonly asked: { readonly jurisdiction: string; readonly year: string };
}

const NUMBERS = ['personTimes', 'budget', 'reserved', 'bound', 'paid', 'left'] as const;

/** Plan lines with their money, each number as the server has counted it. */
export function BudgetsPart({ asked }: BudgetsPartProps) {
  const words = useReportsWords();
  const budgets = useInfiniteQuery(budgetsQuery(asked));
  const list = useListed(budgets, {
    name: `${asked.jurisdiction} ${asked.year}`,
    idOf: ({ planLine }: BudgetLine) => planLine,
  });
  const total = budgets.data?.pages.at(-1)?.total;
  return (
    <Section title={words.budgets}>
      <ListFrame what={words.budgets} empty={words.noBudget} list={list}>
        <TableFrame
          label={words.budgets}
          isBusy={list.isFetching}
          heads={headsOf(words.columns, ['line', 'organ', ...NUMBERS, 'bar'], NUMBERS)}
        >
          <tbody>
            {list.rows.map((line) => (
              <Row key={line.planLine} line={line} />
            ))}
            {total !== undefined && (
              <tr className="total">
                <th scope="row">{words.total}</th>
                <td />
                <td />
                <Amounts of={total} name={words.total} />
              </tr>
            )}
          </tbody>
        </TableFrame>
      </ListFrame>
    </Section>
  );
}

function claimsOf(planLine: string): string {
  return `/claims?${new URLSearchParams({ planLine })}`;
}

function Row({ line }: { readonly line: BudgetLine }) {
  const words = useReportsWords();
  return (
    <tr>
      <th scope="row">
        <Link href={claimsOf(line.planLine)}>{line.programName}</Link>
      </th>
      <td>{line.organName}</td>
      <td className="num">{line.personTimes ?? words.none}</td>
      <Amounts of={line} name={`${line.organName} ${line.programName}`} planLine={line.planLine} />
    </tr>
  );
}

interface AmountsProps {
  readonly of: Budgets['total'];
  readonly name: string;
  /** Whose claims the sums open; a total over lines has no list of its own. */
  readonly planLine?: string;
}

function Amounts({ of, name, planLine }: AmountsProps) {
  const words = useReportsWords();
  const spent = { reserved: of.reservedFen, bound: of.boundFen, paid: of.paidFen };
  return (
    <>
      <td className="num">{of.budgetFen === null ? words.noLimit : yuan(of.budgetFen)}</td>
      {Object.entries(spent).map(([kind, fen]) => (
        <td key={kind} className="num">
          {planLine === undefined ? yuan(fen) : <Link href={`${claimsOf(planLine)}&money=${kind}`}>{yuan(fen)}</Link>}
        </td>
      ))}
      <td className="num">{of.remainingFen === null ? words.none : yuan(of.remainingFen)}</td>
      <td>{of.budgetFen !== null && <meter aria-label={words.barOf(name)} max={of.budgetFen} value={of.paidFen} />}</td>
    </>
  );
}
