import type pg from 'pg';
import type { ClaimStore } from '../api/routes/claims/claim-ports.ts';
import { granted, refused } from '../domain/verdict.ts';
import { appendAudit } from './audit-writing.ts';
import { draftClaim, type ClaimContext } from './claim-drafting.ts';
import { putEvidenceRows, readEvidenceLines } from './claim-evidence-store.ts';
import { listClaims } from './claim-listing.ts';
import { readLines, readPayouts, readTimeline } from './claim-reading.ts';
import { findClaim } from './claim-rows.ts';
import { submitClaim, withdrawDraft } from './claim-submitting.ts';
import { inTransaction } from './connection.ts';
import { sealPayee } from './payee-account.ts';

/** @param context its registers must have connections of their own (see `CountingContext`) */
export function createClaimStore(pool: pg.Pool, context: ClaimContext): ClaimStore {
  const { sealer, library } = context;
  return {
    find: (claimId, caller) => findClaim(pool, claimId, caller, { sealer, library }),
    lines: (claimId, page) => readLines(pool, claimId, page, sealer),
    timeline: (claimId, page) => readTimeline(pool, claimId, page),
    payouts: (claimId) => readPayouts(pool, claimId),
    list: (query, caller, at) => listClaims(pool, query, caller, { sealer, calendar: library.calendar, at }),

    createDraft: (asked) => inTransaction(pool, (client) => draftClaim(client, context, asked)),
    submit: (act) => inTransaction(pool, (client) => submitClaim(client, context, act)),
    withdrawDraft: (act) => inTransaction(pool, (client) => withdrawDraft(client, act)),

    async correctAccount(claimId, revision, payee) {
      const written = await pool.query(
        'UPDATE claim SET payee_sealed = $3, payee_revision = payee_revision + 1 WHERE id = $1 AND revision = $2',
        [claimId, revision, sealPayee(sealer, payee)],
      );
      return written.rowCount === 1 ? granted(null) : refused('STALE');
    },

    async wasAsked(personId, idempotencyKey) {
      const found = await pool.query(
        "SELECT FROM act WHERE person_id = $1 AND idempotency_key = $2 AND state <> 'refused'",
        [personId, idempotencyKey],
      );
      return found.rowCount !== 0;
    },

    evidenceLines: (claimId) => readEvidenceLines(pool, claimId, sealer),

    putEvidence: (claimId, rows, { caller, at }) =>
      inTransaction(pool, async (client) => {
        await putEvidenceRows(client, claimId, rows, { sealer, at });
        await appendAudit(client, {
          entityKind: 'claim',
          entityId: claimId,
          revision: null,
          act: 'evidenceSent',
          actId: null,
          person: { personId: caller.personId, organ: caller.organ, section: caller.section },
          at,
          facts: { rows: rows.length },
        });
      }),

    async filingIsAssessed(filingId) {
      const found = await pool.query("SELECT FROM class_filing WHERE id = $1 AND state = 'assessed'", [filingId]);
      return found.rowCount !== 0;
    },
  };
}
