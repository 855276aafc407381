import type { NotificationKind, NotifiedKind } from '../../domain/task/notification-words.ts';

export interface NotificationRow {
  /** Says nothing of when or how many. */
  readonly id: string;
  readonly kind: NotificationKind;
  readonly entityKind: NotifiedKind;
  readonly entityId: string;
  /** The readable number of the claim, filing, notice, batch or grant, the server of an endpoint; null where it has none. */
  readonly subjectNo: string | null;
  readonly taskId: string | null;
  readonly at: Date;
  readonly readAt: Date | null;
}

export interface NotificationStore {
  /** The newest first; `limit` + 1 rows if there is a next page. `before`: the last id of the page before. */
  list(
    personId: string,
    asked: { readonly unread: boolean; readonly limit: number; readonly before: string | null },
  ): Promise<readonly NotificationRow[]>;
  unread(personId: string): Promise<number>;
  /** Marks the person's own ones up to this one of them as read; none where it is not the person's own. */
  read(personId: string, upTo: string, at: Date): Promise<void>;
}
