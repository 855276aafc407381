import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { newKey } from '../../api/client.ts';
import { faultOf, isUnanswered } from '../../api/problem.ts';
import { createBatch, forgetBatch, payablesQuery, type Fund, type Payable } from '../../api/resources/payouts.ts';
import { useListed } from '../../api/use-list.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { Choice } from '../../parts/act-form.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords } from '../../words/records.ts';
import { fundOf, FUNDS } from './funds.ts';

const idOf = ({ claimId }: Payable) => claimId;

/** Claims whose money is due, each with why not; what is chosen becomes a batch. */
export function DueClaims() {
  const words = usePayoutsWords().due;
  const { funds } = useRecordWords();
  const [search, setSearch] = useSearchParams();
  const fund = fundOf(search.get('fund'));
  const [picked, setPicked] = useState<readonly string[]>([]);
  const list = useListed(useInfiniteQuery(payablesQuery(fund === null ? {} : { fund })), {
    name: fund ?? '',
    idOf,
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
      <ListTable
        label={words.table}
        empty={words.empty}
        list={list}
        keyOf={idOf}
        columns={useDueColumns()}
        choosing={{
          labelOf: ({ claimNo }) => words.select(claimNo),
          isChosen: ({ able, claimId }) => able && picked.includes(claimId),
          isOff: ({ able }) => !able,
          onChoose: ({ claimId }) => pick(claimId),
        }}
      />
      <Creation claimIds={chosen.map(({ claimId }) => claimId)} fund={fund} />
    </Section>
  );
}

function useDueColumns(): readonly Column<Payable>[] {
  const words = usePayoutsWords().due;
  const { funds, none } = useRecordWords();
  return columnsOf(words.columns, {
    no: ({ claimId, claimNo }) => <Link href={`/claims/${claimId}`}>{claimNo}</Link>,
    applicant: ['text', ({ applicant }) => applicant.name],
    fund: ({ fund }) => (fund === null ? none : funds[fund]),
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
    able: [
      'text',
      ({ able, why }) => (able ? <Mark tone="ok">{words.able}</Mark> : <Mark tone="warn">{why?.sentence}</Mark>),
    ],
    since: ({ stateSince }) => when(stateSince),
  });
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
