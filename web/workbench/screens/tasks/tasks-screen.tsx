import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { tasksQuery } from '../../api/resources/tasks.ts';
import { when } from '../../parts/format.ts';
import { Freshness, ListStates } from '../../parts/list-states.tsx';
import { useTasksWords } from '../../words/tasks.ts';

const BOXES = ['todo', 'mine', 'team', 'done'] as const;

/** W2: the inbox. */
export default function TasksScreen() {
  const words = useTasksWords();
  const { place } = useParams<{ place?: string }>();
  const box = BOXES.find((one) => one === place) ?? 'todo';
  const list = useInfiniteQuery(tasksQuery({ box }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const asOf = list.data?.pages[0]?.asOf;
  return (
    <section className="inbox" aria-labelledby="inbox">
      <h1 id="inbox">{words.boxes[box]}</h1>
      <ListStates
        what={words.boxes[box]}
        isLoading={list.isPending}
        fault={faultOf(list.error)}
        isEmpty={items.length === 0}
        empty={words.empty}
        onRetry={() => void list.refetch()}
      >
        <table aria-label={words.table} className="rows">
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row">
                  <Link href={`/tasks/${item.id}`}>{item.title}</Link>
                </th>
                <td>{when(item.createdAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ListStates>
      {asOf !== undefined && <Freshness asOf={when(asOf)} />}
    </section>
  );
}
