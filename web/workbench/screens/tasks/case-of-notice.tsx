import { useQuery } from '@tanstack/react-query';
import { noticeDiagnosisQuery, noticeQuery, type Notice } from '../../api/resources/notices.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { useReveal } from '../../api/use-reveal.ts';
import { when, yuan } from '../../parts/format.ts';
import { Masked } from '../../parts/masked.tsx';
import { RevealButton, RevealDialog } from '../../parts/reveal.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useCaseWords } from '../../words/case.ts';
import { useNoticesWords } from '../../words/notices.ts';
import { FactList } from './case-facts.tsx';
import { Asked, Section } from './case-parts.tsx';
import { ClaimTimeline } from './case-timeline.tsx';
import { Why } from './case-why.tsx';

interface NoticeBodyProps {
  readonly task: Task;
  readonly noticeId: string;
}

/** A notice that wants a confirmation, or objections to one of its items that want a ruling. */
export function NoticeBody({ task, noticeId }: NoticeBodyProps) {
  const words = useCaseWords();
  const notice = useQuery(noticeQuery(noticeId));
  const diagnosis = useQuery(noticeDiagnosisQuery(noticeId));
  const [only, ...others] = notice.data?.body.claimIds ?? [];
  const claimId = task.objectedTo?.claimId ?? (others.length === 0 ? only : undefined);
  return (
    <>
      <Why query={diagnosis} of={(read) => read} />
      {task.objections !== undefined && <Objections objections={task.objections} />}
      <Asked what={words.facts} query={notice}>
        {({ body }) => <Facts notice={body} task={task} />}
      </Asked>
      {claimId !== undefined && <ClaimTimeline claimId={claimId} />}
    </>
  );
}

/** What people wrote against the item, for the person who rules alone; one of them at a time, for thirty seconds. */
function Objections({ objections }: { readonly objections: NonNullable<Task['objections']> }) {
  const words = useCaseWords();
  const { valuesOf, ask, dialog } = useReveal();
  return (
    <Section title={words.objections} note={objections.length}>
      <ul className="findings">
        {objections.map(({ id, receiptNo, at }) => {
          const resource = `objections/${id}`;
          const said = valuesOf(resource)?.['statement'];
          return (
            <li key={id}>
              <p>
                <b className="mono">{receiptNo}</b> <span className="quiet">{when(at)}</span>{' '}
                <RevealButton
                  isShown={said !== undefined}
                  onAsk={() => ask({ resource, fields: ['statement'], reference: receiptNo })}
                />
              </p>
              {said !== undefined && <p className="plain-text">{said}</p>}
            </li>
          );
        })}
      </ul>
      {dialog !== null && <RevealDialog purpose="objection" {...dialog} />}
    </Section>
  );
}

function Facts({ notice, task }: { readonly notice: Notice; readonly task: Task }) {
  const words = useCaseWords();
  const of = useNoticesWords();
  const { objectedTo } = task;
  const items =
    objectedTo === undefined ? notice.items : notice.items.filter(({ itemNo }) => itemNo === objectedTo.itemNo);
  const period =
    notice.publishedAt === null || notice.endsOn === null
      ? of.notYet
      : of.periodOf(when(notice.publishedAt), notice.endsOn);
  return (
    <>
      <Section title={words.facts}>
        <FactList
          facts={[
            [of.columns.state, of.states[notice.state]],
            [of.period, period],
            [of.columns.claims, notice.claimIds.length],
            [of.columns.items, notice.items.length],
            [of.objections, of.openObjections(notice.openObjections)],
          ]}
        />
        <ScreenLink href={`/notices/${notice.id}`}>{words.open.notice}</ScreenLink>
      </Section>
      <Section title={words.persons} note={items.length}>
        <div className="scroll-x" tabIndex={0} role="group" aria-label={words.persons}>
          <table className="people" aria-label={words.persons}>
            <thead>
              <tr>
                <th scope="col">{of.itemColumns.no}</th>
                <th scope="col">{of.itemColumns.name}</th>
                <th scope="col">{notice.kind === 'grant' ? of.itemColumns.holder : of.itemColumns.idNumber}</th>
                <th scope="col" className="num">
                  {of.itemColumns.amount}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.itemNo}>
                  <td className="quiet">{item.itemNo}</td>
                  <th scope="row">{item.name}</th>
                  <td>{'idNumber' in item ? <Masked value={item.idNumber} /> : item.holder}</td>
                  <td className="num">{yuan(item.amountFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </>
  );
}
