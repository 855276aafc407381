import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import { isStartedAsOwn } from '../../domain/authority/own-turn.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import {
  isDemandCycleSettled,
  moveDemandCycle,
  type DemandCycleCourse,
  type DemandCycleMessage,
  type DemandCyclePlan,
} from '../../domain/demand/demand-cycle-course.ts';
import { publishLists } from '../demand/valid-entries.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { demandCycleStart } from '../kernel/start-inputs.ts';
import { fetchFirst, jsonText, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { periodClosedWrite } from '../period/period-store.ts';
import { recordAct, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';

type CycleRecording = Recording<DemandCycleCourse, DemandCycleMessage, DemandCyclePlan>;

const COLUMNS = ['jurisdiction', 'opens_at', 'ends_at', 'publish', 'starts_on', 'ends_on', 'push_to'] as const;
type CycleRow = Row<'demand_cycle', (typeof COLUMNS)[number]>;

const lockCycle = sqlText<Row<'demand_cycle', 'revision' | 'course'>, [id: string]>(
  'recordings.lockDemandCycle',
  'SELECT revision, course FROM demand_cycle WHERE id = $1 FOR UPDATE',
);

/** Records one act of a demand cycle; its publication freezes both lists in the same transaction. */
export function recordDemandCycle(
  context: RecordingContext,
  recording: CycleRecording,
): Promise<Recorded<DemandCycleCourse, null>> {
  const { cycleId } = recording.plan;
  const entity = { kind: 'demandCycle', id: cycleId } as const;
  return recordAct<DemandCycleCourse, DemandCycleMessage, DemandCyclePlan, null, { readonly row: CycleRow }>(
    context,
    entity,
    recording,
    {
      lock: lockCycle,
      asking: () => null,
      read: async (client) => ({ row: await readCycle(client, cycleId) }),
      isStartedAsOwn: (_client, { row }, isBegun) => {
        const own = demandCycleStart(row, { cycleId, clockOffsetMs: 0 });
        const { before: course, plan } = recording;
        return Promise.resolve(isStartedAsOwn({ course, plan }, isBegun ? { ...own, course: null } : own));
      },
      dueAtMs: () => dueAtMs(recording),
      decide: (_client, { row, body }) => Promise.resolve(decide(context, recording, row, body.reason ?? null)),
    },
  );
}

/** The plan was compared with the row before this is asked. */
function dueAtMs({ message, plan }: CycleRecording): number | null {
  if (message.kind === 'begin') {
    return plan.opensAtMs;
  }
  return message.kind === 'timerFired' ? plan.endsAtMs : null;
}

async function readCycle(client: pg.PoolClient, cycleId: string): Promise<CycleRow> {
  const row = await fetchFirst(client, query.selectFrom('demand_cycle').select(COLUMNS).where('id', '=', cycleId));
  if (row === undefined) {
    throw new RangeError(`No demand cycle ${cycleId}`);
  }
  return row;
}

function decide(
  context: RecordingContext,
  { before, message, plan }: CycleRecording,
  row: CycleRow,
  reason: string | null,
): RecordedWork<DemandCycleCourse, null> {
  const after = moveDemandCycle(before, message, plan);
  const at = new Date(message.atMs);
  const hasEnded = isDemandCycleSettled(after);
  return {
    facts: null,
    after,
    audit: reason === null ? {} : { reason },
    writes: [
      after.state === 'published'
        ? publication(context, plan, row, { after, atMs: message.atMs })
        : moved(plan.cycleId, after, at),
      ...(after.state === 'pushed' ? deliveries(context, plan, row, at) : []),
      ...(hasEnded ? [periodClosedWrite(plan.cycleId, at)] : []),
    ],
  };
}

const moveCycle = sqlText<
  never,
  [cycleId: string, revision: number, course: JsonText<DemandCycleCourse>, state: CycleState, at: Date]
>(
  'recordings.moveDemandCycle',
  `UPDATE demand_cycle SET revision = $2, course = $3, state = $4, started_at = coalesce(started_at, $5),
     state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END WHERE id = $1`,
);
type CycleState = Row<'demand_cycle'>['state'];

function moved(cycleId: string, after: DemandCycleCourse, at: Date): Statement<unknown> {
  return moveCycle(cycleId, after.revision, jsonText(after), after.state, at);
}

function publication(
  { occupations = [] }: RecordingContext,
  { cycleId, jurisdiction }: DemandCyclePlan,
  row: CycleRow,
  { after, atMs }: { readonly after: DemandCycleCourse; readonly atMs: number },
): Statement<unknown> {
  const { revision, state } = after;
  const on = earlier(dayAt(atMs), row.ends_on);
  return publishLists(
    cycleId,
    withinOf(jurisdiction),
    on,
    row.starts_on,
    revision,
    jsonText(after),
    state,
    new Date(atMs),
    jsonText(Object.fromEntries(occupations.map(({ code, name }) => [code, name]))),
  );
}

/** At 24:00 of the last day another day has begun, and the lists are those of the last one. */
function earlier(one: IsoDate, other: IsoDate): IsoDate {
  return one < other ? one : other;
}

const insertDeliveries = sqlText<
  never,
  [cycleId: string, kinds: readonly string[], recipients: readonly string[], at: Date]
>(
  'recordings.insertDemandDeliveries',
  `INSERT INTO demand_delivery (cycle_id, recipient_kind, recipient, delivered_at)
   SELECT $1, kind, recipient, $4 FROM unnest($2::text[], $3::text[]) AS body (kind, recipient)`,
);

/** one record per recipient body of the kinds that the cycle goes to. */
function deliveries(
  { recipientsOf }: RecordingContext,
  { cycleId, jurisdiction }: DemandCyclePlan,
  row: CycleRow,
  at: Date,
): readonly Statement<unknown>[] {
  const bodies = (recipientsOf?.(jurisdiction, row.ends_on) ?? []).filter(({ kind }) => row.push_to.includes(kind));
  return bodies.length === 0
    ? []
    : [
        insertDeliveries(
          cycleId,
          bodies.map(({ kind }) => kind),
          bodies.map(({ name }) => name),
          at,
        ),
      ];
}
