import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { z } from 'zod';
import { reportedStateOf } from '../../domain/payout/inbox-judgement.ts';
import { pageSchema, PageQuery } from '../../schemas/http-schemas.ts';
import {
  EventParams,
  MatchAnswer,
  MatchBody,
  PayoutEvent,
  PayoutEventAnswer,
  PayoutEventBody,
  PayoutEventHeaders,
  UnmatchedEventView,
} from '../../schemas/payout-schemas.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import type { PayoutEventCount, PayoutInbox, Report } from './payout-ports.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';

export interface PayoutEventDependencies {
  readonly inbox: PayoutInbox;
  readonly desk: Desk;
  readonly count: PayoutEventCount;
}

const FINANCE_OR_OPERATOR = { roles: ['financeMaker', 'financeChecker', 'operator'] } as const;

/** Payment reports of finance systems and banks (api §8, D3). */
export function payoutEventRoutes(dependencies: PayoutEventDependencies): readonly Route[] {
  return [receiveEvent(dependencies), listUnmatched(dependencies), matchEvent(dependencies)];
}

/** The signature is the only credential; every correctly signed event is accepted and stored. */
function receiveEvent({ inbox, desk, count }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'receivePayoutEvent',
    method: 'post',
    path: '/api/v1/payout-events',
    summary: 'Take in a signed payout event (Standard Webhooks)',
    access: { public: true },
    headers: PayoutEventHeaders,
    body: PayoutEventBody,
    takesBytes: true,
    answer: PayoutEventAnswer,
    status: 202,
    problems: ['SIGNATURE_INVALID'],
    async handle({ headers, rawBody, at }) {
      if (!isSigned(await inbox.secrets(), rawBody, headers)) {
        count.signatureRefused();
        throw new Problem('SIGNATURE_INVALID');
      }
      const received = await inbox.receive(reportOf(rawBody, headers['webhook-id'] ?? ''), at);
      if (received.kind === 'taken') {
        await desk.inboxChanged(received.batchId);
      }
      return { body: { received: true as const } };
    },
  });
}

/** Signed with the secret of any machine that may report; the time of signing is judged by the real clock. */
function isSigned(secrets: readonly string[], rawBody: Buffer, headers: z.output<typeof PayoutEventHeaders>): boolean {
  const signed = {
    'webhook-id': headers['webhook-id'] ?? '',
    'webhook-timestamp': headers['webhook-timestamp'] ?? '',
    'webhook-signature': headers['webhook-signature'] ?? '',
  };
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(rawBody, signed, { jsonParse: false });
      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError) {
        return false;
      }
      throw error;
    }
  });
}

/** How much of an unreadable report is stored for the person who examines it. */
const KEPT_CHARACTERS = 4_000;

function reportOf(rawBody: Buffer, webhookId: string): Report {
  const { type, data } = PayoutEvent.parse(jsonOf(rawBody));
  const state = reportedStateOf(type);
  const instructionId = data.instructionId ?? null;
  const amountFen = data.amountFen ?? null;
  const isReadable = state !== null && instructionId !== null && amountFen !== null;
  return {
    source: 'webhook',
    senderId: webhookId.length <= 200 ? webhookId : createHash('sha256').update(webhookId).digest('hex'),
    type,
    state,
    instructionId,
    amountFen,
    raw: isReadable ? null : storable(rawBody.toString('utf8').slice(0, KEPT_CHARACTERS)),
    valueDate: data.valueDate ?? null,
    bankReference: data.bankReference ?? null,
    reasonCode: data.reasonCode ?? null,
  };
}

/** What is no JSON has no fields: the event is kept for a person (F13). */
function jsonOf(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The database keeps no NUL and no half of a character. */
function storable(text: string): string {
  return text.replaceAll(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

function listUnmatched({ inbox }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'listUnmatchedPayoutEvents',
    method: 'get',
    path: '/api/v1/unmatched-payout-events',
    summary: 'Events that wait for a person, oldest first',
    access: FINANCE_OR_OPERATOR,
    query: PageQuery,
    answer: pageSchema(UnmatchedEventView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor } }) {
      const rows = await inbox.unmatched({ limit, after: instantKeyset(cursor) }, caller);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.receivedAt.getTime(), row.id],
        (row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function matchEvent({ inbox, desk }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'matchPayoutEvent',
    method: 'post',
    path: '/api/v1/unmatched-payout-events/:eventId/match',
    summary: 'Say which instruction an event means; the amounts have to be equal',
    access: FINANCE_OR_OPERATOR,
    params: EventParams,
    body: MatchBody,
    answer: MatchAnswer,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'ALREADY_MATCHED', 'AMOUNT_MISMATCH', 'WRONG_STATE', 'CLAIM_CLOSED', 'INVALID'],
    async handle({ caller, params: { eventId }, body: { instructionId }, at }) {
      const matched = await inbox.match({ eventId, instructionId, caller, at });
      if (matched.kind === 'refused') {
        const errors = matched.code === 'INVALID' ? [{ pointer: '/instructionId', code: 'NOT_FOUND' }] : [];
        throw new Problem(matched.code, { errors });
      }
      if (matched.kind === 'taken') {
        await desk.inboxChanged(matched.batchId);
      }
      return { body: { id: eventId, instructionId, matched: true as const } };
    },
  });
}
