import type pg from 'pg';
import type { ClaimStore } from '../../api/claim/claim-ports.ts';
import type { Intake } from '../../api/claim/entry-ports.ts';
import { dayAt } from '../../domain/calendar.ts';
import { applicantRefusal } from '../../domain/intake/entry-law.ts';
import type { Entry } from '../../domain/intake/entry.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { definitionOf, resolveRoute } from '../../domain/policy/resolve-route.ts';
import type { ClaimContext } from './claim-drafting.ts';
import type { ClaimQuestions } from './claim-questions.ts';
import { recountDraft } from './draft-recounting.ts';
import { changeEntries, draftEntryClaim, EntriesRefused, findParty } from './entry-drafting.ts';
import { readEntries } from './entry-rows.ts';
import { inTransaction } from '../kernel/connection.ts';

type EntryStore = Pick<ClaimStore, 'intake' | 'createEntryDraft' | 'changeEntries' | 'entries'>;

/** The store of what claims without a class are drafted from. */
export function createEntryStore(pool: pg.Pool, context: ClaimContext, asking: ClaimQuestions): EntryStore {
  const { sealer, library } = context;
  return {
    intake: (asked) => intakeOf(pool, library, asked),

    async createEntryDraft(asked) {
      await asking.ofEntries(asked.entries, asked.jurisdiction, asked.at);
      return inTransaction(pool, (client) => draftEntryClaim(client, context, asked));
    },

    async changeEntries(change, changeRows) {
      try {
        const added: Entry[] = [];
        const changed = await inTransaction(pool, (client) =>
          changeEntries(client, context, change, (scope) =>
            changeRows({
              ...scope,
              add(entries) {
                added.push(...entries);
                return scope.add(entries);
              },
            }),
          ),
        );
        if (added.length > 0) {
          // The added people are known only inside the transaction, so their answers are counted in a second one.
          await asking.ofClaim(change.claimId, change.at);
          await inTransaction(pool, (client) => recountDraft(client, context, change));
        }
        return changed;
      } catch (error) {
        if (error instanceof EntriesRefused) {
          return { kind: 'refused', refusal: error.refusal };
        }
        throw error;
      }
    },

    entries: (claimId) => readEntries(pool, claimId, sealer),
  };
}

/** Whether a route accepts claims without a class, and from which applicants. */
async function intakeOf(
  pool: pg.Pool,
  library: PolicyLibrary,
  { route: code, jurisdiction, caller, at }: Parameters<EntryStore['intake']>[0],
): Promise<Intake> {
  const question = { route: code, jurisdiction, on: dayAt(at.getTime()) };
  const route = definitionOf(library, question)?.row;
  const open = resolveRoute(library, question);
  const missing = open.ok ? null : open.missing.join(', ');
  if (route === undefined || (route.intake === 'grant' && missing !== null)) {
    return { ok: false, refusal: { code: 'ROUTE_NOT_OPEN', key: missing ?? `route.${code}` } };
  }
  if (route.intake === 'rides') {
    const on = (route.ridesOn ?? []).flatMap(
      (one) => definitionOf(library, { ...question, route: one })?.row.name ?? [],
    );
    return { ok: false, refusal: { code: 'ROUTE_RIDES', route: code, name: route.name, on } };
  }
  const party = await findParty(pool, caller.partyId);
  const kind = party?.kind ?? 'organisation';
  if (!route.applicants.includes(kind)) {
    return { ok: false, refusal: applicantRefusal(route, kind) };
  }
  return { ok: true, route, missing, ownName: kind === 'person' ? (party?.name ?? null) : null };
}
