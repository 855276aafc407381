import { useFrameWords } from '../words/frame.ts';
import { when } from './format.ts';

export interface TimelineRow {
  readonly key: string | number;
  readonly at: string;
  /** Null: nobody, the office's own clock. */
  readonly who: string | null;
  readonly section?: string | null;
  /** The absent person for whom a deputy acted. */
  readonly onBehalfOf?: string | null;
  readonly sentence: string;
  readonly remark?: string | null;
  /** What was asked for, place by place. */
  readonly asked?: readonly { readonly label: string; readonly remark: string }[];
}

/** What happened, the newest first. */
export function Timeline({ rows }: { readonly rows: readonly TimelineRow[] }) {
  const words = useFrameWords().timeline;
  return (
    <ol className="timeline">
      {rows.toReversed().map((row) => (
        <li key={row.key}>
          <time dateTime={row.at}>{when(row.at)}</time>
          <div>
            <b>{row.who ?? words.system}</b> {row.section && <em>{row.section}</em>}{' '}
            {row.onBehalfOf && <em>{words.onBehalfOf(row.onBehalfOf)}</em>} {row.sentence}
            {row.remark && <q>{row.remark}</q>}
            {row.asked !== undefined && row.asked.length > 0 && (
              <ul className="asked-for">
                {row.asked.map(({ label, remark }) => (
                  <li key={`${label} ${remark}`}>
                    <b>{label}</b> <q>{remark}</q>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
