import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { cycleDiagnosisQuery, cycleTimelineQuery, type DemandCycle } from '../../api/resources/demand.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { Fact, Section } from '../../parts/section.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { useDemandWords } from '../../words/demand.ts';
import { useRecordWords } from '../../words/records.ts';
import { CycleLink, CycleState } from './cycle-parts.tsx';
import { PublishedLists } from './published-lists.tsx';

export function CycleBody({ cycle }: { readonly cycle: DemandCycle }) {
  const words = useDemandWords();
  return (
    <>
      <header className="record-head">
        <h1>
          {words.heading} {words.cycle(cycle.no)}
        </h1>
        <CycleState cycle={cycle} />
        <span className="quiet">
          <span className="mono">{cycle.jurisdiction}</span> {words.periodOf(cycle.startsOn, cycle.endsOn)}
        </span>
      </header>
      <Why cycleId={cycle.id} />
      <Counts cycle={cycle} />
      <PublishedLists cycle={cycle} />
      <Deliveries cycle={cycle} />
      <History cycleId={cycle.id} />
    </>
  );
}

function Why({ cycleId }: { readonly cycleId: string }) {
  const words = useDemandWords();
  const diagnosis = useQuery(cycleDiagnosisQuery(cycleId));
  return (
    <Section title={words.why}>
      <AskedOnce
        what={words.why}
        data={diagnosis.data}
        fault={faultOf(diagnosis.error)}
        onRetry={() => void diagnosis.refetch()}
      >
        {({ sentence }) => <p>{sentence}</p>}
      </AskedOnce>
    </Section>
  );
}

function Counts({ cycle }: { readonly cycle: DemandCycle }) {
  const words = useDemandWords();
  const { counts, carried, publish, publishedAt } = cycle;
  return (
    <Section title={words.counts}>
      <dl className="facts">
        <Fact word={words.lists.employer}>
          <CycleLink cycle={cycle} to="employer" text={String(counts.employer.entries)} />{' '}
          <span className="quiet">{words.carried(carried.employer)}</span>
        </Fact>
        <Fact word={words.columns.openings}>{counts.employer.openings}</Fact>
        <Fact word={words.lists.worker}>
          <CycleLink cycle={cycle} to="worker" text={String(counts.worker.entries)} />{' '}
          <span className="quiet">{words.carried(carried.worker)}</span>
        </Fact>
        <Fact word={words.columns.wants}>{counts.worker.wantsTraining}</Fact>
        <Fact word={words.publish}>{words.publishModes[publish]}</Fact>
        {publishedAt !== null && <Fact word={words.published}>{when(publishedAt)}</Fact>}
      </dl>
    </Section>
  );
}

function Deliveries({ cycle }: { readonly cycle: DemandCycle }) {
  const words = useDemandWords();
  const { none } = useRecordWords();
  return (
    <Section title={words.deliveries}>
      {cycle.deliveries.length === 0 ? (
        <p className="quiet">{words.noDelivery}</p>
      ) : (
        <div className="wide-table">
          <DataTable
            label={words.deliveries}
            rows={cycle.deliveries}
            keyOf={({ recipientKind }) => recipientKind}
            columns={[
              {
                key: 'kind',
                head: words.deliveryColumns.kind,
                cell: ({ recipientKind }) => words.recipients[recipientKind],
              },
              {
                key: 'count',
                head: words.deliveryColumns.recipients,
                kind: 'num',
                cell: ({ recipients }) => recipients,
              },
              {
                key: 'at',
                head: words.deliveryColumns.at,
                cell: ({ deliveredAt }) => (deliveredAt === null ? none : when(deliveredAt)),
              },
            ]}
          />
        </div>
      )}
    </Section>
  );
}

function History({ cycleId }: { readonly cycleId: string }) {
  const words = useDemandWords();
  const timeline = useQuery(cycleTimelineQuery(cycleId));
  return (
    <Section title={words.timeline}>
      <AskedOnce
        what={words.timeline}
        data={timeline.data}
        fault={faultOf(timeline.error)}
        onRetry={() => void timeline.refetch()}
      >
        {({ items }) => (
          <Timeline
            rows={items.map(({ seq, at, actor, sentence }) => ({
              key: seq,
              at,
              who: actor?.displayName ?? null,
              section: actor?.section ?? null,
              sentence,
            }))}
          />
        )}
      </AskedOnce>
    </Section>
  );
}
