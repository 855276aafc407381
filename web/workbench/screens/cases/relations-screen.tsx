import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { allRelations, declareRelations, relationsQuery, type Relation } from '../../api/resources/relations.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { when } from '../../parts/format.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { say } from '../../parts/status-line.tsx';
import { useCasesWords } from '../../words/cases.ts';
import { PartyPicker } from './party-picker.tsx';

const idOf = ({ party }: Relation) => party.id;

/** W10: the parties that an official is close to. */
export default function RelationsScreen() {
  const words = useCasesWords().relations;
  const client = useQueryClient();
  const asked = useInfiniteQuery(relationsQuery);
  const list = useListed(asked, { name: 'relations', idOf });
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function declare(change: (declared: readonly string[]) => readonly string[], done: string): Promise<boolean> {
    setError(null);
    try {
      // All of them are sent, so all of them are read, also those that the list does not show yet.
      const declared = (await allRelations()).map(({ party }) => party.id);
      await declareRelations(change(declared));
      await list.onOwn();
      await client.invalidateQueries({ queryKey: ['tasks'] });
      say(done);
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    }
  }
  const remove = ({ id, name }: Relation['party']) =>
    void declare((declared) => declared.filter((one) => one !== id), words.removed(name));
  return (
    <section className="screen" aria-labelledby="relations">
      <Link href="/me" className="back">
        {words.back}
      </Link>
      <h1 id="relations">{words.heading}</h1>
      <p className="quiet">{words.note}</p>
      {fault !== null && <ProblemAlert fault={fault} />}
      {asked.data !== undefined && (
        <DeclareForm
          onDeclare={(id, name) => declare((declared) => [...new Set([...declared, id])], words.declared(name))}
        />
      )}
      <ListTable
        label={words.table}
        what={words.what}
        empty={words.empty}
        list={list}
        keyOf={idOf}
        columns={useRelationColumns(remove)}
      />
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

function useRelationColumns(onRemove: (party: Relation['party']) => void): readonly Column<Relation>[] {
  const words = useCasesWords().relations;
  return columnsOf(words.columns, {
    party: ({ party }) => party.name,
    at: ({ declaredAt }) => when(declaredAt),
    what: ({ party }) => (
      <button type="button" className="plain" onClick={() => onRemove(party)}>
        {words.remove} <span className="hidden">{party.name}</span>
      </button>
    ),
  });
}
