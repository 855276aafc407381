import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { newKey } from '../../api/client.ts';
import { faultOf, isUnanswered } from '../../api/problem.ts';
import { createBatch, forgetBatch, payablesQuery, type Fund, type Payable } from '../../api/resources/payouts.ts';
import { useListed } from '../../api/use-list.ts';
import { Choice } from '../../parts/act-form.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords } from '../../words/records.ts';
import { fundOf, FUNDS } from './funds.ts';

/** Claims whose money is due, each with why not; what is chosen becomes a batch. */
export function DueClaims() {
  const words = usePayoutsWords().due;
  const { funds } = useRecordWords();
  const [search, setSearch] = useSearchParams();
  const fund = fundOf(search.get('fund'));
  const [picked, setPicked] = useState<readonly string[]>([]);
  const list = useListed(useInfiniteQuery(payablesQuery(fund === null ? {} : { fund })), {
    name: fund ?? '',
    idOf: ({ claimId }: Payable) => claimId,
  });
  const chosen = list.rows.filter(({ claimId, able }) => able && picked.includes(claimId));
  const pick = (id: string) => setPicked((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  return (
    <Section title={words.table}>
      <Choice
        label={words.columns.fund}
        none={words.anyFund}
        options={FUNDS.map((one) => [one, funds[one]] as const)}
        value={fund ?? ''}
        onChange={(code) => setSearch(code === '' ? {} : { fund: code })}
      />
      <ListFrame what={words.table} empty={words.empty} list={list}>
        <DueTable rows={list.rows} isBusy={list.isFetching} picked={picked} onPick={pick} />
      </ListFrame>
      <Creation claimIds={chosen.map(({ claimId }) => claimId)} fund={fund} />
    </Section>
  );
}

interface DueTableProps {
  readonly rows: readonly Payable[];
  readonly isBusy: boolean;
  readonly picked: readonly string[];
  readonly onPick: (claimId: string) => void;
}

function DueTable({ rows, isBusy, picked, onPick }: DueTableProps) {
  const words = usePayoutsWords().due;
  return (
    <table aria-label={words.table} aria-busy={isBusy}>
      <thead>
        <tr>
          <td />
          <th scope="col">{words.columns.no}</th>
          <th scope="col">{words.columns.applicant}</th>
          <th scope="col">{words.columns.fund}</th>
          <th scope="col" className="num">
            {words.columns.amount}
          </th>
          <th scope="col">{words.columns.able}</th>
          <th scope="col">{words.columns.since}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <DueRow
            key={row.claimId}
            row={row}
            isPicked={picked.includes(row.claimId)}
            onPick={() => onPick(row.claimId)}
          />
        ))}
      </tbody>
    </table>
  );
}

function DueRow(props: { readonly row: Payable; readonly isPicked: boolean; readonly onPick: () => void }) {
  const { row, isPicked, onPick } = props;
  const words = usePayoutsWords().due;
  const { funds, none } = useRecordWords();
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={words.select(row.claimNo)}
          checked={row.able && isPicked}
          disabled={!row.able}
          onChange={onPick}
        />
      </td>
      <th scope="row">
        <Link href={`/claims/${row.claimId}`}>{row.claimNo}</Link>
      </th>
      <td className="text">{row.applicant.name}</td>
      <td>{row.fund === null ? none : funds[row.fund]}</td>
      <td className="num">{yuan(row.amountFen)}</td>
      <td className="text">
        {row.able ? <Mark tone="ok">{words.able}</Mark> : <Mark tone="warn">{row.why?.sentence}</Mark>}
      </td>
      <td>{when(row.stateSince)}</td>
    </tr>
  );
}

/** What is chosen becomes one batch; the key stays the same until there is an answer. */
function Creation({ claimIds, fund }: { readonly claimIds: readonly string[]; readonly fund: Fund | null }) {
  const words = usePayoutsWords().due;
  const [, go] = useLocation();
  const [key, setKey] = useState(newKey);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function create() {
    setBusy(true);
    setError(null);
    try {
      const batch = await createBatch({ claimIds, fund }, key);
      say(words.created(batch.batchNo));
      void forgetBatch(batch.id);
      go(`/payouts/${batch.id}`);
    } catch (failure) {
      setError(failure);
      if (!isUnanswered(failure)) {
        setKey(newKey());
      }
    } finally {
      setBusy(false);
    }
  }
  return (
    <div className="make-batch">
      {fault !== null && <ProblemAlert fault={fault} before={words.notCreated} />}
      <div className="buttons">
        <Button type="primary" disabled={claimIds.length === 0 || isBusy} onClick={() => void create()}>
          {words.create}
        </Button>
        <span>{words.picked(claimIds.length)}</span>
      </div>
    </div>
  );
}
