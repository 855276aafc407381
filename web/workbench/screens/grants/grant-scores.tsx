import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { scoresQuery, type Grant, type Score } from '../../api/resources/grants.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { isForbidden } from '../../parts/fault.ts';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useGrantsWords } from '../../words/grants.ts';
import { useRecordWords } from '../../words/records.ts';

const HUNDREDTHS = 100;

/** What the experts said; before the scoring is closed nobody reads it. */
export function Scores({ grant }: { readonly grant: Grant }) {
  const words = useGrantsWords();
  const { none } = useRecordWords();
  const { score } = grant.review;
  const scores = useQuery({ ...scoresQuery(grant.id), enabled: score !== null });
  const columns = useScoreColumns();
  const fault = faultOf(scores.error);
  return (
    <Section title={words.scores}>
      <div id="scores">
        {score === null ? (
          <p className="quiet">{words.blind}</p>
        ) : (
          <>
            <dl className="facts">
              <Fact word={words.columns.score}>{score.scoreCenti === null ? none : score.scoreCenti / HUNDREDTHS}</Fact>
              <Fact word={words.columns.rank}>{score.rank ?? none}</Fact>
              <Fact word={words.columns.valid}>{score.validScores}</Fact>
            </dl>
            {!isForbidden(fault) && (
              <AskedOnce
                what={words.scores}
                data={scores.data?.items}
                fault={fault}
                onRetry={() => void scores.refetch()}
              >
                {(items) =>
                  items.length === 0 ? (
                    <p className="quiet">{words.scoresEmpty}</p>
                  ) : (
                    <DataTable label={words.scores} rows={items} keyOf={({ personId }) => personId} columns={columns} />
                  )
                }
              </AskedOnce>
            )}
          </>
        )}
      </div>
    </Section>
  );
}

function useScoreColumns(): readonly Column<Score>[] {
  const words = useGrantsWords();
  const { none } = useRecordWords();
  const of = words.scoreColumns;
  return [
    { key: 'expert', head: of.expert, cell: ({ displayName }) => displayName },
    { key: 'state', head: of.state, cell: ({ state }) => <Mark tone="plain">{words.scoreStates[state]}</Mark> },
    { key: 'total', head: of.total, kind: 'num', cell: ({ total }) => total ?? none },
    { key: 'reason', head: of.reason, kind: 'text', cell: ({ reason }) => reason ?? none },
    { key: 'at', head: of.at, cell: ({ at }) => when(at) },
  ];
}
