import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { askedOf } from '../../api/asked.ts';
import { faultOf } from '../../api/problem.ts';
import { recoveryQuery, recoveryTimelineQuery, type Recovery } from '../../api/resources/recoveries.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Money } from '../../parts/money.tsx';
import { History } from '../../parts/record-parts.tsx';
import { Section } from '../../parts/section.tsx';
import { useRecordWords } from '../../words/records.ts';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { RecoveryActs } from './recovery-acts.tsx';
import { AppealPart, Facts, LinesPart, PlanPart, ProposalPart } from './recovery-facts.tsx';
import { RecoveryHistory } from './recovery-history.tsx';
import { TONES } from './tones.ts';
import { numberOf } from './use-recovery-act.ts';
import '../../parts/records.css';
import './recoveries.css';

/** One debt: why it is asked back, its days, what came back, and what may be done. */
export function RecoveryRecord({ recoveryId }: { readonly recoveryId: string }) {
  const words = useRecoveriesWords();
  const { back } = useRecordWords();
  const found = useQuery(recoveryQuery(recoveryId));
  return (
    <article className="record">
      <p className="buttons">
        <Link href="/recoveries" className="back">
          {back}
        </Link>
        <span className="grow" />
        {found.data !== undefined && found.data.body.noticedOn !== null && (
          <Link href={`/print/recovery/${recoveryId}`}>{words.letter}</Link>
        )}
      </p>
      <AskedOnce
        isPage
        what={words.what}
        data={found.data}
        fault={faultOf(found.error)}
        onRetry={() => void found.refetch()}
      >
        {(read) => (
          <>
            <Head of={read.body} />
            <Why of={read.body} />
            <Facts of={read.body} />
            <AppealPart of={read.body} />
            <ProposalPart of={read.body} />
            <PlanPart of={read.body} />
            <LinesPart of={read.body} />
            <Section title={words.money}>
              <RecoveryHistory recovery={read.body} no={numberOf(read.body)} />
            </Section>
            {read.body.claimId !== null && <Past recoveryId={recoveryId} />}
            <RecoveryActs recovery={read} />
          </>
        )}
      </AskedOnce>
    </article>
  );
}

function Head({ of }: { readonly of: Recovery }) {
  const words = useRecoveriesWords();
  return (
    <header className="record-head">
      <h1>
        {words.one} <span className="mono">{numberOf(of)}</span>
      </h1>
      <Mark tone={TONES[of.state]}>{words.states[of.state]}</Mark>
      <span>{of.partyName}</span>
      <span className="sum">
        <Money fen={of.amountFen} />
      </span>
    </header>
  );
}

/** Of a title its own page says it. */
function Why({ of: { diagnosis } }: { readonly of: Recovery }) {
  const words = useRecoveriesWords();
  return diagnosis === null ? null : (
    <Section title={words.why} className="waits">
      <p>{diagnosis.sentence}</p>
      {diagnosis.dueOn !== null && <p className="quiet">{words.dueOn(diagnosis.dueOn)}</p>}
    </Section>
  );
}

function Past({ recoveryId }: { readonly recoveryId: string }) {
  const words = useRecoveriesWords();
  return <History title={words.timeline} asked={askedOf(useQuery(recoveryTimelineQuery(recoveryId)))} />;
}
