import type { ClaimCourse } from '../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../domain/claim/claim-message.ts';
import { moveClaim } from '../domain/claim/claim-moves.ts';
import { connectDatabase } from '../prisma/kernel/connection.ts';
import { answerDaysOf } from '../prisma/line/register-questions.ts';
import { createRecordings } from '../prisma/recordings/create-recordings.ts';
import { countRoundTrips, type RecordedTrips } from '../test/support/round-trips.ts';
import type { BenchServers } from './bench-servers.ts';
import { isOwnTurn } from '../domain/authority/message-authority.ts';
import { AUDIT_KEY, trust } from '../test/support/act-keys.ts';
import { createClaimLives, liveThrough, type PreparedClaim } from './claim-life.ts';
import { countOf, timeOf, type Figure, type Part } from './report.ts';
import { median, rounded } from './statistics.ts';

const ROUND_TRIPS = 6;

/**
 * Where a claim's time goes that the floor does not have: its recordings alone, without Temporal, by act. What is left of
 * `cost` beside their sum are the workflow's own code and the payloads.
 */
export async function measureRecordings(servers: BenchServers, quick: boolean): Promise<Part> {
  const own = connectDatabase(servers.addresses.application, {
    name: 'butie profile',
    connections: 1,
    auditKey: AUDIT_KEY,
  });
  const counted = countRoundTrips(own.pool);
  const { sealer, library } = servers;
  const { calendar } = library;
  const recordings = createRecordings({
    pool: own.pool,
    sealer,
    answerDaysOf: answerDaysOf(library),
    calendar,
    ...trust(),
  });
  const lives = createClaimLives(servers);
  const claims = quick ? 3 : 40;
  const spent = { cpuMs: 0 };
  try {
    // The first claim parses statements and fills the snapshots' cache.
    for (let n = 0; n <= claims; n += 1) {
      spent.cpuMs = n === 1 ? 0 : spent.cpuMs;
      const claim = await lives.prepare(false);
      const record = recorderOf(claim, recordings, spent);
      await record({ kind: 'begin', actId: `${claim.claimId}/begin`, atMs: Date.now() + claim.plan.clockOffsetMs });
      await liveThrough(lives, claim, record);
    }
  } finally {
    await own.close();
  }
  return partOf(counted.slice(counted.length / (claims + 1)), claims, spent.cpuMs);
}

/** Records a claim's messages one after the other, as its workflow would, and adds the CPU of this process. */
function recorderOf(
  { course, plan }: PreparedClaim,
  recordings: ReturnType<typeof createRecordings>,
  spent: { cpuMs: number },
) {
  const now: { course: ClaimCourse } = { course };
  return async (message: ClaimMessage): Promise<{ readonly revision: number; readonly state: string }> => {
    const from = process.cpuUsage();
    const recorded = await recordings.recordClaim({
      before: now.course,
      message,
      plan,
      isOwnTurn: isOwnTurn('claim', message.kind),
    });
    const { user, system } = process.cpuUsage(from);
    spent.cpuMs += (user + system) / 1_000;
    if (recorded.kind !== 'recorded') {
      throw new RangeError(`${message.kind} was ${recorded.kind}`);
    }
    now.course = moveClaim(now.course, message, recorded.facts, plan);
    return now.course;
  };
}

function partOf(counted: readonly RecordedTrips[], claims: number, cpuMs: number): Part {
  const acts = [...new Set(counted.map(({ act }) => act))];
  const figures = acts.flatMap((act): readonly Figure[] => {
    const own = counted.filter((one) => one.act === act);
    const statements = Math.max(...own.map((one) => one.statements));
    return [
      countOf(`${act}: round trips (${statements} statements)`, Math.max(...own.map((one) => one.trips)), ROUND_TRIPS),
      timeOf(`${act}: wall (median)`, rounded(median(own.map(({ ms }) => ms))), 'ms'),
    ];
  });
  const wallMs = counted.reduce((sum, { ms }) => sum + ms, 0);
  return {
    name: 'recordings',
    measured: `the recordings of a standard claim of 40 lines alone, without Temporal; ${claims} claims`,
    figures: [
      ...figures,
      timeOf('all recordings of a claim: wall', rounded(wallMs / claims), 'ms'),
      timeOf('all recordings of a claim: CPU of this process', rounded(cpuMs / claims), 'ms'),
    ],
    details: { counted },
  };
}
