/** What an expert said of an application: only `valid` counts. */
export const SCORE_STATES = ['valid', 'recused', 'withdrawn', 'removed'] as const;
export type ScoreState = (typeof SCORE_STATES)[number];

/** What the holder plans; person-times and persons a year. */
export interface GrantPlanText {
  readonly goals: string;
  readonly highSkillCapacityTarget: number | null;
  readonly publicServiceCapacityTarget: number | null;
  readonly backbonesTarget: number | null;
}

/** What the holder spends it for, in fen. */
export interface GrantBudget {
  readonly ownFundsFen: number;
  readonly items: readonly { readonly purpose: string; readonly fen: number }[];
}

/** The application as the holder wrote it, without its people and accounts. */
export interface GrantContent {
  readonly plan: GrantPlanText;
  readonly budget: GrantBudget;
  /** Codes of the leader's honours; empty where no leader is named. */
  readonly honours: readonly string[];
}

/** What the city wants corrected in the application, or the region's office in the report of a year. */
export interface GrantReturn {
  /** Null, or absent in returns of before, where the application itself was returned. */
  readonly year?: number | null;
  readonly corrections: readonly { readonly pointer: string; readonly remark: string }[];
  readonly remark: string | null;
}
