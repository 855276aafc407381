import { useParams } from 'wouter';
import { NoticeList } from './notice-list.tsx';
import { NoticeRecord } from './notice-record.tsx';

/** W7: the notices, or one of them. */
export default function NoticesScreen() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <NoticeList /> : <NoticeRecord key={id} noticeId={id} />;
}
