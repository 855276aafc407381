import type { ReactNode } from 'react';
import type { Difference } from '../../api/resources/law.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { Section } from '../../parts/section.tsx';
import { useLanguage } from '../../words/language.ts';
import { useLawKeys } from '../../words/law-keys.ts';
import { useLawWords } from '../../words/law.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { Value } from './value.tsx';

/** What another day changes. */
export function DifferencePart({ difference }: { readonly difference: Difference }) {
  const words = useLawWords();
  const isSame =
    [difference.parameters, difference.rates, difference.funds, difference.stages].every((one) => one.length === 0) &&
    difference.definition === null;
  const openWord = (isOpen: boolean) => (isOpen ? words.open : words.closed);
  return (
    <Section title={words.difference(difference.from, difference.to)}>
      {difference.openBefore !== difference.openAfter && (
        <p>{words.openChanged(openWord(difference.openBefore), openWord(difference.openAfter))}</p>
      )}
      {isSame ? <p className="quiet">{words.noDifference}</p> : <Changes of={difference} />}
    </Section>
  );
}

function Changes({ of }: { readonly of: Difference }) {
  const words = useLawWords();
  return (
    <DataTable
      label={words.differenceTable}
      rows={useChanges(of)}
      keyOf={({ key }) => key}
      columns={useChangeColumns()}
    />
  );
}

interface Changed {
  readonly key: string;
  readonly what: string;
  readonly change: Difference['parameters'][number]['change'];
  readonly before: ReactNode;
  readonly after: ReactNode;
}

/** All that differs, as rows of one table. */
function useChanges({ definition, parameters, rates, funds, stages }: Difference): readonly Changed[] {
  const { parts } = useLawWords();
  const language = useLanguage();
  const words = useRecordWords();
  const keyName = useLawKeys();
  const ofDefinition = definition === null ? [] : [definition];
  return [
    ...ofDefinition.map(({ change, before, after }) => ({
      key: 'definition',
      what: parts.definition,
      change,
      before: before?.name[language],
      after: after?.name[language],
    })),
    ...parameters.map(({ key, change, before, after }) => ({
      key,
      what: keyName(key),
      change,
      before: before && <Value of={before} />,
      after: after && <Value of={after} />,
    })),
    ...rates.map(({ occupation, level, change, before, after }) => ({
      key: `rate ${occupation ?? ''} ${level ?? ''} ${before?.document ?? ''} ${after?.document ?? ''}`,
      what: [parts.rate, occupation, level && wordOf(words.levels, level)].filter((one) => one !== null).join(' '),
      change,
      before: before && <Value of={before} />,
      after: after && <Value of={after} />,
    })),
    ...funds.map(({ purpose, change, before, after }) => ({
      key: `fund ${purpose}`,
      what: `${parts.fund} ${wordOf(words.purposes, purpose)}`,
      change,
      before: before && wordOf(words.funds, before.fund),
      after: after && wordOf(words.funds, after.fund),
    })),
    ...stages.map(({ change, before, after }) => ({
      key: `stage ${before?.stage ?? ''} ${after?.stage ?? ''}`,
      what: parts.stage,
      change,
      before: before?.labels[language],
      after: after?.labels[language],
    })),
  ];
}

function useChangeColumns(): readonly Column<Changed>[] {
  const words = useLawWords();
  return columnsOf(words.differenceColumns, {
    what: ({ what }) => what,
    change: ({ change }) => words.changes[change],
    before: ['text', ({ before }) => before ?? words.nothing],
    after: ['text', ({ after }) => after ?? words.nothing],
  });
}
