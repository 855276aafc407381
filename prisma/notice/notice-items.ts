import { sqlList } from '../kernel/sql-list.ts';
import { TOP_UP_LINE_STATES } from '../../domain/line/line-state.ts';
import type pg from 'pg';
import type { NoticeItemDetail } from '../../api/notice/notice-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { EntryFacts } from '../../domain/intake/entry.ts';
import { starLeaks } from '../../domain/notice/publish-gate.ts';
import { isInCustody, namesForNotice } from '../../domain/notice/custody.ts';
import { maskIdNumber, maskName } from '../../domain/notice/mask.ts';
import type { Sealer } from '../kernel/sealing.ts';

/** A line that the current purpose still pays, with the facts that a notice may show. */
export interface LineToPublish {
  readonly claim_id: string;
  readonly line_id: string;
  readonly line_key: string;
  readonly trainee_id: string | null;
  readonly name_sealed: Buffer | null;
  readonly id_number_sealed: Buffer | null;
  readonly categories: readonly string[] | null;
  readonly entry_facts: EntryFacts | null;
  readonly has_class: boolean;
  readonly occupation_code: string;
  readonly skill_level: string;
  readonly amount_fen: number;
  readonly allowance_fen: number;
}

/** The rules of a claim's law and kind for naming its people. */
export interface Naming {
  readonly payee: string;
  readonly noticeNames: 'masked' | 'aggregate';
  readonly custodyGroups: readonly string[];
  readonly adultAge: number;
  readonly publishedOn: IsoDate;
  readonly sealer: Sealer;
}

export interface ItemToInsert {
  readonly claimId: string;
  /** Null for a whole group without names. */
  readonly lineId: string | null;
  readonly name: string;
  readonly idNumber: string;
  readonly amountFen: number;
  readonly detail: NoticeItemDetail | null;
}

/** Lines in the order of claims and lines. */
export async function readLinesToPublish(
  client: pg.PoolClient,
  claimIds: readonly string[],
): Promise<readonly LineToPublish[]> {
  const found = await client.query<LineToPublish>(
    `SELECT l.claim_id, l.id AS line_id, l.line_key, l.trainee_id, l.name_sealed, t.id_number_sealed, r.categories,
       e.facts AS entry_facts, c.filing_id IS NOT NULL AS has_class, l.occupation_code, l.skill_level,
       CASE WHEN c.purpose = 'float' THEN l.float_fen ELSE l.base_fen END AS amount_fen,
       CASE WHEN c.purpose = 'base' THEN l.allowance_fen ELSE 0 END AS allowance_fen
     FROM claim_line l JOIN claim c ON c.id = l.claim_id LEFT JOIN trainee t ON t.id = l.trainee_id
       LEFT JOIN claim_entry e ON e.id = l.entry_id
       LEFT JOIN roster_entry r ON r.filing_id = c.filing_id AND r.trainee_id = l.trainee_id
     WHERE l.claim_id = ANY ($1) AND CASE WHEN c.purpose = 'float' THEN l.state IN (${sqlList(TOP_UP_LINE_STATES)})
       ELSE l.state <> 'refused' END
     ORDER BY c.claim_no, l.position`,
    [claimIds],
  );
  return found.rows;
}

/** One item per line; one item for the whole claim if its people are not listed. */
export function itemsOfClaim(
  claimId: string,
  lines: readonly LineToPublish[],
  naming: Naming,
): readonly ItemToInsert[] {
  if (naming.noticeNames === 'aggregate') {
    const amountFen = lines.reduce((sum, line) => sum + line.amount_fen + line.allowance_fen, 0);
    return [{ claimId, lineId: null, name: HIDDEN, idNumber: '', amountFen, detail: null }];
  }
  const people = lines.map((line) => ({
    lineId: line.line_id,
    idNumber: line.id_number_sealed === null ? '' : naming.sealer.open(line.id_number_sealed),
    categories: line.categories ?? line.entry_facts?.categories ?? [],
  }));
  const publication = { publishedOn: naming.publishedOn, isCustodyClass: false };
  const persons = people.filter((person) => person.idNumber !== '');
  const named = new Set(namesForNotice(persons, publication, naming).named);
  return lines.map((line, position) => {
    const { idNumber = '', categories = [] } = people[position] ?? {};
    const isHidden = isInCustody(categories, naming.custodyGroups);
    return {
      claimId,
      lineId: line.line_id,
      name: nameOf(line, { ...naming, isNamed: named.has(line.line_id) }),
      idNumber: isHidden ? '' : maskIdNumber(idNumber),
      amountFen: line.amount_fen + line.allowance_fen,
      detail: detailOf(line),
    };
  });
}

/**
 * The number of people that a claim is for: a person with several months counts once, a result of a body counts as one.
 */
export function headcountOf(lines: readonly LineToPublish[]): number {
  return new Set(lines.map((line) => line.trainee_id ?? line.line_id)).size;
}

const HIDDEN = '***';

/** The masked name of a person; without a person, the title of the result or the payee. */
function nameOf(line: LineToPublish, { sealer, payee, isNamed }: Naming & { readonly isNamed: boolean }): string {
  if (line.id_number_sealed === null) {
    return starLeaks(line.entry_facts?.title ?? payee);
  }
  return isNamed && line.name_sealed !== null ? maskName(sealer.open(line.name_sealed)) : HIDDEN;
}

/** The facts that differ within a class; null if there are none. */
function detailOf(line: LineToPublish): NoticeItemDetail | null {
  const { has_class: hasClass, id_number_sealed: idNumber, entry_facts: facts, occupation_code: code } = line;
  const month = /\/(\d{4}-\d{2})$/.exec(line.line_key)?.[1];
  const detail: NoticeItemDetail = {
    ...(!hasClass && code !== '' && { occupation: starLeaks(code) }),
    ...(!hasClass && line.skill_level !== '' && { skillLevel: line.skill_level }),
    ...(month !== undefined && { month }),
    ...(idNumber !== null && facts?.title !== undefined && { title: starLeaks(facts.title) }),
    ...(line.allowance_fen > 0 && { allowanceFen: line.allowance_fen }),
  };
  return Object.keys(detail).length === 0 ? null : detail;
}
