import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { fundUseQuery, quarterFilters, type FundUse } from '../../api/resources/books.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { Exports } from '../../parts/exports.tsx';
import { yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { useBooksWords } from '../../words/books.ts';
import { useRecordWords } from '../../words/records.ts';
import { PERIOD_TONES } from './periods.ts';

interface UsePartProps {
  readonly quarter: string | undefined;
  /** The reader has the entries behind the numbers. */
  readonly hasAccounts: boolean;
}

/** What the funds were used for in a quarter, as bars and numbers. */
export function UsePart({ quarter, hasAccounts }: UsePartProps) {
  const words = useBooksWords();
  const use = useQuery(fundUseQuery(quarter));
  const { data } = use;
  return (
    <Section
      title={words.use.title}
      note={
        data !== undefined && (
          <>
            {words.ledger.quarter(data.period)}{' '}
            <Mark tone={PERIOD_TONES[data.state]}>{words.ledger.states[data.state]}</Mark>
          </>
        )
      }
    >
      <AskedOnce what={words.use.what} data={data} fault={faultOf(use.error)} onRetry={() => void use.refetch()}>
        {(found) => (
          <>
            <div className="buttons">
              {found.dueOn !== null && <span className="quiet">{words.use.due(found.dueOn)}</span>}
              <Exports path="/api/v1/reports/fund-use" filters={quarterFilters(found.period)} />
            </div>
            {found.total.payments === 0 && found.funds.length === 0 ? (
              <p className="empty">{words.use.nothing}</p>
            ) : (
              <Tables of={found} hasAccounts={hasAccounts} />
            )}
          </>
        )}
      </AskedOnce>
    </Section>
  );
}

/** A line of the use: what it is about, its figures, and the list behind them. */
interface Line {
  readonly key: string;
  readonly name: string;
  readonly of: FundUse['total'];
  /** Null where no list holds just these. */
  readonly to: string | null;
}

function Tables({ of, hasAccounts }: { readonly of: FundUse; readonly hasAccounts: boolean }) {
  const words = useBooksWords().use;
  const { funds } = useRecordWords();
  const span = `from=${of.from}&to=${of.to}#entries`;
  const entries = (account: string) => (hasAccounts ? `/ledger/${of.period}?${account}${span}` : null);
  const tables: readonly (readonly [label: string, lines: readonly Line[]])[] = [
    [
      words.funds,
      of.funds.map((one) => ({
        key: one.fund,
        name: funds[one.fund],
        of: one,
        to: entries(`account=fund:${one.fund}&`),
      })),
    ],
    [words.routes, of.routes.map((one) => ({ key: one.route, name: one.routeName, of: one, to: null }))],
    [
      words.departments,
      of.departments.map((one) => ({
        key: one.department ?? '',
        name: one.departmentName,
        of: one,
        to: null,
      })),
    ],
    [words.payees, of.payees.map((one) => ({ key: one.payeeId ?? '', name: one.payeeName, of: one, to: null }))],
    [
      words.late,
      of.late.map((one) => ({
        key: `${one.period} ${one.fund}`,
        name: words.lateOf(one.period, funds[one.fund]),
        of: one,
        to: entries(`account=fund:${one.fund}&`),
      })),
    ],
  ];
  return tables
    .filter(([, lines]) => lines.length > 0)
    .map(([label, lines], position) => (
      <UseTable key={label} label={label} lines={lines} all={of.total} hasTotal={position === 0} />
    ));
}

interface UseTableProps {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly all: FundUse['total'];
  readonly hasTotal: boolean;
}

function UseTable({ label, lines, all, hasTotal }: UseTableProps) {
  const words = useBooksWords().use;
  return (
    <>
      <h3>{label}</h3>
      <DataTable
        label={label}
        rows={lines}
        keyOf={({ key }) => key}
        columns={useLineColumns(all.settledFen)}
        total={
          hasTotal && (
            <tr className="total">
              <th scope="row">{words.total}</th>
              <td className="num">{yuan(all.settledFen)}</td>
              <td className="num">{yuan(all.returnedFen)}</td>
              <td className="num">{yuan(all.netFen)}</td>
              <td className="num">{all.payments}</td>
              <td />
            </tr>
          )
        }
      />
    </>
  );
}

function useLineColumns(allFen: number): readonly Column<Line>[] {
  const words = useBooksWords().use;
  return columnsOf(words.columns, {
    name: ({ name, to }) => leading(to, name),
    settled: ['num', ({ of, to }) => leading(to, yuan(of.settledFen))],
    returned: ['num', ({ of, to }) => leading(to, yuan(of.returnedFen))],
    net: ['num', ({ of }) => yuan(of.netFen)],
    payments: ['num', ({ of, to }) => leading(to, of.payments)],
    bar: ({ name, of }) => allFen > 0 && <meter aria-label={words.bar(name)} max={allFen} value={of.settledFen} />,
  });
}

const leading = (to: string | null, shown: string | number) => (to === null ? shown : <Link href={to}>{shown}</Link>);
