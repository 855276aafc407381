import type pg from 'pg';
import type { PublicNotice } from '../../api/notice/notice-ports.ts';
import { publicNoticeState } from '../../domain/notice/notice-page.ts';
import { personsLeaveAt, withoutPersons } from '../../domain/notice/persons-leave.ts';
import { fetchFirst, query } from '../kernel/statements.ts';
import { noticePage } from './notice-page.ts';

/** What the public reads of a notice that was published; its persons only until they leave the page (S16). */
export async function findPublicPage(
  pool: pg.Pool,
  noticeId: string,
  { at, personsDays }: { readonly at: Date; readonly personsDays: number },
): Promise<PublicNotice | null> {
  const row = await fetchFirst(
    pool,
    query
      .selectFrom('notice')
      .select(['state', 'page_digest', 'ends_at', 'state_since'])
      .where('id', '=', noticeId)
      .where('published_at', 'is not', null),
  );
  if (row === undefined) {
    return null;
  }
  const page = await noticePage(pool, noticeId);
  const leaveAt = personsLeaveAt(
    { state: row.state, endsAtMs: row.ends_at?.getTime() ?? null, stateSinceMs: row.state_since.getTime() },
    personsDays,
  );
  const haveLeft = leaveAt !== null && leaveAt <= at.getTime();
  return {
    ...(haveLeft ? withoutPersons(page) : page),
    state: publicNoticeState(row.state),
    pageHash: row.page_digest,
    itemCount: page.items.length,
    personsLeftAt: haveLeft ? new Date(leaveAt).toISOString() : null,
  };
}
