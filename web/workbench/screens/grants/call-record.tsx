import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import {
  callDiagnosisQuery,
  callQuery,
  callTimelineQuery,
  grantsQuery,
  rankingQuery,
  type GrantCall,
  type GrantItem,
  type Ranked,
} from '../../api/resources/grants.ts';
import { useListed } from '../../api/use-list.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { isForbidden } from '../../parts/fault.ts';
import { when } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Money } from '../../parts/money.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useGrantsWords } from '../../words/grants.ts';
import { useRecordWords } from '../../words/records.ts';
import { CallActs } from './call-acts.tsx';
import { History, Why } from '../../parts/record-parts.tsx';
import { askedOf } from '../../api/asked.ts';
import { useTitleColumns } from './grants-home.tsx';

const HUNDREDTHS = 100;

/** One call: days, places, panel, applications side by side, ranking. */
export function CallRecord({ callId }: { readonly callId: string }) {
  const words = useGrantsWords();
  const { back } = useRecordWords();
  const call = useQuery(callQuery(callId));
  return (
    <article className="record">
      <Link href="/grants" className="back">
        {back}
      </Link>
      <AskedOnce
        isPage
        what={words.callWhat}
        data={call.data}
        fault={faultOf(call.error)}
        onRetry={() => void call.refetch()}
      >
        {(found) => (
          <>
            <CallBody call={found.body} />
            <CallActs call={found} />
          </>
        )}
      </AskedOnce>
    </article>
  );
}

function CallBody({ call }: { readonly call: GrantCall }) {
  const words = useGrantsWords();
  const diagnosis = useQuery(callDiagnosisQuery(call.id));
  const timeline = useQuery(callTimelineQuery(call.id));
  return (
    <>
      <header className="record-head">
        <h1>
          {call.name} {words.year(call.year)}
        </h1>
        <Mark tone="plain">{words.callStates[call.state]}</Mark>
        {call.late && <Mark tone="bad">{words.late}</Mark>}
      </header>
      <Why title={words.why} asked={askedOf(diagnosis)} />
      <Days call={call} />
      <Panel call={call} />
      <Applications call={call} />
      {call.panel !== null && <Ranking call={call} closedAt={call.panel.closedAt} />}
      <History title={words.timeline} asked={askedOf(timeline)} />
    </>
  );
}

function Days({ call }: { readonly call: GrantCall }) {
  const words = useGrantsWords();
  const of = words.columns;
  const { quota, target, counts } = call;
  return (
    <Section title={words.days}>
      <dl className="facts">
        <Fact word={of.closes}>{when(call.applicationsCloseAt)}</Fact>
        <Fact word={of.cityDue}>{call.cityDueOn}</Fact>
        <Fact word={of.reviewDue}>{call.reviewDueOn}</Fact>
        <Fact word={words.each}>
          <Money fen={call.grantFen} />
        </Fact>
        <Fact word={of.places}>{quota?.places ?? words.noQuota}</Fact>
        {quota !== null && (
          <Fact word={of.taken}>
            <ToApplications count={quota.taken} />
          </Fact>
        )}
        {target !== null && (
          <Fact word={words.target}>{words.targetOf(target.number, target.byYear, target.remaining)}</Fact>
        )}
        <Fact word={of.submitted}>
          <ToApplications count={counts.submitted} />
        </Fact>
        <Fact word={of.recommended}>
          <ToApplications count={counts.recommended} />
        </Fact>
        <Fact word={words.passMark}>{call.passMarkCenti / HUNDREDTHS}</Fact>
      </dl>
      <p className="quiet">
        {words.criteria}{' '}
        {call.criteria.map(({ label, maxPoints }) => `${label} ${words.points(maxPoints)}`).join(' · ')}
      </p>
    </Section>
  );
}

function ToApplications({ count }: { readonly count: number }) {
  return <a href="#applications">{count}</a>;
}

function Panel({ call: { panel } }: { readonly call: GrantCall }) {
  const words = useGrantsWords();
  const { noted } = useRecordWords();
  return (
    <Section title={words.panel}>
      {panel === null ? (
        <p className="quiet">{words.noPanel}</p>
      ) : (
        <p>
          {panel.experts.map(({ displayName, state }) => noted(displayName, words.memberStates[state])).join(' · ')}{' '}
          <span className="quiet">{words.quorum(panel.quorum)}</span>
        </p>
      )}
    </Section>
  );
}

function Applications({ call }: { readonly call: GrantCall }) {
  const words = useGrantsWords();
  const list = useListed(useInfiniteQuery(grantsQuery({ callId: call.id })), {
    name: call.id,
    idOf: ({ id }: GrantItem) => id,
  });
  const columns = useTitleColumns();
  return (
    <Section title={words.applications}>
      <div id="applications">
        <ListFrame what={words.applications} empty={words.applicationsEmpty} list={list}>
          <DataTable
            label={words.applications}
            rows={list.rows}
            keyOf={({ id }) => id}
            columns={columns}
            isBusy={list.isFetching}
          />
        </ListFrame>
      </div>
    </Section>
  );
}

function Ranking({ call, closedAt }: { readonly call: GrantCall; readonly closedAt: string | null }) {
  const words = useGrantsWords();
  const ranking = useQuery({ ...rankingQuery(call.id), enabled: closedAt !== null });
  const columns = useRankColumns();
  const fault = faultOf(ranking.error);
  return isForbidden(fault) ? null : (
    <Section title={words.ranking}>
      {closedAt === null ? (
        <p className="quiet">{words.blind}</p>
      ) : (
        <AskedOnce what={words.ranking} data={ranking.data?.items} fault={fault} onRetry={() => void ranking.refetch()}>
          {(items) =>
            items.length === 0 ? (
              <p className="quiet">{words.rankingEmpty}</p>
            ) : (
              <DataTable label={words.ranking} rows={items} keyOf={({ grantId }) => grantId} columns={columns} />
            )
          }
        </AskedOnce>
      )}
      {call.proposalNoticeId !== null && (
        <ScreenLink href={`/notices/${call.proposalNoticeId}`}>{words.toNotice}</ScreenLink>
      )}
    </Section>
  );
}

function useRankColumns(): readonly Column<Ranked>[] {
  const words = useGrantsWords();
  const of = words.columns;
  return [
    { key: 'name', head: of.name, cell: ({ grantId, name }) => <Link href={`/grants/${grantId}`}>{name}</Link> },
    { key: 'rank', head: of.rank, kind: 'num', cell: ({ rank }) => rank },
    { key: 'score', head: of.score, kind: 'num', cell: ({ scoreCenti }) => scoreCenti / HUNDREDTHS },
    {
      key: 'valid',
      head: of.valid,
      kind: 'num',
      cell: ({ grantId, validScores }) => <Link href={`/grants/${grantId}#scores`}>{validScores}</Link>,
    },
    { key: 'state', head: of.state, cell: ({ state }) => <Mark tone="plain">{words.rankStates[state]}</Mark> },
  ];
}
