import { Gauge, type Registry } from 'prom-client';
import { STUCK_CAUSES, type StuckCause } from '../../domain/oversight/stuck.ts';
import { FINDING_KINDS, severityOf, type FindingKind } from '../../domain/check/check-words.ts';

/** What the checks of the office found, and how old what they know is. */
export interface CheckCounts {
  /** Findings that nobody has explained; a kind without any may be missing. */
  readonly findings: readonly { readonly kind: FindingKind; readonly count: number }[];
  /** Real seconds since the last run of a night, or since the birth of the office. */
  readonly lastRunSeconds: number;
  /** How many claims are stuck, by cause; null: not counted yet. */
  readonly stuckClaims: Readonly<Partial<Record<StuckCause, number>>> | null;
  /** Real seconds since Temporal listed what runs; null: never. */
  readonly standingSeconds: number | null;
}

/** @returns what takes over new counts */
export function checkGauges(registry: Registry): (counts: CheckCounts) => void {
  const registers = [registry];
  const findings = new Gauge({
    name: 'butie_integrity_findings',
    help: 'What the checks of the office found and nobody has explained, by check and severity',
    labelNames: ['check', 'severity'],
    registers,
  });
  const lastRun = new Gauge({
    name: 'butie_integrity_last_run_seconds',
    help: 'Time since the last nightly run of the checks, or since the birth of the office',
    registers,
  });
  const stuck = new Gauge({
    name: 'butie_stuck_claims',
    help: 'Stuck claims by cause, as they were counted within the last minute',
    labelNames: ['cause'],
    registers,
  });
  const standing = new Gauge({
    name: 'butie_standing_age_seconds',
    help: 'Time since Temporal last listed what runs',
    registers,
  });
  return (counts) => {
    for (const check of FINDING_KINDS) {
      const found = counts.findings.find(({ kind }) => kind === check);
      findings.set({ check, severity: severityOf(check) }, found?.count ?? 0);
    }
    lastRun.set(counts.lastRunSeconds);
    for (const cause of counts.stuckClaims === null ? [] : STUCK_CAUSES) {
      stuck.set({ cause }, counts.stuckClaims?.[cause] ?? 0);
    }
    if (counts.standingSeconds !== null) {
      standing.set(counts.standingSeconds);
    }
  };
}
