import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { askedOf } from '../../api/asked.ts';
import { routesQuery } from '../../api/resources/law.ts';
import { sessionQuery } from '../../api/resources/session.ts';
import type { TaskItem } from '../../api/resources/tasks.ts';
import { Choice, Field } from '../../parts/act-form.tsx';
import { NotRead } from '../../parts/asked.tsx';
import { useLanguage } from '../../words/language.ts';
import { wordOf } from '../../words/records.ts';
import { useTasksWords } from '../../words/tasks.ts';
import type { Chosen, Filters } from './inbox-address.ts';

interface MoreFiltersProps {
  readonly filters: Filters;
  /** Those that the list shows now name applicants and people. */
  readonly rows: readonly TaskItem[];
  /** How many tasks there are of each kind. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly onFilter: (filters: Filters) => void;
}

type Option = readonly [code: string, word: string];

/** The filters beside the chips: kind, route, whose, who has it, when it came and by when it is due. */
export default function MoreFilters({ filters, rows, kinds, onFilter }: MoreFiltersProps) {
  const words = useTasksWords();
  const value = (name: Chosen) => filters[name] ?? '';
  const set = (name: Chosen) => (said: string) => {
    const { [name]: _former, ...others } = filters;
    onFilter(said === '' ? others : { ...others, [name]: said });
  };
  const routes = useRouteOptions();
  const options = useOptions({ filters, rows, kinds, routes: routes.options });
  return (
    <div role="group" aria-label={words.more} className="fields-row more-filters">
      {(['kind', 'route', 'applicant', 'assignee'] as const).map((name) => (
        <Choice
          key={name}
          label={words.narrow[name]}
          none={words.any}
          options={options[name]}
          value={value(name)}
          onChange={set(name)}
        />
      ))}
      {(['receivedFrom', 'receivedTo', 'dueBefore'] as const).map((name) => (
        <Field key={name} type="date" label={words.narrow[name]} value={value(name)} onChange={set(name)} />
      ))}
      <NotRead what={words.routesWhat} {...routes.asked} />
      <button type="button" className="plain" onClick={() => onFilter({})}>
        {words.clear}
      </button>
    </div>
  );
}

/** What can be chosen: kinds that wait, routes of the place, applicants and people of the rows; and what is chosen. */
function useOptions({
  filters,
  rows,
  kinds,
  routes,
}: Omit<MoreFiltersProps, 'onFilter'> & { readonly routes: readonly Option[] }) {
  const words = useTasksWords();
  const counted = Object.entries(kinds).flatMap(([code, count]): readonly Option[] =>
    count > 0 ? [[code, `${wordOf(words.kinds, code)} ${count}`]] : [],
  );
  const applicants = rows.flatMap(({ subject: { applicant } }): readonly Option[] =>
    applicant === null ? [] : [[applicant.id, applicant.name]],
  );
  const people = rows.flatMap(({ assignee, assigneeName }): readonly Option[] =>
    assignee === undefined || assigneeName === undefined ? [] : [[assignee, assigneeName]],
  );
  const { kind = '', route = '', applicant = '', assignee = '' } = filters;
  return {
    kind: withChosen(counted, kind, wordOf(words.kinds, kind)),
    route: withChosen(routes, route),
    applicant: withChosen(applicants, applicant),
    assignee: withChosen([['me', words.me], ['nobody', words.nobody], ...people], assignee),
  };
}

/** One option per code, and the chosen one in any case. */
function withChosen(options: readonly Option[], chosen: string, word = chosen): readonly Option[] {
  const all = new Map(options);
  if (chosen !== '' && !all.has(chosen)) {
    all.set(chosen, word);
  }
  return [...all];
}

function useRouteOptions(): { readonly options: readonly Option[]; readonly asked: ReturnType<typeof askedOf> } {
  const language = useLanguage();
  const jurisdiction = useQuery(sessionQuery).data?.jurisdiction ?? '';
  const asked = askedOf(useInfiniteQuery({ ...routesQuery({ jurisdiction, on: '' }), enabled: jurisdiction !== '' }));
  const pages = asked.data?.pages ?? [];
  const options = pages.flatMap(({ items }) => items.map(({ code, name }): Option => [code, name?.[language] ?? code]));
  return { options, asked };
}
