import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { actOnPeriod, forgetBooks, periodsQuery, type Period, type PeriodAct } from '../../api/resources/books.ts';
import { useAct } from '../../api/use-act.ts';
import { Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useBooksWords } from '../../words/books.ts';
import { yearOf } from './periods.ts';

/** The quarter that is closed, and its acts at the lower edge. Two persons close it. */
export function QuarterActs({ period }: { readonly period: string }) {
  const pages = useInfiniteQuery(periodsQuery(yearOf(period))).data?.pages;
  const found = pages?.flatMap(({ items }) => items).find((one) => one.period === period);
  return found === undefined ? null : <Acts of={found} />;
}

function Acts({ of }: { readonly of: Period }) {
  const words = useBooksWords().ledger;
  const [reason, setReason] = useState('');
  const acting = useAct<PeriodAct, Period>({
    send: (act, sent) => actOnPeriod(of.period, { act, reason }, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${words.quarter(of.period)}`);
      setReason('');
      void forgetBooks();
    },
    lookAgain: async () => {
      await forgetBooks();
      return '';
    },
  });
  return (
    <>
      {of.reportSha256 !== null && (
        <Section title={words.digest}>
          <dl className="facts">
            <Fact word={words.span}>
              {of.from} – {of.to}
            </Fact>
            <Fact word="SHA-256">
              <span className="mono digest">{of.reportSha256}</span>
            </Fact>
          </dl>
        </Section>
      )}
      <ActsFoot<PeriodAct>
        acts={of.acts}
        words={words}
        primary="confirmation"
        danger="reopening"
        acting={acting}
        etag=""
      >
        {(act) => act === 'reopening' && <Remark label={words.reason} value={reason} onChange={setReason} />}
      </ActsFoot>
    </>
  );
}
