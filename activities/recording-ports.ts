import type { BatchCourse, BatchFacts, BatchMessage, BatchPlan } from '../domain/payout/batch-course.ts';
import type { ClaimCourse } from '../domain/claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from '../domain/claim/claim-message.ts';
import type { ClaimPlan } from '../domain/claim/claim-plan.ts';
import type { FilingCourse, FilingMessage, FilingPlan } from '../domain/filing/filing-course.ts';
import type { NoticeCourse, NoticeFacts, NoticeMessage, NoticePlan } from '../domain/notice/notice-course.ts';

/** What a workflow wants recorded: the course before the act, the act, and the plan that the workflow was started with. */
export interface Recording<Course, Message, Plan> {
  readonly before: Course;
  readonly message: Message;
  readonly plan: Plan;
}

/**
 * The answer of a recording (D2). `recorded` is also the answer to an act that was recorded before: repeating is safe.
 * `superseded`: another act stands at this revision, and the workflow adopts the course that it left. `refused`: a
 * constraint says no for good, nothing was written.
 */
export type Recorded<Course, Facts> =
  | { readonly kind: 'recorded'; readonly facts: Facts }
  | { readonly kind: 'superseded'; readonly course: Course }
  | { readonly kind: 'refused'; readonly code: string };

/** One transaction per act: row, lines, audit, tasks and outbox, requiring the revision before (D2). */
export interface Recordings {
  recordClaim(
    recording: Recording<ClaimCourse, ClaimMessage, ClaimPlan>,
  ): Promise<Recorded<ClaimCourse, RecordedFacts>>;
  recordFiling(recording: Recording<FilingCourse, FilingMessage, FilingPlan>): Promise<Recorded<FilingCourse, null>>;
  recordNotice(
    recording: Recording<NoticeCourse, NoticeMessage, NoticePlan>,
  ): Promise<Recorded<NoticeCourse, NoticeFacts>>;
  recordBatch(recording: Recording<BatchCourse, BatchMessage, BatchPlan>): Promise<Recorded<BatchCourse, BatchFacts>>;
}
