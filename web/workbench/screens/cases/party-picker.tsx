import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { partiesQuery } from '../../api/resources/relations.ts';
import { Choice } from '../../parts/act-form.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useCasesWords } from '../../words/cases.ts';
import { useFrameWords } from '../../words/frame.ts';

interface PartyPickerProps {
  readonly value: string;
  readonly onChange: (partyId: string, name: string) => void;
}

/** A party by its name or by the number of one of its claims. */
export function PartyPicker({ value, onChange }: PartyPickerProps) {
  const words = useCasesWords();
  const { failed } = useFrameWords().list;
  const [typed, setTyped] = useState('');
  const id = useId();
  const asked = useQuery({ ...partiesQuery(typed.trim()), enabled: typed.trim().length > 1 });
  const fault = faultOf(asked.error);
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
        {asked.isSuccess && found.length === 0 && <span className="quiet">{words.noParty}</span>}
      </div>
      <Choice
        label={words.party}
        value={value}
        none={words.choose}
        options={found.map((party) => [party.id, party.name] as const)}
        onChange={(chosen) => onChange(chosen, found.find((party) => party.id === chosen)?.name ?? '')}
      />
      {fault !== null && <ProblemAlert fault={fault} before={failed(words.findWhat)} />}
    </>
  );
}
