/** Codes of the glossary (docs/glossary.md): rows of packs and lists, spelled as there (D13). */

export const ORGAN_CODES = [
  'HRSS',
  'FINANCE',
  'EDUCATION',
  'INDUSTRY_IT',
  'HOUSING_CONSTRUCTION',
  'AGRICULTURE',
  'VETERANS',
  'EMERGENCY_MGMT',
  'COAL_MINE_SAFETY',
  'SASAC',
  'TRADE_UNION',
  'DISABLED_FED',
  'POVERTY_RELIEF',
  'CIVIL_AFFAIRS',
  'CULTURE_TOURISM',
  'COMMERCE',
  'SCIENCE_TECH',
  'YOUTH_LEAGUE',
  'WOMENS_FED',
  'INDUSTRY_COMMERCE_FED',
  'MARKET_REGULATION',
  'JUSTICE',
  'AUDIT',
] as const;
export type OrganCode = (typeof ORGAN_CODES)[number];

export const CERTIFICATE_KINDS = [
  'QUALIFICATION',
  'SKILL_LEVEL',
  'SPECIFIC_ABILITY',
  'SPECIAL_OPERATION',
  'TRAINING_COMPLETION',
] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

export const SKILL_LEVELS = ['LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2', 'LEVEL_1', 'NONE'] as const;
export type SkillLevel = (typeof SKILL_LEVELS)[number];

export function isSkillLevel(text: string): text is SkillLevel {
  return SKILL_LEVELS.some((level) => level === text);
}

export const DELIVERY_MODES = [
  'ORDER',
  'MATCHED',
  'RESERVE',
  'DIRECTED',
  'NIGHT_SCHOOL',
  'WEEKEND_CLASS',
  'MOBILE_CLASS',
  'ON_SITE',
  'ONLINE',
] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];

/** Documents that `filing.requiredDocs` may name; a route lists its own in addition. */
export const FILING_DOCUMENT_KINDS = ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN'] as const;

export const SUPERVISION_KINDS = ['CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT'] as const;
export type SupervisionKind = (typeof SUPERVISION_KINDS)[number];

export const INSURANCE_KINDS = ['PENSION', 'MEDICAL', 'UNEMPLOYMENT', 'WORK_INJURY'] as const;
export type InsuranceKind = (typeof INSURANCE_KINDS)[number];

/** Refusals of a line by a rule (policy-rules §7 and the practice data). */
export const REFUSAL_CODES = [
  'YEARLY_LIMIT',
  'SAME_OCCUPATION_LEVEL',
  'ALREADY_CLAIMED_BY_INSTITUTION',
  'NOT_CERTIFIED',
  'CERTIFICATE_NOT_ACCEPTED',
  'CERT_UNVERIFIED',
  'PENSION_ELIGIBLE',
  'FREE_GROUP_CHARGED',
  'ATTENDANCE_TOO_LOW',
  'OBJECTION_UPHELD',
  'REFUSED_BY_REVIEWER',
  'SIGNED_BEFORE_CLASS_END',
  'SIGNED_AFTER_WINDOW',
  'CONTRACT_TOO_SHORT',
  'INSURANCE_INCOMPLETE',
  'FEE_COVERED',
  'NO_EVIDENCE',
  'LOWER_LEVEL_BARRED',
  'EXCLUDED_BY_TRAINING_SUBSIDY',
  'EXCLUDED_BY_SKILL_UPGRADE',
  'CERTIFICATE_NOT_FOR_UPGRADE',
  'NO_TRAINING_RECORD',
  'INSURED_TOO_SHORT',
  'APPLIED_TOO_LATE',
  'UPGRADE_YEARLY_LIMIT',
  'NOT_ALLOWANCE_GROUP',
  'NO_TRAINING_LINE',
  'TRIAL_ALREADY_PAID',
  'COURSE_CLAIMED_OTHERWISE',
  'NO_COMPLETION_CERTIFICATE',
  'NOT_GRADUATION_YEAR',
  'MODULE_REPEATED',
  'NOT_WORK_TRAINING_CASE',
  'WORK_MONTH_TAKEN',
  'WORK_MONTHS_USED_UP',
  'EMPLOYER_OUTSIDE_CHAIN',
  'APPRENTICESHIP_LENGTH',
  'TRAINING_TOO_SHORT',
  'INTERNSHIP_TOO_SHORT',
  'NOT_A_GRADUATION_YEAR_INTERN',
  'OTHER_EMPLOYER_AFTER_INTERNSHIP',
  'CONTRACT_BEFORE_GRADUATION',
  'APPRENTICE_CONTRACT_TOO_SHORT',
  'PLACE_NOT_ENTITLED',
  'CLAIMED_ELSEWHERE',
  'APPRAISAL_REPEATED',
  /** Lines of earlier claims carry it; now COURSE_CLAIMED_OTHERWISE says it. */
  'CERTIFICATE_USED',
  'RESULT_USED',
  'OCCUPATION_NOT_LISTED',
  'CLAIM_WINDOW_OVER',
  'RENEWED_PERMIT',
  'ACCOUNT_OF_ANOTHER',
  'SHARES_DO_NOT_SUM',
  'INSTALMENT_NOT_DUE',
  'FACT_MISSING',
  'AMOUNT_MISSING',
  'NO_RATE',
  'OTHER_THAN_FIXED',
  'APPRENTICE_ALREADY',
  'TRAINING_PROOF_MISSING',
  'NOT_OF_GROUP',
  'RANK_NOT_AWARDED',
  'CLAIMED_IN_CLASS',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export function isRefusalCode(text: string): text is RefusalCode {
  return REFUSAL_CODES.some((code) => code === text);
}

/** Findings for a person to look at; a finding refuses nothing by itself. */
export const FINDING_CODES = [
  'CERT_UNVERIFIED',
  'CERT_MISMATCH',
  'IDENTITY_CONTRADICTION',
  'INSURANCE_CONTRADICTION',
  'INSURANCE_NOT_FOUND',
  'NOT_COMPARED',
  'CERT_BEFORE_CLASS_END',
  'INSURANCE_UNVERIFIED',
  'OVERLAPPING_HOURS',
  'SHARED_PHONE',
  'OPENED_BEFORE_FILING',
  'DIRECTORY_CHANGED',
  'POST_BEFORE_TRAINING',
  'SELF_EVALUATION',
  'SHARED_ACCOUNT',
  'TEACHER_TWICE',
  'OVER_PENSION_AGE',
  'MANUAL_COMPARISON',
  'NOT_NEWLY_HIRED',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** Every account has one or more of these roles; `financeSystem` is a machine. */
export const ROLES = [
  'applicant',
  'departmentReviewer',
  'bureauReviewer',
  'noticeOfficer',
  'financeMaker',
  'financeChecker',
  'expert',
  'operator',
  'operatorApprover',
  'policyEditor',
  'policyApprover',
  'auditor',
  'financeSystem',
  'grantOfficer',
  'grantApprover',
  'planOfficer',
  'demandOfficer',
] as const;
export type Role = (typeof ROLES)[number];

/** Sources of money (policy-rules §1.4). */
export const FUND_CODES = [
  'EMPLOYMENT_SUBSIDY',
  'UNEMPLOYMENT_INSURANCE',
  'SKILL_ACTION_SPECIAL_ACCOUNT',
  'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE',
  'TALENT_SPECIAL',
  'INDUSTRY_DEVELOPMENT',
  'EMPLOYMENT_SERVICE_SUBSIDY',
  'AWARD_INSTEAD_OF_SUBSIDY',
  'REGION_BUDGET',
  'BASE_PROJECT_FUND',
  'ENTERPRISE_EDU_FUND',
  'TRAINEE_SHARE',
  'DONATION',
] as const;
export type FundCode = (typeof FUND_CODES)[number];

/** The shared pipelines of claims (policy-rules §2.0). */
export const PIPELINE_CODES = [
  'P1_JOINT',
  'P2_EXISTING',
  'P3_INSURANCE',
  'P4_PROJECT_GRANT',
  'P5_AWARD',
  'P6_PURCHASE',
  'P7_TRACK_ONLY',
] as const;
export type PipelineCode = (typeof PIPELINE_CODES)[number];

/** What a fund may pay for, as the packs name it. A claim has payments for those of `claim-course.ts`. */
export const FUND_PURPOSES = ['advance', 'base', 'allowance', 'float', 'grant'] as const;
export type FundPurpose = (typeof FUND_PURPOSES)[number];

/** Warnings with which a filing may go on. */
export const FILING_WARNING_CODES = ['LATE_FILING', 'NO_DEMAND_LINK', 'NO_PLAN', 'CLASS_SIZE', 'FEW_HOURS'] as const;
export type FilingWarningCode = (typeof FILING_WARNING_CODES)[number];

/** Refusals of a filing. */
export const FILING_REFUSAL_CODES = ['NOT_ON_DIRECTORY', 'OCCUPATION_NOT_ON_DIRECTORY', 'NO_PLAN'] as const;
export type FilingRefusalCode = (typeof FILING_REFUSAL_CODES)[number];

/** Errors of a row of an imported table. For the first ten the order is also the precedence. */
export const ROW_ERROR_CODES = [
  'REQUIRED',
  'FORBIDDEN_CHARACTERS',
  'ID_FORMAT',
  'ID_CHECKSUM',
  'BORN_IN_FUTURE',
  'TOO_YOUNG',
  'DUPLICATE_IN_FILE',
  'ALREADY_ON_ROSTER',
  'UNKNOWN_CATEGORY',
  'PHONE_FORMAT',
  'FEE_FORMAT',
  'TOO_LONG',
  'NOT_ON_ROSTER',
  'NOT_ON_CLAIM',
  'DATE_FORMAT',
  'DATE_OUTSIDE_CLASS',
  'DATE_IN_FUTURE',
  'HOURS_FORMAT',
  'UNKNOWN_RESULT',
  'UNKNOWN_CERTIFICATE_KIND',
  'ENDS_BEFORE_SIGNED',
  'ENDS_BEFORE_START',
  'YES_OR_NO',
  'NUMBER_FORMAT',
  'UNKNOWN_INSURANCE_KIND',
  'UNKNOWN_SKILL_LEVEL',
  'UNKNOWN_EMPLOYER_KIND',
  'UNKNOWN_MODULE',
  'PLACE_FORMAT',
  'MONTH_FORMAT',
  'AMOUNT_FORMAT',
  'ACCOUNT_FORMAT',
  'ENDS_BEFORE_STARTS',
  'NO_PLACE',
  'NOT_THE_APPLICANT',
  'CELL_ERROR',
  'NUMBER_TOO_LONG',
  'TOO_MANY_CELLS',
  'QUOTE_OPEN',
  'RANK_FORMAT',
  'IN_A_CLAIM',
  'UNKNOWN_TITLE_KIND',
  'UNKNOWN_TITLE_LEVEL',
  'TITLE_NOT_OPEN',
  'PLACE_OUTSIDE',
  'CNY_FORMAT',
  'PAID_OVER_AMOUNT',
  'TITLE_EXISTS',
] as const;
export type RowErrorCode = (typeof ROW_ERROR_CODES)[number];

/** `accepted`: kept, not yet answered by its workflow · `recorded`: done · `refused`: changed nothing (D2). */
export const ACT_STATES = ['accepted', 'recorded', 'refused'] as const;
export type ActState = (typeof ACT_STATES)[number];

/** The mode of a database, fixed at its birth (D20). */
export const MODES = ['practice', 'live'] as const;
export type Mode = (typeof MODES)[number];

/** A move of the practice clock (D19). */
export const CLOCK_JUMP_STATES = ['requested', 'running', 'done'] as const;
export type ClockJumpState = (typeof CLOCK_JUMP_STATES)[number];

/** Only one move at a time: another one is refused until it is complete. */
export const RUNNING_JUMP_STATES = ['requested', 'running'] as const satisfies readonly ClockJumpState[];
