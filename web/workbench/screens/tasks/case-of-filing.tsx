import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { rosterQuery } from '../../api/resources/filing-lists.ts';
import {
  filingDiagnosisQuery,
  filingQuery,
  filingTimelineQuery,
  type ClassFiling,
} from '../../api/resources/filings.ts';
import { Masked } from '../../parts/masked.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useCaseWords } from '../../words/case.ts';
import { useFrameWords } from '../../words/frame.ts';
import { useRecordWords } from '../../words/records.ts';
import type { BodyProps } from './case-body.tsx';
import { FactList } from './case-facts.tsx';
import { Asked, Section } from './case-parts.tsx';
import { Questions } from './case-questions.tsx';
import { SinceReturn } from './case-returned.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { Why } from './case-why.tsx';

/** A class that asks to be accepted: why it waits, what it is, what a return asked for, the questions, its people, what happened. */
export function FilingBody({ filingId, ...props }: BodyProps & { readonly filingId: string }) {
  const words = useCaseWords();
  const filing = useQuery(filingQuery(filingId));
  const diagnosis = useQuery(filingDiagnosisQuery(filingId));
  const timeline = useQuery(filingTimelineQuery(filingId));
  return (
    <>
      <Why query={diagnosis} of={(read) => read} />
      <Section title={words.facts}>
        <Asked what={words.facts} query={filing}>
          {(row) => <Facts filing={row} />}
        </Asked>
      </Section>
      <SinceReturn task={props.task} past={timeline} />
      {props.task.questionLabels.length > 0 && <Questions {...props} past={timeline} />}
      <Students filingId={filingId} />
      <CaseTimeline query={timeline} />
    </>
  );
}

function Facts({ filing }: { readonly filing: ClassFiling }) {
  const words = useCaseWords();
  const of = words.filing;
  const { levels } = useRecordWords();
  return (
    <>
      <FactList
        facts={[
          [of.occupation, `${filing.occupation.name} ${levels[filing.skillLevel]}`],
          [of.hours, filing.classHours],
          [of.opensOn, filing.opensOn],
          [of.endsOn, filing.endsOn],
          [of.location, filing.location],
          [of.roster, filing.rosterCount],
          [of.planLine, filing.planLineName ?? of.none],
        ]}
      />
      {filing.warnings.map(({ code, rule, detail }) => (
        <p key={code} className="note">
          {detail} <span className="rule">{rule}</span>
        </p>
      ))}
      <ScreenLink href={`/filings/${filing.id}`}>{words.open.filing}</ScreenLink>
    </>
  );
}

function Students({ filingId }: { readonly filingId: string }) {
  const words = useCaseWords();
  const { list } = useFrameWords();
  const roster = useInfiniteQuery(rosterQuery(filingId));
  const people = roster.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title={words.persons} note={roster.data === undefined ? null : people.length}>
      <Asked what={words.persons} query={roster}>
        {() => (
          <div className="scroll-x" tabIndex={0} role="group" aria-label={words.persons}>
            <table className="people" aria-label={words.persons}>
              <thead>
                <tr>
                  <th scope="col">{words.columns.position}</th>
                  <th scope="col">{words.columns.name}</th>
                  <th scope="col">{words.columns.idNumber}</th>
                </tr>
              </thead>
              <tbody>
                {people.map((person, place) => (
                  <tr key={person.id}>
                    <td className="quiet">{place + 1}</td>
                    <th scope="row">{person.name}</th>
                    <td>
                      <Masked value={person.idNumber} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Asked>
      {roster.hasNextPage && <Button onClick={() => void roster.fetchNextPage()}>{list.more}</Button>}
    </Section>
  );
}
