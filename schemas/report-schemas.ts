import { z } from 'zod';
import { GUIDANCE_SOURCES } from '../domain/plan/plan-content.ts';
import { Jurisdiction, ListFile, ShortListPage, Year } from './http-schemas.ts';

/** The caller's own jurisdiction and the year in business time, when they are left out. */
const PLAN_YEAR = { jurisdiction: Jurisdiction.optional(), year: Year.optional() };

export const BudgetsQuery = z.strictObject({ ...PLAN_YEAR, ...ShortListPage });
export const PlanProgressQuery = z.strictObject({
  ...PLAN_YEAR,
  ...ListFile,
});

const MONEY_FIELDS = {
  budgetFen: z.int().nullable(),
  reservedFen: z.int(),
  boundFen: z.int(),
  paidFen: z.int(),
  /** Below zero where the line is overdrawn; null without a budget. */
  remainingFen: z.int().nullable(),
};

export const BudgetsAnswer = z
  .object({
    jurisdiction: z.string(),
    year: z.int(),
    nextCursor: z.string().nullable(),
    items: z.array(
      z.object({
        planLine: z.string(),
        organ: z.string(),
        organName: z.string(),
        program: z.string(),
        programName: z.string(),
        personTimes: z.int().nullable(),
        classes: z.int(),
        ...MONEY_FIELDS,
      }),
    ),
    /** Of the lines that have a budget. */
    total: z.object(MONEY_FIELDS),
  })
  .meta({ id: 'Budgets' });

const PROGRESS_FIELDS = {
  guidance: z.int().nullable(),
  done: z.int(),
  /** Hundredths of a percent; more than 10,000 is no fault. */
  progressBp: z.int().nullable(),
};
/** Attendance is met · a claim is approved. */
const FIGURES = { trained: z.int(), subsidised: z.int() };
const SOURCE_FIELDS = { document: z.string(), clause: z.string() };

export const PlanProgressAnswer = z
  .object({
    jurisdiction: z.string(),
    year: z.int(),
    /** The day on which the year's plan was due. */
    planDueOn: z.string().nullable(),
    planLines: z.array(
      z.object({
        planLine: z.string(),
        organ: z.string(),
        organName: z.string(),
        program: z.string(),
        programName: z.string(),
        /** Person-times of the accepted plan. */
        planned: z.int().nullable(),
        ...PROGRESS_FIELDS,
        /** The year's split, the annex in its years, or the annex as last known, which is not in force. */
        guidanceFrom: z.enum(GUIDANCE_SOURCES).nullable(),
        ...FIGURES,
      }),
    ),
    organs: z.array(
      z.object({ organ: z.string(), organName: z.string(), ...PROGRESS_FIELDS, ...FIGURES, outsidePlan: z.int() }),
    ),
    total: z.object({ ...PROGRESS_FIELDS, ...FIGURES }),
    /** The guidance table of the year; not in force, it is the last known one and guides nothing. Null before the first. */
    annex: z
      .object({
        document: z.string(),
        fromYear: z.int(),
        toYear: z.int().nullable(),
        inForce: z.boolean(),
        personTimes: z.int(),
        organs: z.array(z.object({ organ: z.string(), organName: z.string(), personTimes: z.int() })),
      })
      .nullable(),
    phase: z.object({ ...PROGRESS_FIELDS, ...FIGURES, notSplit: z.int(), ...SOURCE_FIELDS }).nullable(),
    region: z
      .object({
        ...PROGRESS_FIELDS,
        ...FIGURES,
        jurisdiction: z.string(),
        fromYear: z.int(),
        byYear: z.int(),
        ...SOURCE_FIELDS,
      })
      .nullable(),
  })
  .meta({ id: 'PlanProgress' });
