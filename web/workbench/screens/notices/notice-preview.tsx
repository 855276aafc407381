import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { noticePreviewQuery, type Notice } from '../../api/resources/notices.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useNoticesWords } from '../../words/notices.ts';

/** The page that confirming would publish, in a frame that runs no script, and what the gate found in it. */
export function NoticePreview({ notice }: { readonly notice: Notice }) {
  const words = useNoticesWords();
  const preview = useQuery(noticePreviewQuery(notice.id));
  return (
    <Section title={words.preview}>
      <AskedOnce
        what={words.preview}
        data={preview.data}
        fault={faultOf(preview.error)}
        onRetry={() => void preview.refetch()}
      >
        {({ html, gate, period }) => (
          <>
            <dl className="facts">
              <Fact word={words.gate}>
                {gate.leaks.length === 0 ? (
                  <Mark tone="ok">{words.clean(when(gate.checkedAt))}</Mark>
                ) : (
                  <Mark tone="bad">{words.leaks(when(gate.checkedAt))}</Mark>
                )}
              </Fact>
              {notice.publishedAt === null && period !== null && (
                <Fact word={words.period}>
                  {words.wouldRun(period.publishedOn, period.endsOn, period.days, words.units[period.unit])}
                </Fact>
              )}
            </dl>
            {gate.leaks.length > 0 && (
              <ul className="reasons alert">
                {gate.leaks.map(({ kind, claimNo, count }) => (
                  <li key={`${kind}/${claimNo}`}>
                    {words.leak(words.leakKinds[kind], claimNo ?? words.wholeNotice, count)}
                  </li>
                ))}
              </ul>
            )}
            <iframe className="public-page" title={words.preview} sandbox="allow-same-origin" srcDoc={html} />
          </>
        )}
      </AskedOnce>
    </Section>
  );
}
