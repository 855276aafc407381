import type { Grant } from '../../api/resources/grants.ts';
import { yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Masked } from '../../parts/masked.tsx';
import { Place } from '../../parts/place.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useGrantsWords } from '../../words/grants.ts';

/** What was applied for. */
export function Facts({ grant }: { readonly grant: Grant }) {
  const words = useGrantsWords();
  const { designation, plan, budget, leader } = grant;
  const facts = [
    [words.columns.applicant, grant.applicant.name],
    [words.columns.city, <Place key="city" code={designation.city} />],
    [words.columns.state, words.titleStates[designation.state]],
    [words.targets.highSkill, plan.highSkillCapacityTarget],
    [words.targets.publicService, plan.publicServiceCapacityTarget],
    [words.targets.backbones, plan.backbonesTarget],
    [words.ownFunds, yuan(budget.ownFundsFen)],
  ] as const;
  return (
    <>
      {grant.warnings.length > 0 && (
        <Section title={words.warnings}>
          <ul>
            {grant.warnings.map(({ code, detail }) => (
              <li key={code}>
                <Mark tone="warn">!</Mark> {detail}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={words.facts}>
        <dl className="facts">
          {facts.map(
            ([word, value]) =>
              value !== null && (
                <Fact key={word} word={word}>
                  {value}
                </Fact>
              ),
          )}
          {leader !== null && (
            <Fact word={words.leader}>
              {leader.name} <Masked value={leader.idNumber} />
            </Fact>
          )}
          {budget.items.map(({ purpose, fen }) => (
            <Fact key={purpose} word={purpose}>
              {yuan(fen)}
            </Fact>
          ))}
        </dl>
        <p>
          <span className="quiet">{words.goals}</span> {plan.goals}
        </p>
      </Section>
      {grant.statements.length > 0 && (
        <Section title={words.statements}>
          {grant.statements.map(({ text, at }) => (
            <p key={at}>{text}</p>
          ))}
        </Section>
      )}
    </>
  );
}
