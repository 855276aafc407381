export interface TaskDraft {
  /** JSON, as the route keeps it. */
  readonly text: string;
  readonly savedAt: Date;
}

/** Whose draft it is, and of which task. */
export interface DraftOwner {
  readonly taskId: string;
  readonly personId: string;
}

/** What persons have typed into decisions and not sent: each sees their own alone, and it is gone with the task. */
export interface DraftStore {
  /** Replaces the person's draft. False if the task is no longer open: then nothing is kept. */
  put(owner: DraftOwner, text: string, at: Date): Promise<boolean>;
  find(owner: DraftOwner): Promise<TaskDraft | null>;
  delete(owner: DraftOwner): Promise<void>;
}
