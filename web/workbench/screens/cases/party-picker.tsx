import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { askedOf } from '../../api/asked.ts';
import { partiesQuery } from '../../api/resources/relations.ts';
import { Choice } from '../../parts/act-form.tsx';
import { NotRead } from '../../parts/asked.tsx';
import { useCasesWords } from '../../words/cases.ts';

interface PartyPickerProps {
  readonly value: string;
  readonly onChange: (partyId: string, name: string) => void;
}

/** A party by its name or by the number of one of its claims. */
export function PartyPicker({ value, onChange }: PartyPickerProps) {
  const words = useCasesWords();
  const [typed, setTyped] = useState('');
  const id = useId();
  const asked = useInfiniteQuery({ ...partiesQuery(typed.trim()), enabled: typed.trim().length > 1 });
  const found = asked.data ?? [];
  return (
    <>
      <div className="line-field">
        <label htmlFor={id}>{words.find}</label>
        <input
          id={id}
          className="field"
          type="search"
          value={typed}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
        />
        {asked.isSuccess && found.length === 0 && !asked.hasNextPage && <span className="quiet">{words.noParty}</span>}
      </div>
      <Choice
        label={words.party}
        value={value}
        none={words.choose}
        options={found.map((party) => [party.id, party.name] as const)}
        onChange={(chosen) => onChange(chosen, found.find((party) => party.id === chosen)?.name ?? '')}
      />
      {asked.hasNextPage && (
        <button
          type="button"
          className="plain"
          disabled={asked.isFetchingNextPage}
          onClick={() => void asked.fetchNextPage()}
        >
          {words.moreParties}
        </button>
      )}
      <NotRead what={words.findWhat} {...askedOf(asked)} />
    </>
  );
}
