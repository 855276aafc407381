import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { diagnosisQuery } from '../../api/resources/stuck.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { when } from '../../parts/format.ts';
import { wordOf } from '../../words/records.ts';
import { useStuckWords } from '../../words/stuck.ts';

/** The diagnosis of one claim in its own words, and the acts that it suggests. */
export function WhyItWaits({ claimId, claimNo }: { readonly claimId: string; readonly claimNo: string }) {
  const words = useStuckWords();
  const asked = useQuery(diagnosisQuery(claimId));
  return (
    <AskedOnce
      what={words.whyOf(claimNo)}
      data={asked.data}
      fault={faultOf(asked.error)}
      onRetry={() => void asked.refetch()}
    >
      {({ sentence, also, nextAutomaticEvent, nextAutomaticAt, suggestedActs }) => (
        <div role="group" aria-label={words.whyOf(claimNo)}>
          <p>{sentence}</p>
          {also.map((other) => (
            <p key={other.cause}>{other.sentence}</p>
          ))}
          {nextAutomaticEvent !== null && (
            <p className="quiet">
              {words.next(
                wordOf(words.events, nextAutomaticEvent),
                nextAutomaticAt === null ? '' : when(nextAutomaticAt),
              )}
            </p>
          )}
          {suggestedActs.length === 0 ? (
            <p className="quiet">{words.noSuggestion}</p>
          ) : (
            <ul>
              <li className="quiet">{words.suggested}</li>
              {suggestedActs.map((act) => (
                <li key={act}>
                  <b>{wordOf(words.acts, act)}</b>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </AskedOnce>
  );
}
