import type { GrantMessage } from '../../domain/grant/grant-course.ts';
import { judgeGrantAct } from '../../domain/grant/grant-judging.ts';
import { actorOf, type Caller } from '../kernel/caller.ts';
import type { ActBody, Desk } from '../kernel/desk-port.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import { Problem } from '../kernel/problem.ts';
import { problemOfCode } from '../kernel/refusal-problem.ts';
import { findGrant } from './find-grants.ts';
import type { GrantRecord, GrantStore } from './grant-ports.ts';
import { grantView } from './grant-view.ts';

interface Asked {
  readonly caller: Caller;
  readonly headers: { readonly 'if-match'?: string | undefined };
  readonly idempotencyKey: string | undefined;
  readonly at: Date;
  readonly language: 'zh' | 'en';
  readonly body: ActBody;
}

interface Frame {
  readonly actor: ReturnType<typeof actorOf>;
  readonly expectedRevision: number;
  readonly actId: string;
  readonly atMs: number;
}

/** The table and the seat, then the tag, then the desk. */
export async function act(
  { grants, desk }: { readonly grants: GrantStore; readonly desk: Desk },
  grant: GrantRecord,
  asked: Asked,
  messageOf: (frame: Frame) => GrantMessage,
) {
  const { caller, idempotencyKey, at, language, headers } = asked;
  const frame = { actor: actorOf(caller), expectedRevision: grant.revision, atMs: at.getTime() };
  if (idempotencyKey === undefined || !(await grants.isActKept(caller.personId, idempotencyKey))) {
    const verdict =
      grant.course === null ? null : judgeGrantAct(grant.course, messageOf({ ...frame, actId: '' }), grant.plan);
    if (verdict === null || !verdict.ok) {
      throw new Problem(verdict === null ? 'WRONG_STATE' : problemOfCode(verdict.reason));
    }
    if (parseIfMatch(headers['if-match']) !== grant.revision) {
      throw new Problem('STALE');
    }
  }
  await desk.act({
    personId: caller.personId,
    idempotencyKey: idempotencyKey ?? null,
    taskId: null,
    body: asked.body,
    message: (actId) => ({ entity: 'grant', id: grant.id, message: messageOf({ ...frame, actId }) }),
  });
  const after = await findGrant(grants, grant.id, caller);
  return { body: grantView(after, caller, language, at), revision: after.revision };
}
