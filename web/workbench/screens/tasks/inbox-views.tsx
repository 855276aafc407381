import { Button } from 'antd';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { Link } from 'wouter';
import { askedOf } from '../../api/asked.ts';
import { faultOf } from '../../api/problem.ts';
import { deleteView, saveView, viewCountQuery, viewsQuery, type SavedView } from '../../api/resources/views.ts';
import { NotRead } from '../../parts/asked.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { say } from '../../parts/status-line.tsx';
import { useFrameWords } from '../../words/frame.ts';
import { useTasksWords } from '../../words/tasks.ts';
import type { Shown } from './inbox-address.ts';

interface InboxViewsProps {
  readonly shown: Shown;
  /** The list is not read: one alert says so, and its way to try again is theirs, too. */
  readonly isQuiet: boolean;
  readonly hrefOf: (open: null, now: Shown) => string;
}

/** The queries that a person keeps by name, each with its number; the one that is shown can be kept, too. */
export default function InboxViews({ shown, isQuiet, hrefOf }: InboxViewsProps) {
  const words = useTasksWords().views;
  const views = useQuery(viewsQuery);
  const [isNaming, setNaming] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  const kept = views.data ?? [];
  const counts = useQueries({ queries: kept.map(viewCountQuery) });
  const uncounted = counts.filter((count) => count.error !== null);
  async function change(asked: Promise<void>, done: string): Promise<void> {
    setError(null);
    try {
      await asked;
      say(done);
      setNaming(false);
    } catch (failure) {
      setError(failure);
    }
  }
  return (
    <div role="group" aria-label={words.heading} className="chips views">
      {kept.map((view, position) => (
        <View
          key={view.name}
          view={view}
          count={counts[position]?.data}
          href={hrefOf(null, shownOf(view))}
          onDelete={() => void change(deleteView(view.name), words.deleted(view.name))}
        />
      ))}
      {isNaming ? (
        <NameForm
          onClose={() => setNaming(false)}
          onSave={(name) => void change(saveView(viewOf(name, shown)), words.saved(name))}
        />
      ) : (
        <button type="button" className="text" onClick={() => setNaming(true)}>
          {words.save}
        </button>
      )}
      {fault !== null && <ProblemAlert fault={fault} />}
      {!isQuiet && (
        <>
          <NotRead what={words.heading} {...askedOf(views)} />
          <NotRead
            what={words.countsWhat}
            fault={faultOf(uncounted[0]?.error)}
            onRetry={() => uncounted.forEach((count) => void count.refetch())}
          />
        </>
      )}
    </div>
  );
}

/** A view keeps exactly what the address says; the server refuses what is no query of its own. */
function viewOf(name: string, { box, filters, sort }: Shown): SavedView {
  const given: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== ''),
  );
  return { name, box, sort, filters: given };
}

function shownOf({ box, filters, sort }: SavedView): Shown {
  return { box, filters, sort };
}

interface ViewProps {
  readonly view: SavedView;
  /** How many tasks it opens; undefined where they were not counted. */
  readonly count: number | undefined;
  readonly href: string;
  readonly onDelete: () => void;
}

function View({ view, count, href, onDelete }: ViewProps) {
  const words = useTasksWords().views;
  return (
    <span className="view">
      <Link href={href}>
        {view.name} <b>{count}</b>
      </Link>
      <button type="button" className="text" title={words.delete(view.name)} onClick={onDelete}>
        <span aria-hidden="true">×</span>
        <span className="hidden">{words.delete(view.name)}</span>
      </button>
    </span>
  );
}

function NameForm({ onSave, onClose }: { readonly onSave: (name: string) => void; readonly onClose: () => void }) {
  const words = useTasksWords().views;
  const { cancel } = useFrameWords().dialog;
  const [name, setName] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSave(name.trim());
  };
  return (
    <form aria-label={words.save} className="buttons" onSubmit={submit}>
      <label htmlFor="view-name">{words.name}</label>
      <input
        id="view-name"
        className="field view-name"
        required
        maxLength={40}
        autoFocus
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button size="small" htmlType="submit">
        {words.confirm}
      </Button>
      <Button size="small" onClick={onClose}>
        {cancel}
      </Button>
    </form>
  );
}
