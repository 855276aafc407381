import { useQuery } from '@tanstack/react-query';
import { askedOf } from '../../api/asked.ts';
import { cycleDiagnosisQuery, cycleTimelineQuery, type DemandCycle } from '../../api/resources/demand.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { Place } from '../../parts/place.tsx';
import { History, Why } from '../../parts/record-parts.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useDemandWords } from '../../words/demand.ts';
import { useRecordWords } from '../../words/records.ts';
import { CycleLink, CycleState } from './cycle-parts.tsx';
import { PublishedLists } from './published-lists.tsx';

export function CycleBody({ cycle }: { readonly cycle: DemandCycle }) {
  const words = useDemandWords();
  const diagnosis = askedOf(useQuery(cycleDiagnosisQuery(cycle.id)));
  const timeline = askedOf(useQuery(cycleTimelineQuery(cycle.id)));
  return (
    <>
      <header className="record-head">
        <h1>
          {words.heading} {words.cycle(cycle.no)}
        </h1>
        <CycleState cycle={cycle} />
        <span className="quiet">
          <Place code={cycle.jurisdiction} /> {words.periodOf(cycle.startsOn, cycle.endsOn)}
        </span>
      </header>
      <Why title={words.why} asked={diagnosis} />
      <Counts cycle={cycle} />
      <PublishedLists cycle={cycle} />
      <Deliveries cycle={cycle} />
      <History title={words.timeline} asked={timeline} />
    </>
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
      )}
    </Section>
  );
}
