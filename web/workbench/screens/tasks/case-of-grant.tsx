import { useQuery } from '@tanstack/react-query';
import { grantQuery, grantTimelineQuery, type Grant } from '../../api/resources/grants.ts';
import { yuan } from '../../parts/format.ts';
import { Place } from '../../parts/place.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useCaseWords } from '../../words/case.ts';
import { useGrantsWords } from '../../words/grants.ts';
import type { BodyProps } from './case-body.tsx';
import { FactList } from './case-facts.tsx';
import { Asked, Section } from './case-parts.tsx';
import { Questions } from './case-questions.tsx';
import { SinceReturn } from './case-returned.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { Why } from './case-why.tsx';

/** An application for a title, or the life of one; its own page has the years and the money. */
export function GrantBody({ grantId, ...props }: BodyProps & { readonly grantId: string }) {
  const words = useCaseWords();
  const grant = useQuery(grantQuery(grantId));
  const timeline = useQuery(grantTimelineQuery(grantId));
  return (
    <>
      <Why query={grant} of={({ body }) => body.diagnosis} />
      <SinceReturn task={props.task} past={timeline} />
      {props.task.questionLabels.length > 0 && <Questions {...props} past={timeline} />}
      <Section title={words.facts}>
        <Asked what={words.facts} query={grant}>
          {({ body }) => <Facts grant={body} />}
        </Asked>
      </Section>
      <CaseTimeline query={timeline} />
    </>
  );
}

function Facts({ grant }: { readonly grant: Grant }) {
  const words = useCaseWords();
  const of = useGrantsWords();
  const { designation, budget, plan } = grant;
  return (
    <>
      <FactList
        facts={[
          [of.columns.applicant, grant.applicant.name],
          [of.columns.city, <Place key="city" code={designation.city} />],
          [of.columns.state, of.states[grant.state]],
          [of.ownFunds, yuan(budget.ownFundsFen)],
          ...budget.items.map(({ purpose, fen }) => [purpose, yuan(fen)] as const),
        ]}
      />
      <p className="plain-text">{plan.goals}</p>
      <ScreenLink href={`/grants/${grant.id}`}>{words.open.grant}</ScreenLink>
    </>
  );
}
