import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState, type SyntheticEvent } from 'react';
import { faultOf } from '../../api/problem.ts';
import { deleteView, renameView, viewsQuery, type SavedView } from '../../api/resources/views.ts';
import { useEscape } from '../../keys/esc-stack.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { ListStates } from '../../parts/list-states.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useFrameWords } from '../../words/frame.ts';
import { useMeWords } from '../../words/me.ts';

/** The queries of the inbox that one has given a name: renamed and deleted here. */
export function ViewsPart() {
  const words = useMeWords();
  const views = useQuery(viewsQuery);
  const [renamed, rename] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function act(does: Promise<void>, sentence: string) {
    setError(null);
    try {
      await does;
      say(sentence);
      rename(null);
    } catch (failure) {
      setError(failure);
    }
  }
  const rows = views.data ?? [];
  const columns = useViewColumns({
    renamed,
    taken: rows.map(({ name }) => name),
    rename,
    onRename: (view, name) => void act(renameView(view, name), words.renamedView),
    onDelete: ({ name }) => void act(deleteView(name), words.deletedView),
  });
  return (
    <Section title={words.views}>
      {fault !== null && <ProblemAlert fault={fault} />}
      <ListStates
        what={words.views}
        isLoading={views.isPending}
        fault={faultOf(views.error)}
        isEmpty={rows.length === 0}
        empty={words.noView}
        onRetry={() => void views.refetch()}
      >
        <DataTable label={words.views} rows={rows} keyOf={({ name }) => name} columns={columns} />
      </ListStates>
    </Section>
  );
}

interface Renaming {
  readonly renamed: string | null;
  /** The names of all views. */
  readonly taken: readonly string[];
  readonly rename: (name: string | null) => void;
  readonly onRename: (view: SavedView, name: string) => void;
  readonly onDelete: (view: SavedView) => void;
}

function useViewColumns({ renamed, taken, rename, onRename, onDelete }: Renaming): readonly Column<SavedView>[] {
  const words = useMeWords();
  const { nav } = useFrameWords();
  return columnsOf(words.viewColumns, {
    name: (view) =>
      view.name === renamed ? (
        <NameForm
          name={view.name}
          taken={taken}
          onClose={() => rename(null)}
          onRename={(name) => onRename(view, name)}
        />
      ) : (
        view.name
      ),
    list: ({ box, filters }) => `${nav[box]} · ${words.filters(Object.keys(filters).length)}`,
    what: (view) =>
      view.name !== renamed && (
        <span className="buttons">
          <button type="button" className="plain" onClick={() => rename(view.name)}>
            {words.renameView} <span className="hidden">{view.name}</span>
          </button>
          <button type="button" className="plain" onClick={() => onDelete(view)}>
            {words.deleteView} <span className="hidden">{view.name}</span>
          </button>
        </span>
      ),
  });
}

interface NameProps {
  readonly name: string;
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onRename: (name: string) => void;
}

/** A name that another view has would replace that one, and is not sent. */
function NameForm({ name, taken, onClose, onRename }: NameProps) {
  const words = useMeWords();
  const { dialog } = useFrameWords();
  const [typed, setTyped] = useState(name);
  const id = useId();
  useEscape(onClose);
  const wanted = typed.trim();
  const isTaken = wanted !== name && taken.includes(wanted);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (wanted === name) {
      onClose();
    } else if (!isTaken && wanted !== '') {
      onRename(wanted);
    }
  };
  return (
    <form aria-label={words.renameOf(name)} onSubmit={submit}>
      <label htmlFor={id}>{words.newName}</label>
      <input
        id={id}
        className="field"
        value={typed}
        maxLength={40}
        autoFocus
        aria-invalid={isTaken}
        onChange={({ target }) => setTyped(target.value)}
      />
      {isTaken && (
        <p role="alert" className="alert">
          {words.nameTaken}
        </p>
      )}
      <span className="buttons">
        <Button type="primary" htmlType="submit">
          {words.confirmRename}
        </Button>
        <Button onClick={onClose}>{dialog.cancel}</Button>
      </span>
    </form>
  );
}
