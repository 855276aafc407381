import { sqlList } from '../kernel/sql-list.ts';
import { NOT_CLAIMING_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type pg from 'pg';
import { isActKept } from '../kernel/act-store.ts';
import type { ClaimStore } from '../../api/claim/claim-ports.ts';
import { directoriesOf } from '../../domain/policy/directories.ts';
import { granted, refused } from '../../domain/verdict.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { answerDaysOf } from '../line/register-questions.ts';
import { createClaimQuestions, type ClaimQuestions } from './claim-questions.ts';
import { draftClaim, type ClaimContext } from './claim-drafting.ts';
import { createDocumentActs } from './claim-document-acts.ts';
import { readClaimChanges, readLineNames } from './claim-changes-read.ts';
import { createEntryStore } from './entry-store.ts';
import { putEvidenceRows, readEvidenceLines } from './claim-evidence-store.ts';
import { readPricedLine, readPricedLines } from './priced-line-read.ts';
import { listClaims, searchClaims } from './claim-listing.ts';
import { readLines, readPayouts, readTimeline } from './claim-reading.ts';
import { findClaim, lockClaim } from './claim-rows.ts';
import { submitClaim, withdrawDraft } from './claim-submitting.ts';
import { inTransaction } from '../kernel/connection.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { sealPayee } from '../kernel/payee-account.ts';
import { payeeOfAct } from '../kernel/sealed-places.ts';
import { findPayeeLines } from '../payout/payout-accounts.ts';

export function createClaimStore(pool: pg.Pool, given: Pick<ClaimContext, 'sealer' | 'library' | 'asker'>): ClaimStore {
  const { sealer, library } = given;
  const context = {
    ...given,
    answerDaysOf: answerDaysOf(library),
    calendar: library.calendar,
    directoryOf: directoriesOf(library),
  };
  const asking = createClaimQuestions(pool, context);
  return {
    find: (claimId, caller) => findClaim(pool, claimId, caller, { sealer, library }),
    lines: (claimId, page) => readLines(pool, claimId, page, sealer),
    pricedLines: (claimId) => readPricedLines(pool, claimId),
    pricedLine: (claimId, lineId) => readPricedLine(pool, claimId, lineId),
    timeline: (claimId, page) => readTimeline(pool, claimId, page),
    payouts: (claimId) => readPayouts(pool, claimId),
    changes: (claim, since) => readClaimChanges(pool, sealer, claim, since),
    lineNames: (claim, lines) => readLineNames(pool, sealer, claim, lines),
    list: (query, caller, at) => listClaims(pool, query, caller, { sealer, library, at }),
    search: (search, caller, at) => searchClaims(pool, search, caller, { sealer, library, at }),

    ...createEntryStore(pool, context, asking),
    ...createDocumentActs(pool, context),
    ...createCountingActs(pool, context, asking),
    withdrawDraft: (act) => inTransaction(pool, (client) => withdrawDraft(client, act)),

    sealPayee: (claimId, payee) => sealPayee(sealer, payee, payeeOfAct(claimId)).toString('base64'),
    payeeLines: (claimId, corrected) => findPayeeLines(pool, sealer, claimId, corrected),

    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),

    ...createEvidenceStore(pool, given),

    filingIsAssessed: (filingId) => isAssessedForAll(pool, filingId),
  };
}

/** Acts that count lines ask the registers before their transaction begins. */
function createCountingActs(
  pool: pg.Pool,
  context: ClaimContext,
  asking: ClaimQuestions,
): Pick<ClaimStore, 'createDraft' | 'submit' | 'askRegisters'> {
  return {
    async createDraft(asked) {
      const { filingId, caller } = asked;
      await (caller.partyId === null ? undefined : asking.ofFiling({ filingId, partyId: caller.partyId }, asked.at));
      return inTransaction(pool, (client) => draftClaim(client, context, asked));
    },
    async submit(act) {
      await asking.ofClaim(act.claimId, act.at);
      return inTransaction(pool, (client) => submitClaim(client, context, act));
    },
    askRegisters: (claimId, at, age) => (age === 'any' ? asking.ofClaim(claimId, at) : asking.anew(claimId, at)),
  };
}

function createEvidenceStore(
  pool: pg.Pool,
  { sealer, library }: Pick<ClaimContext, 'sealer' | 'library'>,
): Pick<ClaimStore, 'evidenceLines' | 'putEvidence'> {
  return {
    evidenceLines: (claimId) => readEvidenceLines(pool, claimId, sealer),

    putEvidence: (claimId, rows, { caller, at, isOpen }) =>
      inTransaction(pool, async (client) => {
        // The claim was judged before, and is judged again now that its row is locked: a review may have begun in the
        // meantime.
        await lockClaim(client, claimId);
        const claim = await findClaim(client, claimId, caller, { sealer, library });
        if (claim === null || !isOpen(claim)) {
          return refused('WRONG_STATE');
        }
        const lines = await readEvidenceLines(client, claimId, sealer);
        const open = new Set(lines.filter((line) => line.isOpen).map((line) => line.lineId));
        if (rows.some((row) => !open.has(row.lineId))) {
          return refused('LINE_NOT_PAID');
        }
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
        return granted(null);
      }),
  };
}

/** An apprenticeship counts as claimed when its last training year is claimed (C05); its filing is told once. */
async function isAssessedForAll(pool: pg.Pool, filingId: string): Promise<boolean> {
  return (await fetchFirst(pool, assessedFiling(filingId))) !== undefined;
}

const assessedFiling = sqlText<Row<'filing', 'id'>, [filingId: string]>(
  'claim.assessedFiling',
  `SELECT f.id FROM filing f WHERE f.id = $1 AND f.state = 'assessed'
     AND (f.training_years IS NULL OR EXISTS (SELECT FROM claim c WHERE c.filing_id = f.id AND c.kind <> 'advance'
       AND c.state NOT IN (${sqlList(NOT_CLAIMING_CLAIM_STATES)}) AND c.instalment >= f.training_years))`,
);
