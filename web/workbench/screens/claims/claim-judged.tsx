import { useQuery } from '@tanstack/react-query';
import { askedOf } from '../../api/asked.ts';
import { claimLinesQuery, claimTimelineQuery, type Claim } from '../../api/resources/claims.ts';
import { Answered } from '../../case/answered.tsx';
import { ChangesSince } from '../../case/changes.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { when } from '../../parts/format.ts';
import { Masked } from '../../parts/masked.tsx';
import { Section } from '../../parts/section.tsx';
import { useCaseWords } from '../../words/case.ts';
import { answersOf } from './answers-of.ts';

/** What is different since the last return; a claim that was never returned has none. */
export function Changes({ claim: { id, round } }: { readonly claim: Claim }) {
  const words = useCaseWords();
  return round > 1 ? (
    <Section title={words.changes}>
      <ChangesSince claimId={id} />
    </Section>
  ) : null;
}

interface OfClaim {
  readonly claimId: string;
}

/** The lines that a review decides one by one, as they stand; they are decided in the tasks. */
export function Doubts({ claimId }: OfClaim) {
  const words = useCaseWords();
  const lines = useQuery(claimLinesQuery(claimId));
  return (
    <Section title={words.decide}>
      <AskedOnce what={words.decide} {...askedOf(lines)}>
        {(all) => {
          const doubtful = all.filter(({ doubt }) => doubt !== null);
          return doubtful.length === 0 ? (
            <p className="quiet">{words.noFinding}</p>
          ) : (
            <ul className="reasons">
              {doubtful.map(({ id, name, idNumber, doubt, acceptedRemark, findings }) => (
                <li key={id}>
                  <b>{name}</b> <Masked value={idNumber} />{' '}
                  {findings
                    .filter(({ wantsDecision }) => wantsDecision)
                    .map(({ code, detail, rule }) => (
                      <span key={code}>
                        {detail} <span className="rule">{rule}</span>{' '}
                      </span>
                    ))}
                  {doubt === 'accepted' && <span className="quiet">{words.acceptedBefore(acceptedRemark ?? '')}</span>}
                </li>
              ))}
            </ul>
          );
        }}
      </AskedOnce>
    </Section>
  );
}

/** What each review answered, the newest first. */
export function Checked({ claimId }: OfClaim) {
  const words = useCaseWords();
  const timeline = useQuery(claimTimelineQuery(claimId));
  return (
    <Section title={words.questions}>
      <AskedOnce what={words.questions} {...askedOf(timeline)}>
        {({ items }) => {
          const reviews = items.flatMap(({ seq, at, sentence, facts }) => {
            const answers = answersOf(facts);
            return answers.length === 0 ? [] : [{ seq, at, sentence, answers }];
          });
          return reviews.length === 0 ? (
            <p className="quiet">{words.noAnswers}</p>
          ) : (
            reviews.toReversed().map(({ seq, at, sentence, answers }) => (
              <div key={seq}>
                <p>
                  {when(at)} {sentence}
                </p>
                <Answered
                  questions={answers}
                  given={Object.fromEntries(answers.map(({ key, answer }) => [key, answer]))}
                />
              </div>
            ))
          );
        }}
      </AskedOnce>
    </Section>
  );
}
