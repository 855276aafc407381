import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { declareRelations, relationsQuery, type Relation } from '../../api/resources/relations.ts';
import { useListed } from '../../api/use-list.ts';
import { when } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { say } from '../../parts/status-line.tsx';
import { useCasesWords } from '../../words/cases.ts';
import { PartyPicker } from './party-picker.tsx';

/** W10: the parties that an official is close to. */
export default function RelationsScreen() {
  const words = useCasesWords().relations;
  const client = useQueryClient();
  const asked = useInfiniteQuery(relationsQuery);
  const list = useListed(asked, { name: 'relations', idOf: ({ party }: Relation) => party.id });
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function declare(partyIds: readonly string[], done: string): Promise<boolean> {
    setError(null);
    try {
      await declareRelations(partyIds);
      await client.invalidateQueries({ queryKey: relationsQuery.queryKey });
      await client.invalidateQueries({ queryKey: ['tasks'] });
      say(done);
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    }
  }
  const declared = asked.data?.pages.flatMap(({ items }) => items.map(({ party }) => party.id));
  return (
    <section className="screen" aria-labelledby="relations">
      <Link href="/me" className="back">
        {words.back}
      </Link>
      <h1 id="relations">{words.heading}</h1>
      <p className="quiet">{words.note}</p>
      {fault !== null && <ProblemAlert fault={fault} />}
      {declared !== undefined && (
        <DeclareForm onDeclare={(id, name) => declare([...new Set([...declared, id])], words.declared(name))} />
      )}
      <ListFrame what={words.what} empty={words.empty} list={list}>
        <Relations
          rows={list.rows}
          onRemove={({ id, name }) => {
            const others = (declared ?? []).filter((one) => one !== id);
            void declare(others, words.removed(name));
          }}
        />
      </ListFrame>
    </section>
  );
}

function DeclareForm({ onDeclare }: { readonly onDeclare: (partyId: string, name: string) => Promise<boolean> }) {
  const words = useCasesWords().relations;
  const [chosen, setChosen] = useState({ id: '', name: '' });
  async function send() {
    if (await onDeclare(chosen.id, chosen.name)) {
      setChosen({ id: '', name: '' });
    }
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (chosen.id !== '') {
      void send();
    }
  };
  return (
    <form aria-label={words.declare} className="fields-row" onSubmit={submit}>
      <PartyPicker value={chosen.id} onChange={(id, name) => setChosen({ id, name })} />
      <Button htmlType="submit">{words.declare}</Button>
    </form>
  );
}

interface RelationsProps {
  readonly rows: readonly Relation[];
  readonly onRemove: (party: Relation['party']) => void;
}

function Relations({ rows, onRemove }: RelationsProps) {
  const words = useCasesWords().relations;
  return (
    <table aria-label={words.table}>
      <thead>
        <tr>
          <th scope="col">{words.columns.party}</th>
          <th scope="col">{words.columns.at}</th>
          <th scope="col">{words.columns.what}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ party, declaredAt }) => (
          <tr key={party.id}>
            <th scope="row">{party.name}</th>
            <td>{when(declaredAt)}</td>
            <td>
              <button type="button" className="plain" onClick={() => onRemove(party)}>
                {words.remove} <span className="hidden">{party.name}</span>
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
