import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import type { Recovery } from '../../api/resources/recoveries.ts';
import { dayOf, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useRecordWords } from '../../words/records.ts';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { numberOf } from './use-recovery-act.ts';

interface Of {
  readonly of: Recovery;
}

/** What is asked back, why and until when. */
export function Facts({ of }: Of) {
  const words = useRecoveriesWords();
  const { purposes } = useRecordWords();
  const { facts } = words;
  return (
    <dl className="facts">
      {of.cause !== null && <Fact word={facts.cause}>{words.causes[of.cause]}</Fact>}
      {of.purpose !== null && <Fact word={facts.purpose}>{purposes[of.purpose]}</Fact>}
      <Subject of={of} />
      {of.foundFen !== of.amountFen && <Fact word={facts.found}>{yuan(of.foundFen)}</Fact>}
      <Fact word={facts.amount}>{yuan(of.amountFen)}</Fact>
      <Fact word={facts.recovered}>{yuan(of.recoveredFen)}</Fact>
      <Fact word={facts.open}>{yuan(of.openFen)}</Fact>
      <Fact word={facts.openedAt}>{dayOf(of.openedAt)}</Fact>
      {of.noticedOn !== null && <Fact word={facts.noticedOn}>{of.noticedOn}</Fact>}
      {of.payBy !== null && <Fact word={facts.payBy}>{of.payBy}</Fact>}
      {of.appealBy !== null && <Fact word={facts.appealBy}>{of.appealBy}</Fact>}
      <Reminders of={of} />
      {of.caseId !== null && (
        <Fact word={facts.case}>
          <ScreenLink href={`/cases/${of.caseId}`} otherwise={words.hasCase}>
            {words.openCase}
          </ScreenLink>
        </Fact>
      )}
      {of.closedAt !== null && <Fact word={facts.closedAt}>{dayOf(of.closedAt)}</Fact>}
      {of.note !== null && <Fact word={words.note}>{of.note}</Fact>}
    </dl>
  );
}

function Subject({ of }: Of) {
  const { facts } = useRecoveriesWords();
  return of.claimId === null ? (
    <Fact word={facts.grant}>
      <ScreenLink href={`/grants/${of.grantId}`} otherwise={of.grantNo}>
        {of.grantNo}
      </ScreenLink>
    </Fact>
  ) : (
    <Fact word={facts.claim}>
      <ScreenLink href={`/claims/${of.claimId}`} otherwise={of.claimNo}>
        {of.claimNo}
      </ScreenLink>
    </Fact>
  );
}

function Reminders({ of: { dunningLevel, nextDunningAt, isInCreditFile } }: Of) {
  const words = useRecoveriesWords();
  return (
    <>
      {(dunningLevel > 0 || nextDunningAt !== null) && (
        <Fact word={words.facts.reminders}>
          {words.reminders(dunningLevel)} {nextDunningAt !== null && words.reminderOn(dayOf(nextDunningAt))}
        </Fact>
      )}
      {isInCreditFile && (
        <Fact word={words.facts.creditFile}>
          <Mark tone="bad">{words.inCreditFile}</Mark>
        </Fact>
      )}
    </>
  );
}

/** What the debtor says against it; a third person rules among the tasks. */
export function AppealPart({ of }: Of) {
  const words = useRecoveriesWords();
  const { appeal } = of;
  return appeal === null ? null : (
    <Section title={words.appeal}>
      <p>
        <Mark tone={APPEAL_TONES[appeal.state]}>{words.appealStates[appeal.state]}</Mark> {words.appealedOn(appeal.on)}
      </p>
      {appeal.statement !== null && <blockquote>{appeal.statement}</blockquote>}
      {of.closedAt === null && (
        <ScreenLink href={`/tasks?q=${encodeURIComponent(numberOf(of))}`}>{words.toTasks}</ScreenLink>
      )}
    </Section>
  );
}

const APPEAL_TONES = { open: 'warn', uphold: 'plain', dismiss: 'plain' } as const;

/** What one person has proposed and another confirms. */
export function ProposalPart({ of: { proposal } }: Of) {
  const words = useRecoveriesWords();
  const columns: readonly Column<NonNullable<typeof proposal>['plan'][number]>[] = columnsOf(words.proposalColumns, {
    dueOn: ({ dueOn }) => dueOn,
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
  });
  if (proposal === null) {
    return null;
  }
  const { kind, plan, reason, documentNo } = proposal;
  return (
    <Section title={words.proposal}>
      <p>
        <Mark tone="warn">{words.proposals[kind]}</Mark>{' '}
        {reason !== null && words.writeOffWords(documentNo ?? '', reason)}
      </p>
      {plan.length > 0 && (
        <DataTable label={words.proposals[kind]} rows={plan} keyOf={({ dueOn }) => dueOn} columns={columns} />
      )}
    </Section>
  );
}

/** The plan in force: what came back pays the earliest date first. */
export function PlanPart({ of: { instalments } }: Of) {
  const words = useRecoveriesWords();
  const columns: readonly Column<(typeof instalments)[number]>[] = columnsOf(words.planColumns, {
    dueOn: ({ dueOn }) => dueOn,
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
    paid: ['num', ({ paidFen }) => yuan(paidFen)],
  });
  return instalments.length === 0 ? null : (
    <Section title={words.plan}>
      <DataTable label={words.plan} rows={instalments} keyOf={({ dueOn }) => dueOn} columns={columns} />
    </Section>
  );
}

/** The lines of the claim that are asked back, by their place in the finding: whose they are is in the claim. */
export function LinesPart({ of: { lines } }: Of) {
  const words = useRecoveriesWords();
  const columns: readonly Column<(typeof lines)[number]>[] = columnsOf(words.lineColumns, {
    no: (line) => lines.indexOf(line) + 1,
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
  });
  return lines.length === 0 ? null : (
    <Section title={words.lines}>
      <DataTable label={words.lines} rows={lines} keyOf={({ lineId }) => lineId} columns={columns} />
    </Section>
  );
}
