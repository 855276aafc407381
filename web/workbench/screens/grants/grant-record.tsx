import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { grantQuery, grantTimelineQuery, type Grant } from '../../api/resources/grants.ts';
import { tasksQuery } from '../../api/resources/tasks.ts';
import { AskedOnce, NotRead } from '../../parts/asked.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Money } from '../../parts/money.tsx';
import { Section } from '../../parts/section.tsx';
import { useGrantsWords } from '../../words/grants.ts';
import { useRecordWords } from '../../words/records.ts';
import { History } from '../../parts/record-parts.tsx';
import { askedOf } from '../../api/asked.ts';
import { GrantActs } from './grant-acts.tsx';
import { Facts } from './grant-facts.tsx';
import { Agreement, Instalments, Recovery } from './grant-money.tsx';
import { Scores } from './grant-scores.tsx';
import { GrantTask } from './grant-task.tsx';
import { Years } from './grant-years.tsx';

/** One application, and the life of its title. */
export function GrantRecord({ grantId }: { readonly grantId: string }) {
  const words = useGrantsWords();
  const { back } = useRecordWords();
  const grant = useQuery(grantQuery(grantId));
  const timeline = useQuery(grantTimelineQuery(grantId));
  const tasks = useInfiniteQuery(tasksQuery({ box: 'team', grantId }));
  return (
    <article className="record">
      <Link href="/grants" className="back">
        {back}
      </Link>
      <AskedOnce
        isPage
        what={words.grantWhat}
        data={grant.data}
        fault={faultOf(grant.error)}
        onRetry={() => void grant.refetch()}
      >
        {(found) => (
          <>
            <Head grant={found.body} />
            <Section title={words.why}>
              <p>{found.body.diagnosis.sentence}</p>
            </Section>
            <Facts grant={found.body} />
            <Scores grant={found.body} />
            <Instalments grant={found.body} />
            <Agreement grant={found.body} />
            <Years grant={found.body} />
            <Recovery grant={found.body} />
            <History title={words.timeline} asked={askedOf(timeline)} />
            <NotRead what={words.task} {...askedOf(tasks)} />
            {tasks.data?.pages
              .flatMap(({ items }) => items)
              .map(({ id }) => (
                <GrantTask key={id} taskId={id} grant={found.body} />
              ))}
            <GrantActs grant={found} />
          </>
        )}
      </AskedOnce>
    </article>
  );
}

function Head({ grant }: { readonly grant: Grant }) {
  const words = useGrantsWords();
  return (
    <header className="record-head">
      <h1>
        {grant.designation.name} <span className="mono">{grant.grantNo}</span>
      </h1>
      <Mark tone="plain">{words.states[grant.state]}</Mark>
      {grant.suspended && <Mark tone="bad">{words.suspended}</Mark>}
      {grant.callId !== null && <Link href={`/grants/calls/${grant.callId}`}>{words.calls}</Link>}
      <span className="sum">
        <Money fen={grant.amountFen} />
      </span>
    </header>
  );
}
