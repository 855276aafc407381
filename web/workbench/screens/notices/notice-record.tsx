import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import {
  actOnNotice,
  forgetNotice,
  noticeQuery,
  type Notice,
  type NoticeActName,
} from '../../api/resources/notices.ts';
import type { Read } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { yuan } from '../../parts/format.ts';
import { RecordWays } from '../../parts/record-ways.tsx';
import { say } from '../../parts/status-line.tsx';
import { useNoticesWords } from '../../words/notices.ts';
import { NoticeBody } from './notice-body.tsx';

/** One notice: both sides, what the public will read, and what may be done. */
export function NoticeRecord({ noticeId }: { readonly noticeId: string }) {
  const words = useNoticesWords();
  const notice = useQuery(noticeQuery(noticeId));
  return (
    <article className="record">
      <RecordWays list="/notices" print={{ of: 'notice', id: noticeId }} />
      <AskedOnce
        isPage
        what={words.what}
        data={notice.data}
        fault={faultOf(notice.error)}
        onRetry={() => void notice.refetch()}
      >
        {(found) => (
          <>
            <NoticeBody notice={found.body} />
            <NoticeActs notice={found} />
          </>
        )}
      </AskedOnce>
    </article>
  );
}

/** What is typed for one act is no reason of another. */
type Reasons = Readonly<Partial<Record<NoticeActName, string>>>;

function NoticeActs({ notice: { body: notice, etag } }: { readonly notice: Read<Notice> }) {
  const words = useNoticesWords();
  const client = useQueryClient();
  const [reasons, setReasons] = useState<Reasons>({});
  const acting = useAct<NoticeActName, Notice>({
    send: (act, sent) => actOnNotice(notice.id, { act, reason: reasons[act] ?? '' }, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${notice.noticeNo}`);
      setReasons({});
      void forgetNotice(notice.id);
    },
    lookAgain: async () => {
      await forgetNotice(notice.id);
      return (await client.fetchQuery({ ...noticeQuery(notice.id), staleTime: 0 })).etag;
    },
  });
  const { act } = acting;
  if (act === null) {
    return (
      <footer className="record-foot">
        <ActsBar
          acts={notice.acts}
          names={words.acts}
          primary="confirmation"
          danger="withdrawal"
          closed={acting.closed}
          onOpen={(chosen) => acting.open(chosen, etag)}
        />
      </footer>
    );
  }
  return (
    <footer className="record-foot open">
      <ActForm
        name={words.acts[act]}
        confirm={words.confirm[act]}
        isDanger={act === 'withdrawal'}
        isBusy={acting.isBusy}
        trouble={acting.trouble}
        closed={closedNow(acting, notice.acts)}
        effect={words.effects[act](notice.items.length, yuan(notice.amountFen))}
        onSend={acting.submit}
        onLook={acting.look}
        onClose={acting.close}
      >
        {act !== 'confirmation' && (
          <Remark value={reasons[act] ?? ''} onChange={(reason) => setReasons({ ...reasons, [act]: reason })} />
        )}
      </ActForm>
    </footer>
  );
}
