import type * as Column from './column-types.ts'; // Written by npm run generate from schema.prisma; change that.
import type { ColumnType } from "kysely";
export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export type Absence = {
    id: string;
    person_id: string;
    /**
     * @kyselyType(Column.Day)
     */
    from_on: Column.Day;
    /**
     * The last day.
     * @kyselyType(Column.Day)
     */
    until_on: Column.Day;
    deputy_id: string | null;
    note_sealed: Buffer | null;
    created_at: Timestamp;
    /**
     * When the person took it back or entered another one.
     */
    ended_at: Timestamp | null;
};
export type AccessCount = {
    chain: string;
    /**
     * @kyselyType(Column.AccessAct)
     */
    act: Column.AccessAct;
    what: string;
    hour: Timestamp;
    count: number;
};
export type AccountingPeriod = {
    id: string;
    jurisdiction: string;
    period: string;
    /**
     * @kyselyType(Column.AccountingState)
     */
    state: Column.AccountingState;
    report_sha256: string | null;
    proposed_by: string | null;
    proposed_at: Timestamp | null;
    closed_by: string | null;
    closed_at: Timestamp | null;
};
export type AccountingReopening = {
    id: string;
    period_id: string;
    person_id: string;
    reason_sealed: Buffer;
    at: Timestamp;
};
export type Act = {
    id: string;
    /**
     * @kyselyType(Column.EntityKind)
     */
    entity_kind: Column.EntityKind;
    entity_id: string;
    /**
     * @kyselyType(Column.StoredAct)
     */
    act: Column.StoredAct;
    person_id: string | null;
    idempotency_key: string | null;
    body_digest: Buffer;
    expected_revision: number | null;
    task_id: string | null;
    /**
     * @kyselyType(Column.KeptBody)
     */
    body: Column.KeptBody;
    at: Timestamp;
    /**
     * @kyselyType(Column.ActState)
     */
    state: Column.ActState;
    refusal_code: string | null;
    recorded_revision: number | null;
    /**
     * @kyselyType(Column.RecordedOutcome)
     */
    course: Column.RecordedOutcome | null;
    answered_at: Timestamp | null;
    created_at: Generated<Timestamp>;
    /**
     * Ed25519, by an API process, over person, message and digest (D2); null for acts of entities, sweeps and timers.
     */
    signature: Buffer | null;
};
export type ActBeforeSigning = {
    id: string;
    person_id: string | null;
    /**
     * @kyselyType(Column.KeptBody)
     */
    body: Column.KeptBody;
};
export type AnnualPlan = {
    id: string;
    jurisdiction: string;
    year: number;
    /**
     * @kyselyType(Column.PlanState)
     */
    state: Column.PlanState;
    revision: Generated<number>;
    /**
     * @kyselyType(Column.YearPlanCourse)
     */
    course: Column.YearPlanCourse | null;
    /**
     * @kyselyType(Column.Day)
     */
    opens_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    due_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    closes_on: Column.Day;
    /**
     * The organs with which it began, and the law pinned then.
     * @kyselyType(Column.PlanBeginning)
     */
    opening: Column.PlanBeginning;
    created_at: Timestamp;
    state_since: Timestamp;
    start_requested_at: Timestamp | null;
    started_at: Timestamp | null;
};
export type AttendanceDay = {
    filing_id: string;
    trainee_id: string;
    /**
     * @kyselyType(Column.Day)
     */
    day: Column.Day;
    hours: number;
};
export type AuditBeforeDigests = {
    id: number;
    last_entry_id: number;
};
export type AuditBeforeKeys = {
    id: number;
    last_entry_id: number;
};
export type AuditEntry = {
    id: Generated<number>;
    /**
     * @kyselyType(Column.AuditedKind)
     */
    entity_kind: Column.AuditedKind;
    entity_id: string;
    seq: number;
    revision: number | null;
    /**
     * @kyselyType(Column.AuditAct)
     */
    act: Column.AuditAct;
    act_id: string | null;
    person_id: string | null;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ | null;
    section: string | null;
    at: Timestamp;
    /**
     * @kyselyType(Column.Facts)
     */
    facts: Column.Facts;
    previous_hash: Buffer;
    hash: Buffer;
    mac: Buffer | null;
};
export type AuditRoot = {
    /**
     * @kyselyType(Column.Day)
     */
    day: Column.Day;
    sequence_from: number;
    sequence_to: number;
    statement: string;
    heads: string;
    root: Buffer;
    signature: Buffer;
};
export type AuditSeal = {
    sequence: number;
    entry_id: number;
    seal: Buffer;
};
export type AuditUnsealed = {
    entry_id: number;
};
export type BankFile = {
    id: string;
    /**
     * @kyselyType(Column.BankFileKind)
     */
    kind: Column.BankFileKind;
    /**
     * @kyselyType(Column.BankFileState)
     */
    state: Column.BankFileState;
    jurisdiction: string;
    /**
     * Those of whose payments it may speak.
     */
    jurisdictions: string[];
    /**
     * Hexadecimal.
     */
    sha256: string;
    /**
     * Of the API process that took it in (S1).
     */
    signature: Buffer;
    name_sealed: Buffer;
    content_sealed: Buffer;
    entries: number;
    /**
     * Rows of a table that cannot be read.
     * @kyselyType(Column.BankRowErrors)
     */
    errors: Column.BankRowErrors;
    entered_by: string;
    /**
     * Empty: a person brought it.
     */
    machine_client_id: Generated<string>;
    created_at: Timestamp;
    decided_by: string | null;
    decided_at: Timestamp | null;
    reason: string | null;
    /**
     * When all its entries were in the inbox.
     */
    taken_at: Timestamp | null;
};
export type BankFileOut = {
    id: string;
    batch_id: string;
    /**
     * @kyselyType(Column.FileFormat)
     */
    format: Column.FileFormat;
    sha256: string;
    control_sum_fen: number;
    lines: number;
    taken_by: string;
    taken_at: Timestamp;
    /**
     * What the packs gave it; null for what was taken before these were kept.
     * @kyselyType(Column.FileSettings)
     */
    settings: Column.FileSettings | null;
};
export type BankFileRow = {
    file_id: string;
    no: number;
    /**
     * @kyselyType(Column.EntryWord)
     */
    says: Column.EntryWord;
    /**
     * @kyselyType(Column.EntryVerdict)
     */
    verdict: Column.EntryVerdict;
    /**
     * @kyselyType(Column.ParkReason)
     */
    reason: Column.ParkReason | null;
    /**
     * The instruction that the entry names.
     */
    instruction_id: string | null;
    amount_fen: number | null;
    /**
     * @kyselyType(Column.Day)
     */
    value_date: Column.Day | null;
    /**
     * @kyselyType(Column.EntryDirection)
     */
    direction: Column.EntryDirection | null;
    bank_reference: string | null;
    event_id: string | null;
    /**
     * The statement of the file that has it; 1 in a file without any.
     */
    statement_no: Generated<number>;
};
export type BankFileStatement = {
    file_id: string;
    /**
     * From 1, in the order of the file.
     */
    no: number;
    /**
     * The number of our account, as the file says it.
     */
    account: string | null;
    /**
     * The day of a statement.
     * @kyselyType(Column.Day)
     */
    statement_on: Column.Day | null;
};
export type BaseGrant = {
    id: string;
    grant_no: string;
    /**
     * Null for a title from before, which a file brought.
     */
    call_id: string | null;
    jurisdiction: string;
    route: string;
    year: number;
    /**
     * @kyselyType(Column.DesignationKind)
     */
    kind: Column.DesignationKind;
    /**
     * @kyselyType(Column.DesignationLevel)
     */
    level: Column.DesignationLevel;
    applicant_party_id: string;
    applicant_person_id: string | null;
    applicant_jurisdiction: string;
    /**
     * Whose title it is: the applicant's id, or the blind index of the leader's number. Null until somebody is named.
     */
    holder_key: string | null;
    /**
     * The level, where the law lets one holder apply for two levels in a year; else empty.
     */
    level_key: Generated<string>;
    name: string;
    address: string | null;
    /**
     * @kyselyType(Column.GrantContent)
     */
    content: Column.GrantContent;
    leader_sealed: Buffer | null;
    payee_sealed: Buffer | null;
    amount_fen: number;
    /**
     * @kyselyType(Column.GrantState)
     */
    state: Column.GrantState;
    revision: Generated<number>;
    round: Generated<number>;
    policy_snapshot_id: string | null;
    /**
     * @kyselyType(Column.GrantCourse)
     */
    course: Column.GrantCourse | null;
    score_centi: number | null;
    valid_scores: number | null;
    notice_id: string | null;
    /**
     * @kyselyType(Column.TitleState)
     */
    title_state: Generated<Column.TitleState>;
    /**
     * @kyselyType(Column.Day)
     */
    designated_on: Column.Day | null;
    document_no: string | null;
    outcome_reason: string | null;
    /**
     * The corrections of the last return, and a decision's remark.
     * @kyselyType(Column.GrantReturn)
     */
    returned: Column.GrantReturn | null;
    timer_at: Timestamp | null;
    state_since: Timestamp;
    submitted_at: Timestamp | null;
    start_requested_at: Timestamp | null;
    started_at: Timestamp | null;
    created_at: Timestamp;
    import_id: string | null;
    /**
     * What was paid of it before, by the file.
     */
    imported_paid_fen: number | null;
};
export type Batch = {
    id: string;
    batch_no: string;
    jurisdiction: string;
    /**
     * @kyselyType(Column.Fund)
     */
    fund: Column.Fund;
    /**
     * @kyselyType(Column.BatchState)
     */
    state: Column.BatchState;
    revision: Generated<number>;
    maker_id: string;
    checker_id: string | null;
    control_sum_fen: number;
    line_count: number;
    over_budget_fen: number | null;
    reason: string | null;
    /**
     * @kyselyType(Column.BatchCourse)
     */
    course: Column.BatchCourse | null;
    created_at: Timestamp;
    state_since: Timestamp;
    start_requested_at: Timestamp | null;
    started_at: Timestamp | null;
};
export type BulkDecision = {
    id: string;
    person_id: string;
    body_sealed: Buffer;
    plan_hash: string;
    created_at: Timestamp;
    expires_at: Timestamp;
    pledged_at: Timestamp | null;
    pledge_key: string | null;
};
export type BulkDecisionItem = {
    bulk_id: string;
    position: number;
    task_id: string;
    revision: number;
    case_revision: number | null;
    able: boolean;
    amount_fen: number;
    why: string | null;
    /**
     * @kyselyType(Column.PledgedResult)
     */
    result: Column.PledgedResult | null;
    problem: string | null;
    act_id: string | null;
};
export type Claim = {
    id: string;
    claim_no: string;
    /**
     * @kyselyType(Column.ClaimKind)
     */
    kind: Column.ClaimKind;
    filing_id: string | null;
    route: string;
    /**
     * @kyselyType(Column.Pipeline)
     */
    pipeline: Column.Pipeline;
    jurisdiction: string;
    applicant_party_id: string;
    applicant_person_id: string;
    payee_sealed: Buffer;
    payee_revision: Generated<number>;
    /**
     * @kyselyType(Column.Organ)
     */
    responsible_department: Column.Organ;
    /**
     * @kyselyType(Column.Fund)
     */
    fund: Column.Fund | null;
    /**
     * @kyselyType(Column.ClaimState)
     */
    state: Column.ClaimState;
    stage: string | null;
    /**
     * @kyselyType(Column.LeadingPurpose)
     */
    purpose: Generated<Column.LeadingPurpose>;
    round: Generated<number>;
    revision: Generated<number>;
    /**
     * @kyselyType(Column.ClaimCourse)
     */
    course: Column.ClaimCourse | null;
    claimed_fen: number;
    approved_fen: Generated<number>;
    paid_fen: Generated<number>;
    float_fen: Generated<number>;
    float_paid_fen: Generated<number>;
    lines_total: number;
    lines_eligible: number;
    lines_refused: number;
    lines_approved: Generated<number>;
    policy_snapshot_id: string | null;
    /**
     * @kyselyType(Column.RegisterName)
     */
    waiting_register: Column.RegisterName | null;
    training_data_changed: Generated<boolean>;
    /**
     * @kyselyType(Column.Day)
     */
    window_ends_on: Column.Day | null;
    /**
     * @kyselyType(Column.Day)
     */
    evidence_due_on: Column.Day | null;
    evidence_unverified_since: Timestamp | null;
    timer_at: Timestamp | null;
    /**
     * @kyselyType(Column.Day)
     */
    return_starts_on: Column.Day | null;
    return_days: number | null;
    /**
     * @kyselyType(Column.DueUnit)
     */
    return_unit: Column.DueUnit | null;
    /**
     * @kyselyType(Column.Day)
     */
    return_due_on: Column.Day | null;
    return_calendar: string | null;
    /**
     * @kyselyType(Column.OutcomeCode)
     */
    outcome_code: Column.OutcomeCode | null;
    state_since: Timestamp;
    submitted_at: Timestamp | null;
    start_requested_at: Timestamp | null;
    plan_digest: Buffer | null;
    started_at: Timestamp | null;
    closed_at: Timestamp | null;
    created_at: Timestamp;
    instalment: Generated<number>;
    /**
     * @kyselyType(Column.Day)
     */
    reference_on: Column.Day | null;
    plan_line_id: string | null;
    allowance_fen: Generated<number>;
    allowance_paid_fen: Generated<number>;
    advance_fen: Generated<number>;
};
export type ClaimDecider = {
    claim_id: string;
    person_id: string;
    role: string;
};
export type ClaimDocument = {
    claim_id: string;
    kind: string;
    file_id: string;
    uploaded_at: Timestamp;
};
export type ClaimEntry = {
    id: string;
    claim_id: string;
    position: number;
    trainee_id: string | null;
    name_sealed: Buffer | null;
    phone_sealed: Buffer | null;
    phone_index: Buffer | null;
    account_sealed: Buffer | null;
    account_index: Buffer | null;
    /**
     * @kyselyType(Column.EntryFacts)
     */
    facts: Column.EntryFacts;
    is_listed: boolean | null;
    added_at: Timestamp;
};
export type ClaimFund = {
    claim_id: string;
    /**
     * @kyselyType(Column.Purpose)
     */
    purpose: Column.Purpose;
    /**
     * @kyselyType(Column.Fund)
     */
    fund: Column.Fund;
    approved_fen: number;
    obligated_fen: Generated<number>;
    settled_fen: Generated<number>;
    budget_line: string | null;
    /**
     * The act whose recording set the approved amount (S14); null for amounts of before.
     */
    act_id: string | null;
};
export type ClaimLine = {
    id: string;
    claim_id: string;
    position: number;
    trainee_id: string | null;
    name_sealed: Buffer | null;
    /**
     * @kyselyType(Column.LineState)
     */
    state: Column.LineState;
    attended_hours: number;
    /**
     * @kyselyType(Column.CertificateKind)
     */
    certificate_kind: Column.CertificateKind | null;
    certificate_no: string | null;
    /**
     * @kyselyType(Column.Day)
     */
    certificate_date: Column.Day | null;
    occupation_code: string;
    /**
     * @kyselyType(Column.SkillLevel)
     */
    skill_level: Column.SkillLevel;
    base_fen: number;
    allowance_fen: Generated<number>;
    float_fen: Generated<number>;
    formula: string;
    /**
     * @kyselyType(Column.Refusals)
     */
    refusals: Column.Refusals;
    /**
     * @kyselyType(Column.Findings)
     */
    findings: Column.Findings;
    accepted_remark: string | null;
    float_accepted_remark: string | null;
    line_key: string;
    entry_id: string | null;
    payee_sealed: Buffer | null;
    account_index: Buffer | null;
    allowance_formula: string | null;
    /**
     * @kyselyType(Column.WantedKeys)
     */
    wanted_keys: Generated<Column.WantedKeys>;
};
export type ClaimLineDocument = {
    line_id: string;
    kind: string;
    file_id: string;
    uploaded_at: Timestamp;
};
export type ClaimReviewSection = {
    claim_id: string;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ;
    section: string;
    role: string;
};
export type ClaimRound = {
    claim_id: string;
    /**
     * The revision of the return.
     */
    revision: number;
    /**
     * @kyselyType(Column.LeadingPurpose)
     */
    purpose: Column.LeadingPurpose;
    round: number;
    at: Timestamp;
    /**
     * What the lines that are not refused were worth, in fen.
     */
    amount_fen: number;
    payee_revision: number;
    /**
     * @kyselyType(Column.KeptLines)
     */
    lines: Column.KeptLines;
};
export type ClockJump = {
    id: string;
    from_offset_ms: number;
    to_offset_ms: number;
    target_at: Timestamp;
    /**
     * @kyselyType(Column.ClockJumpState)
     */
    state: Column.ClockJumpState;
    note: string | null;
    requested_by: string;
    requested_at: Timestamp;
    done_at: Timestamp | null;
};
export type ContractEvidence = {
    line_id: string;
    claim_id: string;
    /**
     * @kyselyType(Column.Day)
     */
    signed_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    starts_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    ends_on: Column.Day | null;
    open_ended: boolean;
    employer_sealed: Buffer;
    insured_months: number;
    insurance_kinds: string[];
    received_at: Timestamp;
};
export type CreditCandidate = {
    recovery_id: string;
    party_id: string;
    open_fen: number;
    at: Timestamp;
};
export type DeclaredRelation = {
    person_id: string;
    party_id: string;
    declared_at: Timestamp;
};
export type DemandCycle = {
    id: string;
    jurisdiction: string;
    no: number;
    /**
     * @kyselyType(Column.Day)
     */
    starts_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    ends_on: Column.Day;
    opens_at: Timestamp;
    ends_at: Timestamp;
    /**
     * @kyselyType(Column.DemandPublishMode)
     */
    publish: Column.DemandPublishMode;
    push_to: string[];
    late: boolean;
    /**
     * @kyselyType(Column.DemandCycleState)
     */
    state: Column.DemandCycleState;
    state_since: Timestamp;
    revision: Generated<number>;
    /**
     * @kyselyType(Column.DemandCycleCourse)
     */
    course: Column.DemandCycleCourse | null;
    published_at: Timestamp | null;
    /**
     * @kyselyType(Column.DemandCounts)
     */
    counts: Column.DemandCounts | null;
    start_requested_at: Timestamp | null;
    started_at: Timestamp | null;
};
export type DemandDelivery = {
    cycle_id: string;
    /**
     * @kyselyType(Column.RecipientKind)
     */
    recipient_kind: Column.RecipientKind;
    recipient: string;
    delivered_at: Timestamp;
};
export type DemandEntry = {
    id: string;
    /**
     * @kyselyType(Column.DemandList)
     */
    list: Column.DemandList;
    jurisdiction: string;
    /**
     * @kyselyType(Column.DemandSource)
     */
    source: Column.DemandSource;
    /**
     * @kyselyType(Column.DemandEntryState)
     */
    state: Column.DemandEntryState;
    revision: Generated<number>;
    employer: string | null;
    industry: string | null;
    post: string;
    occupation_code: string | null;
    occupation_name: string | null;
    /**
     * @kyselyType(Column.SkillLevel)
     */
    skill_level: Column.SkillLevel | null;
    openings: number | null;
    pay_from_fen: number;
    pay_to_fen: number;
    has_skill: boolean | null;
    wants_training: boolean | null;
    wanted_code: string | null;
    wanted_name: string | null;
    name_sealed: Buffer | null;
    phone_sealed: Buffer | null;
    /**
     * @kyselyType(Column.Day)
     */
    entered_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    valid_until: Column.Day;
    entered_at: Timestamp;
    entered_by: string | null;
    party_id: string | null;
    checked_by: string | null;
    checked_at: Timestamp | null;
    remark: string | null;
};
export type DemandPublication = {
    cycle_id: string;
    /**
     * @kyselyType(Column.DemandList)
     */
    list: Column.DemandList;
    position: number;
    /**
     * @kyselyType(Column.PublishedDemand)
     */
    content: Column.PublishedDemand;
};
export type DesignationImport = {
    id: string;
    jurisdiction: string;
    /**
     * @kyselyType(Column.MoneyEntryState)
     */
    state: Column.MoneyEntryState;
    entered_by: string;
    entered_at: Timestamp;
    decided_by: string | null;
    decided_at: Timestamp | null;
};
export type DesignationImportRow = {
    import_id: string;
    no: number;
    /**
     * @kyselyType(Column.DesignationKind)
     */
    kind: Column.DesignationKind;
    /**
     * @kyselyType(Column.DesignationLevel)
     */
    level: Column.DesignationLevel;
    name: string;
    holder: string;
    city: string;
    /**
     * @kyselyType(Column.Day)
     */
    designated_on: Column.Day;
    amount_fen: number;
    paid_fen: number;
};
export type DifferenceExplanation = {
    id: string;
    jurisdiction: string;
    difference_id: string;
    text_sealed: Buffer;
    explained_by: string;
    explained_at: Timestamp;
};
export type DocumentVersion = {
    file_id: string;
    /**
     * @kyselyType(Column.DocumentOwner)
     */
    owner_kind: Column.DocumentOwner;
    /**
     * Of a line that left its claim, the versions stay.
     */
    owner_id: string;
    kind: string;
    version: number;
    uploaded_at: Timestamp;
};
export type EntitlementKey = {
    /**
     * @kyselyType(Column.KeyKind)
     */
    kind: Column.KeyKind;
    trainee_id: string;
    key: string;
    line_id: string;
};
export type Environment = {
    id: number;
    /**
     * @kyselyType(Column.Mode)
     */
    mode: Column.Mode;
    clock_offset_ms: Generated<number>;
    born_at: Timestamp;
    /**
     * The business instant of the birth: periods are expected from then on.
     */
    clock_began_at: Timestamp;
    key_check: Buffer;
    policy_digest: string | null;
    calendar_digest: string | null;
    /**
     * Made by the start that binds passwords; with another key nobody could sign in (S14).
     */
    bond_key_check: Buffer | null;
};
export type Event = {
    id: string;
    /**
     * @kyselyType(Column.EventType)
     */
    type: Column.EventType;
    /**
     * What its sequence counts, as `claim/clm_…`.
     */
    subject: string | null;
    position: number | null;
    sequence: number | null;
    jurisdictions: string[];
    claim_id: string | null;
    outbox_id: number | null;
    body: string;
    at: Timestamp;
};
export type EventPosition = {
    id: Generated<boolean>;
    last: number;
};
export type Filing = {
    id: string;
    filing_no: string;
    jurisdiction: string;
    route: string;
    plan_line_id: string | null;
    applicant_party_id: string;
    applicant_person_id: string;
    occupation_code: string;
    occupation_name: string;
    /**
     * @kyselyType(Column.SkillLevel)
     */
    skill_level: Column.SkillLevel;
    /**
     * @kyselyType(Column.CertificateKind)
     */
    certificate_kind: Column.CertificateKind;
    class_hours: number;
    /**
     * @kyselyType(Column.Day)
     */
    opens_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    ends_on: Column.Day;
    /**
     * @kyselyType(Column.DeliveryMode)
     */
    delivery_mode: Column.DeliveryMode;
    location: string;
    payee_sealed: Buffer;
    /**
     * @kyselyType(Column.FilingState)
     */
    state: Column.FilingState;
    revision: Generated<number>;
    round: Generated<number>;
    /**
     * @kyselyType(Column.Organ)
     */
    responsible_department: Column.Organ | null;
    /**
     * @kyselyType(Column.DepartmentSource)
     */
    department_source: Column.DepartmentSource | null;
    /**
     * @kyselyType(Column.FilingWarnings)
     */
    warnings: Column.FilingWarnings;
    /**
     * @kyselyType(Column.FiledDirectory)
     */
    directory_snapshot: Column.FiledDirectory | null;
    policy_snapshot_id: string | null;
    /**
     * @kyselyType(Column.FilingCourse)
     */
    course: Column.FilingCourse | null;
    filed_at: Timestamp | null;
    accepted_at: Timestamp | null;
    /**
     * @kyselyType(Column.Day)
     */
    assessment_due_on: Column.Day | null;
    /**
     * @kyselyType(Column.Day)
     */
    claim_window_ends_on: Column.Day | null;
    state_since: Timestamp;
    start_requested_at: Timestamp | null;
    started_at: Timestamp | null;
    created_at: Timestamp;
    /**
     * @kyselyType(Column.ClassFacts)
     */
    facts: Generated<Column.ClassFacts>;
    training_years: number | null;
};
export type FilingDocument = {
    filing_id: string;
    kind: string;
    file_id: string;
    uploaded_at: Timestamp;
};
export type ForgedAct = {
    /**
     * @kyselyType(Column.EntityKind)
     */
    entity_kind: Column.EntityKind;
    entity_id: string;
    /**
     * @kyselyType(Column.ForgedKind)
     */
    act: Column.ForgedKind;
    /**
     * @kyselyType(Column.Forgery)
     */
    cause: Column.Forgery;
    count: number;
    first_at: Timestamp;
    last_at: Timestamp;
};
export type GrantCall = {
    id: string;
    jurisdiction: string;
    route: string;
    year: number;
    /**
     * @kyselyType(Column.DesignationKind)
     */
    kind: Column.DesignationKind;
    /**
     * @kyselyType(Column.DesignationLevel)
     */
    level: Column.DesignationLevel;
    /**
     * @kyselyType(Column.CallState)
     */
    state: Column.CallState;
    revision: Generated<number>;
    /**
     * The law of the call, pinned when it opened.
     */
    policy_snapshot_id: string;
    /**
     * @kyselyType(Column.CallCourse)
     */
    course: Column.CallCourse | null;
    amount_fen: number;
    /**
     * @kyselyType(Column.Day)
     */
    opens_on: Column.Day;
    opened_at: Timestamp;
    late: Generated<boolean>;
    /**
     * @kyselyType(Column.Day)
     */
    closes_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    city_due_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    review_due_on: Column.Day;
    places: number | null;
    quota_reason: string | null;
    /**
     * From here on no score is written and none is taken back: a trigger keeps it.
     */
    scoring_closed_at: Timestamp | null;
    outcome_reason: string | null;
    state_since: Timestamp;
    start_requested_at: Timestamp | null;
    started_at: Timestamp | null;
    created_at: Timestamp;
};
export type GrantDecider = {
    grant_id: string;
    person_id: string;
    /**
     * @kyselyType(Column.GrantRole)
     */
    role: Column.GrantRole;
};
export type GrantDocument = {
    grant_id: string;
    kind: string;
    file_id: string;
    uploaded_at: Timestamp;
};
export type GrantInstalment = {
    grant_id: string;
    no: number;
    share_bp: number;
    amount_fen: number;
    /**
     * @kyselyType(Column.DueEvent)
     */
    due_event: Column.DueEvent;
    /**
     * @kyselyType(Column.InstalmentState)
     */
    state: Column.InstalmentState;
    /**
     * @kyselyType(Column.Day)
     */
    settled_on: Column.Day | null;
};
export type GrantPlace = {
    call_id: string;
    no: number;
    grant_id: string | null;
};
export type GrantRepayment = {
    id: string;
    grant_id: string;
    jurisdiction: string;
    /**
     * @kyselyType(Column.MoneyEntryState)
     */
    state: Column.MoneyEntryState;
    amount_fen: number;
    bank_reference: string;
    maker_id: string;
    maker_act_id: string;
    entered_at: Timestamp;
    decided_by: string | null;
    decided_act_id: string | null;
    decided_at: Timestamp | null;
    /**
     * Why it was rejected or taken back.
     */
    reason: string | null;
};
export type GrantScore = {
    grant_id: string;
    person_id: string;
    /**
     * @kyselyType(Column.ScoreState)
     */
    state: Column.ScoreState;
    /**
     * @kyselyType(Column.Points)
     */
    points: Column.Points | null;
    total: number | null;
    reason: string | null;
    at: Timestamp;
};
export type GrantStatement = {
    id: string;
    grant_id: string;
    text: string;
    by_person_id: string;
    at: Timestamp;
};
export type GrantTitle = {
    grant_id: string;
    first_year: number;
    agreement_no: string | null;
    holder_signed_at: Timestamp | null;
    office_signed_at: Timestamp | null;
    /**
     * @kyselyType(Column.Day)
     */
    build_ends_on: Column.Day | null;
    /**
     * @kyselyType(Column.AcceptanceState)
     */
    acceptance_state: Column.AcceptanceState;
    acceptance_round: number;
    acceptance_report: string | null;
    /**
     * @kyselyType(Column.Day)
     */
    acceptance_due_on: Column.Day | null;
    accepted_at: Timestamp | null;
    spent_fen: number;
    suspended: Generated<boolean>;
    suspended_until: Timestamp | null;
    suspension_reason: string | null;
    /**
     * What is asked back; null until an approver revoked the title.
     */
    recover_fen: number | null;
    recovered_fen: Generated<number>;
    revocation_no: string | null;
    /**
     * @kyselyType(Column.Day)
     */
    ended_on: Column.Day | null;
};
export type GrantYear = {
    grant_id: string;
    year: number;
    /**
     * @kyselyType(Column.YearState)
     */
    state: Column.YearState;
    /**
     * @kyselyType(Column.YearLaw)
     */
    law: Column.YearLaw;
    policy_snapshot_id: string;
    /**
     * @kyselyType(Column.Day)
     */
    opens_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    report_due_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    review_due_on: Column.Day;
    late: Generated<boolean>;
    opened_at: Timestamp;
    /**
     * @kyselyType(Column.YearReport)
     */
    report: Column.YearReport | null;
    /**
     * @kyselyType(Column.ComputedYear)
     */
    computed: Column.ComputedYear | null;
    reported_at: Timestamp | null;
    /**
     * @kyselyType(Column.YearOutcome)
     */
    outcome: Column.YearOutcome | null;
    assessed_by: string | null;
    decided_at: Timestamp | null;
    /**
     * @kyselyType(Column.Day)
     */
    rectify_due_on: Column.Day | null;
    /**
     * @kyselyType(Column.YearReport)
     */
    rectification: Column.YearReport | null;
    /**
     * @kyselyType(Column.ComputedYear)
     */
    recheck_computed: Column.ComputedYear | null;
    rechecked_by: string | null;
    rechecked_at: Timestamp | null;
};
export type Hold = {
    id: string;
    claim_id: string;
    category: string;
    reason: string;
    until: Timestamp | null;
    created_by: string | null;
    created_at: Timestamp;
    released_at: Timestamp | null;
    released_by: string | null;
};
export type IdempotentRequest = {
    /**
     * The person who sent the key; without a sign-in `public/` and the digest of the request.
     */
    person_id: string;
    key: string;
    body_digest: Buffer;
    status: number | null;
    /**
     * Only of before answers were sealed; the start after the upgrade seals it (S9).
     * @kyselyType(Column.Anything)
     */
    answer: Column.Anything | null;
    answer_sealed: Buffer | null;
    /**
     * Kept for good; other answers are removed after a time.
     */
    moves_money: Generated<boolean>;
    started_at: Timestamp;
};
export type IntegrityCase = {
    id: string;
    jurisdiction: string;
    party_id: string;
    filing_id: string | null;
    /**
     * @kyselyType(Column.CaseFinding)
     * @kyselyType(Column.ForbiddenAct)
     */
    finding: Column.CaseFinding;
    suspected_crime: boolean;
    note: string;
    opened_by: string;
    opened_at: Timestamp;
    outcome: string | null;
    transfer_document_no: string | null;
    closing_reason: string | null;
    /**
     * Who entered the end of a suspected crime, which a second person confirms.
     */
    closing_asked_by: string | null;
    closing_asked_at: Timestamp | null;
    closed_by: string | null;
    closed_at: Timestamp | null;
    /**
     * Of the API process that kept each word, over all that the row says of it (S3).
     */
    opening_signature: Buffer | null;
    closing_signature: Buffer | null;
    confirmation_signature: Buffer | null;
};
export type IntegrityCaseBeforeSigning = {
    id: string;
    /**
     * @kyselyType(Column.Anything)
     */
    opening: Column.Anything;
    /**
     * @kyselyType(Column.Anything)
     */
    closing: Column.Anything | null;
    /**
     * @kyselyType(Column.Anything)
     */
    confirmation: Column.Anything | null;
};
export type IntegrityCaseClaim = {
    case_id: string;
    claim_id: string;
    hold_id: string;
    hold_act_id: string;
    release_act_id: string | null;
};
export type IntegrityCaseGrant = {
    case_id: string;
    grant_id: string;
    suspend_act_id: string;
    resume_act_id: string | null;
};
export type IntegrityFinding = {
    id: string;
    /**
     * @kyselyType(Column.FindingKind)
     */
    kind: Column.FindingKind;
    /**
     * What it is about, once per kind among the findings that are not gone.
     */
    subject: string;
    /**
     * @kyselyType(Column.FindingEntity)
     */
    entity_kind: Column.FindingEntity | null;
    entity_id: string | null;
    claim_id: string | null;
    /**
     * Null: it is about no office, and every operator sees it.
     */
    jurisdiction: string | null;
    since: Timestamp;
    last_seen_at: Timestamp;
    /**
     * @kyselyType(Column.FindingEvidence)
     */
    evidence: Column.FindingEvidence;
    /**
     * @kyselyType(Column.FindingState)
     */
    state: Column.FindingState;
    explained_by: string | null;
    explained_at: Timestamp | null;
    explanation_sealed: Buffer | null;
    gone_at: Timestamp | null;
};
export type IntegrityRun = {
    id: string;
    /**
     * @kyselyType(Column.RunKind)
     */
    kind: Column.RunKind;
    /**
     * @kyselyType(Column.RunState)
     */
    state: Column.RunState;
    /**
     * The checks that were asked for, in the order of the domain's list.
     * @kyselyType(Column.CheckKind)
     */
    checks: Column.CheckKind[];
    asked_by: string | null;
    /**
     * Business time, as `ended_at`.
     */
    started_at: Timestamp;
    ended_at: Timestamp | null;
    /**
     * @kyselyType(Column.CheckResults)
     */
    results: Generated<Column.CheckResults>;
    /**
     * By the real clock.
     */
    done_at: Timestamp | null;
    /**
     * The last entry of the audit that it has verified with the chain of its entity; null: it verified none.
     */
    audit_to: number | null;
};
export type IntegrityTurn = {
    id: number;
    minute_at: Timestamp | null;
    /**
     * By cause; null: never counted.
     * @kyselyType(Column.StuckCounts)
     */
    stuck_claims: Column.StuckCounts | null;
};
export type LedgerEntry = {
    id: Generated<number>;
    transaction_id: string;
    account: string;
    amount_fen: number;
    claim_id: string | null;
    grant_id: string | null;
    instruction_id: string | null;
    at: Timestamp;
};
export type LumpMatch = {
    id: string;
    event_id: string;
    batch_id: string;
    jurisdiction: string;
    amount_fen: number;
    /**
     * @kyselyType(Column.MoneyEntryState)
     */
    state: Column.MoneyEntryState;
    maker_id: string;
    entered_at: Timestamp;
    decided_by: string | null;
    decided_at: Timestamp | null;
    reason: string | null;
};
export type MachineClient = {
    id: string;
    name: string;
    person_id: string;
    /**
     * It reports on instructions of these jurisdictions alone; what it says of others is as of no instruction.
     */
    jurisdictions: string[];
    api_key_hash: Buffer;
    webhook_secret_sealed: Buffer;
    /**
     * The former secret counts until then.
     */
    previous_secret_sealed: Buffer | null;
    previous_secret_expires_at: Timestamp | null;
    /**
     * The request that made the newest secret.
     */
    rotation_id: string | null;
};
export type MoneyEntry = {
    id: string;
    /**
     * @kyselyType(Column.MoneyEntryKind)
     */
    kind: Column.MoneyEntryKind;
    /**
     * @kyselyType(Column.MoneyEntryState)
     */
    state: Column.MoneyEntryState;
    jurisdiction: string;
    /**
     * The claim that owes; of a set-off the claim that pays, of a match the claim of the instruction.
     */
    claim_id: string | null;
    /**
     * The grant of the instruction, for a match alone.
     */
    grant_id: string | null;
    recovery_id: string | null;
    event_id: string | null;
    instruction_id: string | null;
    amount_fen: number;
    bank_reference: string | null;
    maker_id: string;
    maker_act_id: string;
    entered_at: Timestamp;
    decided_by: string | null;
    decided_act_id: string | null;
    decided_at: Timestamp | null;
    reason: string | null;
};
export type Notice = {
    id: string;
    notice_no: string;
    jurisdiction: string;
    /**
     * @kyselyType(Column.Organ)
     */
    responsible_department: Column.Organ;
    /**
     * @kyselyType(Column.NoticeState)
     */
    state: Column.NoticeState;
    revision: Generated<number>;
    policy_snapshot_id: string;
    /**
     * @kyselyType(Column.NoticeCourse)
     */
    course: Column.NoticeCourse | null;
    published_at: Timestamp | null;
    /**
     * @kyselyType(Column.Day)
     */
    ends_on: Column.Day | null;
    ends_at: Timestamp | null;
    page_digest: string | null;
    /**
     * The masks that its items were drafted with; a later version never changes a page.
     */
    mask_version: Generated<string>;
    outcome_reason: string | null;
    /**
     * The call whose proposal it publishes; null for a notice of claims.
     */
    grant_call_id: string | null;
    created_by: string | null;
    created_at: Timestamp;
    state_since: Timestamp;
    start_requested_at: Timestamp | null;
    started_at: Timestamp | null;
};
export type NoticeClaim = {
    notice_id: string;
    claim_id: string;
    /**
     * @kyselyType(Column.LeadingPurpose)
     */
    purpose: Column.LeadingPurpose;
    /**
     * @kyselyType(Column.NoticeClaimState)
     */
    state: Column.NoticeClaimState;
    drop_reason: string | null;
    /**
     * @kyselyType(Column.PublicFacts)
     */
    facts: Column.PublicFacts;
};
export type NoticeConfirmation = {
    notice_id: string;
    /**
     * @kyselyType(Column.NoticeSide)
     */
    side: Column.NoticeSide;
    person_id: string;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ;
    section: string | null;
    at: Timestamp;
};
export type NoticeGrant = {
    notice_id: string;
    grant_id: string;
    item_no: number;
    /**
     * @kyselyType(Column.NoticeClaimState)
     */
    state: Column.NoticeClaimState;
    drop_reason: string | null;
    /**
     * @kyselyType(Column.NoticeGrantFacts)
     */
    facts: Column.NoticeGrantFacts;
};
export type NoticeItem = {
    notice_id: string;
    item_no: number;
    claim_id: string;
    line_id: string | null;
    masked_name: string;
    masked_id_number: string;
    amount_fen: number;
    /**
     * @kyselyType(Column.ItemDetail)
     */
    facts: Column.ItemDetail | null;
};
export type Notification = {
    id: Generated<number>;
    person_id: string;
    /**
     * @kyselyType(Column.NotificationKind)
     */
    kind: Column.NotificationKind;
    outbox_id: number;
    /**
     * @kyselyType(Column.NotifiedKind)
     */
    entity_kind: Column.NotifiedKind;
    entity_id: string;
    task_id: string | null;
    at: Timestamp;
    read_at: Timestamp | null;
    /**
     * Random, for people; the number keeps the order.
     */
    public_id: Generated<string>;
};
export type Objection = {
    id: string;
    receipt_no: string;
    notice_id: string;
    item_no: number;
    /**
     * Null for an objection to an application for a grant.
     */
    claim_id: string | null;
    grant_id: string | null;
    line_id: string | null;
    statement_sealed: Buffer;
    name_sealed: Buffer | null;
    contact_sealed: Buffer | null;
    at: Timestamp;
    /**
     * @kyselyType(Column.ObjectionState)
     */
    state: Column.ObjectionState;
    routed_at: Timestamp | null;
    ruled_by: string | null;
    ruled_at: Timestamp | null;
    remark: string | null;
    refuse_lines: string[];
};
export type OccupationLevelKey = {
    trainee_id: string;
    occupation_code: string;
    /**
     * @kyselyType(Column.SkillLevel)
     */
    skill_level: Column.SkillLevel;
    line_id: string;
};
export type OutboxMessage = {
    id: Generated<number>;
    topic: string;
    /**
     * @kyselyType(Column.EventKind)
     */
    entity_kind: Column.EventKind;
    entity_id: string;
    /**
     * @kyselyType(Column.Facts)
     */
    payload: Column.Facts;
    at: Timestamp;
    sent_at: Timestamp | null;
    attempts: Generated<number>;
};
export type Party = {
    id: string;
    /**
     * @kyselyType(Column.PartyKind)
     */
    kind: Column.PartyKind;
    name: string;
    jurisdiction: string;
};
export type PayoutFact = {
    id: Generated<number>;
    instruction_id: string;
    inbox_id: string;
    /**
     * @kyselyType(Column.ReportedState)
     */
    state: Column.ReportedState;
    amount_fen: number;
    /**
     * @kyselyType(Column.Day)
     */
    value_date: Column.Day | null;
    bank_reference: string | null;
    reason_code: string | null;
    said_at: Timestamp;
    recorded_at: Timestamp;
    /**
     * The day of the books: the value date, or the next open quarter's where that one is closed. A trigger writes it.
     * @kyselyType(Column.Day)
     */
    booked_on: Column.Day | null;
    /**
     * The closed quarter that it is late for.
     */
    late_period: string | null;
    /**
     * It gives the value date of a result that was first reported without one, and counts in its place. A trigger decides it.
     */
    restates: Generated<boolean>;
};
export type PayoutInbox = {
    id: string;
    source: string;
    /**
     * The machine client whose secret signed it; empty: entered by hand, or from before machines were told apart.
     */
    machine_client_id: Generated<string>;
    sender_id: string;
    /**
     * SHA-256 of the bytes as they were sent; null as body_sealed, and for events from before it was kept.
     */
    body_digest: Buffer | null;
    /**
     * The sender has used the id for other bytes before.
     */
    is_id_reused: Generated<boolean>;
    type: string;
    instruction_id: string | null;
    /**
     * The instruction that the report itself names.
     */
    said_instruction_id: string | null;
    amount_fen: number | null;
    /**
     * @kyselyType(Column.ReportBody)
     */
    body: Column.ReportBody;
    /**
     * The bytes as they were sent, in base64, sealed; null for results that were entered by hand.
     */
    body_sealed: Buffer | null;
    /**
     * The body has something that the columns do not.
     */
    is_odd: Generated<boolean>;
    received_at: Timestamp;
    /**
     * @kyselyType(Column.InboxState)
     */
    state: Column.InboxState;
    /**
     * @kyselyType(Column.ParkReason)
     */
    park_reason: Column.ParkReason | null;
    /**
     * Who matched it alone, before two persons did.
     */
    matched_by: string | null;
    /**
     * The confirmed match by which it got its instruction (S4).
     */
    match_id: string | null;
    batch_id: string | null;
    applied_at: Timestamp | null;
    /**
     * Why it was parked when it arrived.
     * @kyselyType(Column.ParkReason)
     */
    first_park_reason: Column.ParkReason | null;
    /**
     * Of the API process that took it in, over all that counts of it (S1).
     */
    signature: Buffer | null;
    /**
     * The bank's file that said it.
     */
    bank_file_id: string | null;
    /**
     * Who said that it is none of ours.
     */
    dismissed_by: string | null;
    dismissal_reason: string | null;
    /**
     * When a report of a claim that did not answer was last judged again.
     */
    tried_at: Timestamp | null;
};
export type PayoutInboxBeforeSigning = {
    id: string;
    /**
     * @kyselyType(Column.Anything)
     */
    said: Column.Anything;
};
export type PayoutInstruction = {
    id: string;
    batch_id: string;
    /**
     * The claim that is paid; null for an instalment of a grant.
     */
    claim_id: string | null;
    /**
     * The grant that is paid; null for a claim. A check wants one of the two.
     */
    grant_id: string | null;
    instalment_no: number | null;
    /**
     * @kyselyType(Column.PaidPurpose)
     */
    purpose: Column.PaidPurpose;
    /**
     * @kyselyType(Column.Fund)
     */
    fund: Column.Fund;
    amount_fen: number;
    payee_sealed: Buffer;
    payee_masked: string;
    /**
     * @kyselyType(Column.InstructionState)
     */
    state: Column.InstructionState;
    reason_code: string | null;
    state_since: Timestamp;
    created_at: Timestamp;
    /**
     * When it was released; null for a draft and for what was dropped before. A trigger writes it.
     */
    instructed_at: Timestamp | null;
    line_id: string | null;
};
export type Period = {
    id: string;
    /**
     * @kyselyType(Column.PeriodKind)
     */
    kind: Column.PeriodKind;
    jurisdiction: string;
    /**
     * The route of a call; empty for a kind that is of no route.
     */
    scope: string;
    key: string;
    opens_at: Timestamp;
    due_at: Timestamp | null;
    opened_at: Timestamp;
    late: boolean;
    closed_at: Timestamp | null;
    entity_id: string | null;
    opened_by: string | null;
    reason: string | null;
};
export type PeriodMissed = {
    /**
     * @kyselyType(Column.PeriodKind)
     */
    kind: Column.PeriodKind;
    jurisdiction: string;
    scope: string;
    key: string;
    noticed_at: Timestamp;
};
export type PeriodSchedule = {
    id: string;
    covered_until: Timestamp;
    paused: boolean;
    checked_at: Timestamp;
};
export type Person = {
    id: string;
    username: string;
    password_hash: string | null;
    display_name: string;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ | null;
    section: string | null;
    jurisdiction: string;
    roles: string[];
    party_id: string | null;
    disabled_at: Timestamp | null;
    /**
     * Grows whenever the person, their password or their rights change; sessions of an earlier one are dead (S12).
     */
    session_epoch: Generated<number>;
    /**
     * An HMAC over person and hash; null until the start has bound what the owner's login wrote (S14).
     */
    password_bond: Buffer | null;
};
export type PersonPreference = {
    person_id: string;
    /**
     * @kyselyType(Column.Preferences)
     */
    preferences: Column.Preferences;
};
export type PlanLine = {
    id: string;
    jurisdiction: string;
    year: number;
    organ: string;
    program: string;
    person_times: number | null;
    budget_fen: number | null;
    /**
     * The accepted version of the organ's plan that gave the amounts; null for a line of a pack, or of no plan.
     */
    accepted_version: number | null;
};
export type PlanSplit = {
    plan_id: string;
    version: number;
    reason: string;
    entered_by: string;
    entered_at: Timestamp;
};
export type PlanSplitLine = {
    plan_id: string;
    version: number;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ;
    program: string;
    person_times: number;
};
export type PlanVersion = {
    plan_id: string;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ;
    filing: number;
    version: number;
    /**
     * @kyselyType(Column.PlanVersionState)
     */
    state: Column.PlanVersionState;
    late: boolean;
    reason: string | null;
    remark: string | null;
    /**
     * What was trained before, in the plan of the first year.
     * @kyselyType(Column.Anything)
     */
    training_done: Column.Anything | null;
    submitted_by: string;
    submitted_at: Timestamp;
    decided_by: string | null;
    decided_at: Timestamp | null;
    decision_remark: string | null;
};
export type PlanVersionLine = {
    plan_id: string;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ;
    filing: number;
    program: string;
    person_times: number;
    budget_fen: number;
};
export type PolicySnapshot = {
    id: string;
    digest: Buffer;
    /**
     * @kyselyType(Column.Snapshot)
     */
    content: Column.Snapshot;
    created_at: Timestamp;
};
export type RateLimit = {
    key: string;
    points: Generated<number>;
    expire: number | null;
};
export type Reconciliation = {
    id: string;
    jurisdiction: string;
    /**
     * @kyselyType(Column.Day)
     */
    day: Column.Day;
    as_of: Timestamp;
    balanced: boolean;
    /**
     * @kyselyType(Column.FundFigures)
     */
    funds: Column.FundFigures;
    started_by: string | null;
};
export type ReconciliationDifference = {
    reconciliation_id: string;
    id: string;
    /**
     * @kyselyType(Column.DifferenceKind)
     */
    kind: Column.DifferenceKind;
    /**
     * @kyselyType(Column.Day)
     */
    day: Column.Day;
    /**
     * @kyselyType(Column.Fund)
     */
    fund: Column.Fund | null;
    amount_fen: number;
    claim_id: string | null;
    grant_id: string | null;
    instruction_id: string | null;
    event_id: string | null;
    since: Timestamp;
};
export type Recovery = {
    id: string;
    claim_id: string;
    party_id: string;
    /**
     * What is asked back: of what was found, what the approval and the ruling left.
     */
    amount_fen: number;
    recovered_fen: Generated<number>;
    /**
     * @kyselyType(Column.RecoveryState)
     */
    state: Column.RecoveryState;
    opened_at: Timestamp;
    closed_at: Timestamp | null;
    /**
     * What came back before steps had to say it; only the constraint recovery_is_its_steps asks.
     */
    unstepped_fen: Generated<number>;
    jurisdiction: string;
    /**
     * Whose money it is: a claim's base, allowance or top-up, or the advance of its class.
     * @kyselyType(Column.RecoveryPurpose)
     */
    purpose: Column.RecoveryPurpose;
    /**
     * @kyselyType(Column.RecoveryCause)
     */
    cause: Column.RecoveryCause;
    /**
     * What was found, with what claims have added since.
     */
    found_fen: number;
    /**
     * Null for the system.
     */
    found_by: string | null;
    approved_by: string | null;
    ruled_by: string | null;
    written_off_by: string | null;
    note: string | null;
    case_id: string | null;
    /**
     * @kyselyType(Column.RecoveryLines)
     */
    lines: Generated<Column.RecoveryLines>;
    /**
     * It was due before recoveries had a course: nobody approved it, and no letter went out.
     */
    is_of_before: Generated<boolean>;
    state_since: Timestamp;
    revision: Generated<number>;
    /**
     * @kyselyType(Column.RecoveryCourse)
     */
    course: Column.RecoveryCourse | null;
    /**
     * @kyselyType(Column.Day)
     */
    noticed_on: Column.Day | null;
    /**
     * @kyselyType(Column.Day)
     */
    pay_by: Column.Day | null;
    /**
     * @kyselyType(Column.Day)
     */
    appeal_by: Column.Day | null;
    appeal_statement: string | null;
    write_off_reason: string | null;
    write_off_document_no: string | null;
    start_requested_at: Timestamp | null;
    started_at: Timestamp | null;
};
export type RecoveryLetter = {
    recovery_id: string;
    /**
     * The revision of the recovery by which it was sent.
     */
    revision: number;
    /**
     * @kyselyType(Column.Day)
     */
    noticed_on: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    pay_by: Column.Day;
    /**
     * @kyselyType(Column.Day)
     */
    appeal_by: Column.Day;
    amount_fen: number;
    /**
     * @kyselyType(Column.RecoveryLines)
     */
    lines: Column.RecoveryLines;
    /**
     * Clause and account by the law of its day; null for letters that were sent before they were kept.
     * @kyselyType(Column.LetterLaw)
     */
    law: Column.LetterLaw | null;
};
export type RecoveryStep = {
    id: string;
    recovery_id: string;
    /**
     * @kyselyType(Column.RecoveryStepKind)
     */
    kind: Column.RecoveryStepKind;
    amount_fen: number;
    set_off_claim_id: string | null;
    bank_reference: string | null;
    decided_by: string | null;
    at: Timestamp;
    /**
     * What two persons of Finance said (S4); null for a step of before, and where a later claim settled the debt.
     */
    entry_id: string | null;
};
export type RegisterAnswer = {
    /**
     * @kyselyType(Column.RegisterName)
     */
    register: Column.RegisterName;
    person_index: Buffer;
    asked_at: Timestamp | null;
    answered_at: Timestamp | null;
    rows_sealed: Buffer | null;
};
export type RegisterAvailability = {
    register: string;
    available: boolean;
    changed_at: Timestamp;
};
export type RegisterCertificate = {
    id: Generated<number>;
    certificate_no: string;
    id_number_index: Buffer;
    name_sealed: Buffer;
    occupation: string;
    level: string;
    /**
     * @kyselyType(Column.Day)
     */
    date: Column.Day;
};
export type RegisterConnection = {
    /**
     * @kyselyType(Column.RegisterName)
     */
    register: Column.RegisterName;
    jurisdiction: string;
};
export type RegisterIdentity = {
    id: Generated<number>;
    id_number_index: Buffer;
    status: string;
    /**
     * @kyselyType(Column.Day)
     */
    since: Column.Day | null;
    /**
     * @kyselyType(Column.Day)
     */
    until: Column.Day | null;
};
export type RegisterInsurance = {
    id: Generated<number>;
    id_number_index: Buffer;
    employer: string;
    month: string;
    kinds: string[];
};
export type RegisterSubsidy = {
    id: Generated<number>;
    id_number_index: Buffer;
    route: string;
    occupation: string;
    level: string;
    /**
     * @kyselyType(Column.Day)
     */
    date: Column.Day;
};
export type Repair = {
    id: string;
    /**
     * @kyselyType(Column.EntityKind)
     */
    entity_kind: Column.EntityKind;
    entity_id: string;
    jurisdiction: string;
    /**
     * @kyselyType(Column.RepairCommand)
     */
    command: Column.RepairCommand;
    /**
     * @kyselyType(Column.RepairParameters)
     */
    parameters: Column.RepairParameters;
    reason_sealed: Buffer;
    /**
     * @kyselyType(Column.RepairState)
     */
    state: Column.RepairState;
    revision: number;
    /**
     * @kyselyType(Column.RepairDryRun)
     */
    dry_run: Column.RepairDryRun;
    digest: string;
    /**
     * @kyselyType(Column.RepairSeen)
     */
    seen_before: Column.RepairSeen;
    /**
     * @kyselyType(Column.RepairSeen)
     */
    seen_after: Column.RepairSeen | null;
    proposed_by: string;
    proposed_at: Timestamp;
    proposal_signature: Buffer;
    /**
     * @kyselyType(Column.Day)
     */
    lapses_on: Column.Day;
    approved_by: string | null;
    approved_at: Timestamp | null;
    approval_signature: Buffer | null;
    act_id: string | null;
    rejected_by: string | null;
    rejected_at: Timestamp | null;
    rejection_sealed: Buffer | null;
    applied_at: Timestamp | null;
    applied_by_clock_at: Timestamp | null;
    probes: Generated<number>;
    ended_at: Timestamp | null;
    /**
     * @kyselyType(Column.RepairFailure)
     */
    failure: Column.RepairFailure | null;
};
export type ResultEntry = {
    id: string;
    batch_id: string;
    /**
     * @kyselyType(Column.ResultRows)
     */
    rows: Column.ResultRows;
    maker_id: string;
    created_at: Timestamp;
    confirmed_by: string | null;
    confirmed_at: Timestamp | null;
    /**
     * Of the API process that took them in (S1).
     */
    signature: Buffer | null;
};
export type ResultEntryBeforeSigning = {
    id: string;
    batch_id: string;
    maker_id: string;
    /**
     * @kyselyType(Column.ResultRows)
     */
    rows: Column.ResultRows;
};
export type RosterEntry = {
    filing_id: string;
    trainee_id: string;
    name_sealed: Buffer;
    phone_sealed: Buffer;
    phone_index: Buffer;
    categories: string[];
    registered_at: string;
    employer: string;
    fee_fen: number;
    added_at: Timestamp;
    removed_at: Timestamp | null;
    account_sealed: Buffer | null;
    account_index: Buffer | null;
    /**
     * @kyselyType(Column.EntryFacts)
     */
    facts: Generated<Column.EntryFacts>;
};
export type SavedView = {
    person_id: string;
    views_sealed: Buffer;
};
export type SealingMark = {
    id: number;
    bound_at: Timestamp;
};
export type SectorPlan = {
    plan_id: string;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ;
    version: number;
    forecast: string;
    planned_training: string;
    entered_by: string;
    entered_at: Timestamp;
};
export type Session = {
    token_hash: Buffer;
    person_id: string;
    csrf_token: string;
    created_at: Timestamp;
    expires_at: Timestamp;
    id: string;
    session_epoch: Generated<number>;
    last_seen_at: Timestamp;
    /**
     * An HMAC over all of it but the time of the last request, under a key of the API processes (S1).
     */
    bond: Buffer;
    /**
     * Until when the password that was said anew counts, with an HMAC over it under the same key.
     */
    confirmed_until: Timestamp | null;
    confirmation_bond: Buffer | null;
};
export type SignInCount = {
    key: string;
    failures: Generated<number>;
    blocked_until: Timestamp;
    forgotten_at: Timestamp;
};
export type StandingTurn = {
    id: Generated<boolean>;
    listed_at: Timestamp;
    pages: number;
    runs: number;
};
export type StoredFile = {
    id: string;
    sha256: Buffer;
    size_bytes: number;
    media_type: string;
    name: string | null;
    name_sealed: Buffer | null;
    content: Buffer | null;
    content_sealed: Buffer | null;
    created_by: string;
    created_at: Timestamp;
};
export type StructureFigures = {
    plan_id: string;
    version: number;
    employed: number;
    skilled: number;
    high_skilled: number;
    source: string;
    entered_by: string;
    entered_at: Timestamp;
};
export type SupervisionEntry = {
    id: string;
    filing_id: string;
    kind: string;
    /**
     * @kyselyType(Column.Day)
     */
    visited_on: Column.Day;
    note: string;
    person_id: string;
    at: Timestamp;
};
export type Task = {
    id: string;
    /**
     * @kyselyType(Column.TaskKind)
     */
    kind: Column.TaskKind;
    stage: string;
    /**
     * @kyselyType(Column.Purpose)
     */
    purpose: Column.Purpose | null;
    round: number;
    /**
     * @kyselyType(Column.EntityKind)
     */
    entity_kind: Column.EntityKind;
    entity_id: string;
    objection_id: string | null;
    /**
     * The only person whose task it is (an expert's score); null for a task of an office.
     */
    for_person_id: string | null;
    /**
     * How many objections to one item a ruling answers; null for every other task.
     */
    objections: number | null;
    /**
     * The organ whose plan the task is about; null for every other task.
     * @kyselyType(Column.Organ)
     */
    plan_organ: Column.Organ | null;
    jurisdiction: string;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ;
    section: string | null;
    /**
     * @kyselyType(Column.Role)
     */
    role: Column.Role;
    subject: string;
    /**
     * @kyselyType(Column.TaskState)
     */
    state: Column.TaskState;
    assignee_id: string | null;
    /**
     * The absent person for whom the assignee has the task as a deputy; null for every other task.
     */
    on_behalf_of: string | null;
    /**
     * @kyselyType(Column.Day)
     */
    starts_on: Column.Day;
    due_days: number | null;
    /**
     * @kyselyType(Column.DueUnit)
     */
    due_unit: Column.DueUnit | null;
    /**
     * @kyselyType(Column.Day)
     */
    due_on: Column.Day | null;
    /**
     * @kyselyType(Column.Day)
     */
    near_on: Column.Day | null;
    /**
     * @kyselyType(Column.Day)
     */
    escalate_on: Column.Day | null;
    due_rule: string | null;
    calendar_version: string | null;
    provisional: Generated<boolean>;
    paused: Generated<boolean>;
    reminded_at: Timestamp | null;
    escalated_at: Timestamp | null;
    revision: Generated<number>;
    created_at: Timestamp;
    done_at: Timestamp | null;
    done_by: string | null;
    /**
     * @kyselyType(Column.DoneAct)
     */
    done_act: Column.DoneAct | null;
    /**
     * The route of its case; null where the case has none. A trigger keeps this and what follows equal to the case.
     */
    route: string | null;
    applicant_id: string | null;
    /**
     * The sum that it is about.
     */
    amount_fen: number | null;
    /**
     * Lines with findings that want a decision, and those that nobody has decided.
     */
    findings: Generated<number>;
    undecided: Generated<number>;
    /**
     * The applicant has answered a return.
     */
    corrected: Generated<boolean>;
};
export type TaskDraft = {
    task_id: string;
    person_id: string;
    content_sealed: Buffer;
    saved_at: Timestamp;
};
export type TaskTally = {
    id: string;
    /**
     * The digest of all columns but the number.
     */
    alike: string;
    /**
     * @kyselyType(Column.TaskState)
     */
    state: Column.TaskState;
    jurisdiction: string;
    /**
     * @kyselyType(Column.Organ)
     */
    organ: Column.Organ;
    /**
     * @kyselyType(Column.Role)
     */
    role: Column.Role;
    section: string | null;
    for_person_id: string | null;
    assignee_id: string | null;
    done_by: string | null;
    /**
     * @kyselyType(Column.TaskKind)
     */
    kind: Column.TaskKind;
    stage: string;
    route: string | null;
    /**
     * @kyselyType(Column.Organ)
     */
    plan_organ: Column.Organ | null;
    /**
     * @kyselyType(Column.Day)
     */
    due_on: Column.Day | null;
    /**
     * @kyselyType(Column.Day)
     */
    near_on: Column.Day | null;
    paused: boolean;
    provisional: boolean;
    corrected: boolean;
    is_undecided: boolean;
    tasks: number;
};
export type Trainee = {
    id: string;
    id_number_index: Buffer;
    id_number_sealed: Buffer;
};
export type TrainingKey = {
    trainee_id: string;
    filing_id: string;
    line_id: string;
};
export type TrainingResult = {
    filing_id: string;
    trainee_id: string;
    passed: boolean;
    /**
     * @kyselyType(Column.CertificateKind)
     */
    certificate_kind: Column.CertificateKind | null;
    certificate_no: string | null;
    /**
     * @kyselyType(Column.Day)
     */
    certificate_date: Column.Day | null;
    recorded_at: Timestamp;
};
export type WebhookAttempt = {
    id: Generated<number>;
    delivery_id: string;
    at: Timestamp;
    status: number | null;
    /**
     * @kyselyType(Column.DeliveryError)
     */
    error: Column.DeliveryError | null;
    duration_ms: number;
    excerpt: string;
};
export type WebhookAttemptCount = {
    endpoint_id: string;
    /**
     * `delivered` or the error.
     */
    result: string;
    count: number;
};
export type WebhookDelivery = {
    id: string;
    endpoint_id: string;
    event_id: string;
    subject: string | null;
    position: number | null;
    /**
     * @kyselyType(Column.DeliveryState)
     */
    state: Column.DeliveryState;
    attempts: Generated<number>;
    /**
     * Attempts since it began to wait.
     */
    tries: Generated<number>;
    is_replay: Generated<boolean>;
    created_at: Timestamp;
    /**
     * Later events of its subject wait for it for an hour from here.
     */
    waiting_since: Timestamp;
    next_at: Timestamp | null;
    /**
     * Until then one sender has it.
     */
    leased_until: Timestamp | null;
    lease: string | null;
    last_status: number | null;
    /**
     * @kyselyType(Column.DeliveryError)
     */
    last_error: Column.DeliveryError | null;
    delivered_at: Timestamp | null;
};
export type WebhookEndpoint = {
    id: string;
    owner_id: string;
    url: string;
    event_types: string[];
    description: string | null;
    /**
     * @kyselyType(Column.EndpointState)
     */
    state: Column.EndpointState;
    /**
     * @kyselyType(Column.DisabledReason)
     */
    disabled_reason: Column.DisabledReason | null;
    disabled_at: Timestamp | null;
    secret_sealed: Buffer;
    secret_hint: string;
    previous_secret_sealed: Buffer | null;
    previous_secret_expires_at: Timestamp | null;
    /**
     * The request that made the newest secret.
     */
    rotation_id: string | null;
    created_at: Timestamp;
    deleted_at: Timestamp | null;
    last_success_at: Timestamp | null;
    /**
     * The first failure after the last success, with how many there have been since and whether of several events.
     */
    failing_since: Timestamp | null;
    failures: Generated<number>;
    failed_event_id: string | null;
    fails_several: Generated<boolean>;
    /**
     * Until then it gets half of its lanes.
     */
    slowed_until: Timestamp | null;
};
export type WorkerHeartbeat = {
    id: string;
    started_at: Timestamp;
    at: Timestamp;
};
export type WorkflowStanding = {
    /**
     * @kyselyType(Column.EntityKind)
     */
    entity_kind: Column.EntityKind;
    entity_id: string;
    run_id: string | null;
    /**
     * @kyselyType(Column.WorkflowStatus)
     */
    status: Column.WorkflowStatus;
    started_at: Timestamp | null;
    closed_at: Timestamp | null;
    history_length: number | null;
    history_bytes: number | null;
    /**
     * The attempt of the pending workflow task; null if none is pending.
     */
    task_attempt: number | null;
    /**
     * The type of its failure, never its message.
     */
    task_failure: string | null;
    pending_activities: Generated<number>;
    /**
     * The pending activity with the most attempts.
     */
    activity_type: string | null;
    activity_attempt: number | null;
    activity_failure: string | null;
    activity_since: Timestamp | null;
    /**
     * The revision that the workflow itself says; null if it did not answer.
     */
    own_revision: number | null;
    /**
     * The revision of the row, read after the workflow was asked; null if there is no row.
     */
    row_revision: number | null;
    /**
     * @kyselyType(Column.EngineFault)
     */
    fault: Column.EngineFault | null;
    fault_since: Timestamp | null;
    /**
     * How many times in a row this fault was found.
     */
    fault_looks: Generated<number>;
    seen_at: Timestamp;
};
export type YearlySlot = {
    trainee_id: string;
    year: number;
    slot: number;
    max_per_year: number;
    line_id: string;
};
export type Tables = {
    absence: Absence;
    access_count: AccessCount;
    accounting_period: AccountingPeriod;
    accounting_reopening: AccountingReopening;
    act: Act;
    act_before_signing: ActBeforeSigning;
    annual_plan: AnnualPlan;
    attendance_day: AttendanceDay;
    audit_before_digests: AuditBeforeDigests;
    audit_before_keys: AuditBeforeKeys;
    audit_entry: AuditEntry;
    audit_root: AuditRoot;
    audit_seal: AuditSeal;
    audit_unsealed: AuditUnsealed;
    bank_file: BankFile;
    bank_file_out: BankFileOut;
    bank_file_row: BankFileRow;
    bank_file_statement: BankFileStatement;
    base_grant: BaseGrant;
    batch: Batch;
    bulk_decision: BulkDecision;
    bulk_decision_item: BulkDecisionItem;
    claim: Claim;
    claim_decider: ClaimDecider;
    claim_document: ClaimDocument;
    claim_entry: ClaimEntry;
    claim_fund: ClaimFund;
    claim_line: ClaimLine;
    claim_line_document: ClaimLineDocument;
    claim_review_section: ClaimReviewSection;
    claim_round: ClaimRound;
    clock_jump: ClockJump;
    contract_evidence: ContractEvidence;
    credit_candidate: CreditCandidate;
    declared_relation: DeclaredRelation;
    demand_cycle: DemandCycle;
    demand_delivery: DemandDelivery;
    demand_entry: DemandEntry;
    demand_publication: DemandPublication;
    designation_import: DesignationImport;
    designation_import_row: DesignationImportRow;
    difference_explanation: DifferenceExplanation;
    document_version: DocumentVersion;
    entitlement_key: EntitlementKey;
    environment: Environment;
    event: Event;
    event_position: EventPosition;
    filing: Filing;
    filing_document: FilingDocument;
    forged_act: ForgedAct;
    grant_call: GrantCall;
    grant_decider: GrantDecider;
    grant_document: GrantDocument;
    grant_instalment: GrantInstalment;
    grant_place: GrantPlace;
    grant_repayment: GrantRepayment;
    grant_score: GrantScore;
    grant_statement: GrantStatement;
    grant_title: GrantTitle;
    grant_year: GrantYear;
    hold: Hold;
    idempotent_request: IdempotentRequest;
    integrity_case: IntegrityCase;
    integrity_case_before_signing: IntegrityCaseBeforeSigning;
    integrity_case_claim: IntegrityCaseClaim;
    integrity_case_grant: IntegrityCaseGrant;
    integrity_finding: IntegrityFinding;
    integrity_run: IntegrityRun;
    integrity_turn: IntegrityTurn;
    ledger_entry: LedgerEntry;
    lump_match: LumpMatch;
    machine_client: MachineClient;
    money_entry: MoneyEntry;
    notice: Notice;
    notice_claim: NoticeClaim;
    notice_confirmation: NoticeConfirmation;
    notice_grant: NoticeGrant;
    notice_item: NoticeItem;
    notification: Notification;
    objection: Objection;
    occupation_level_key: OccupationLevelKey;
    outbox_message: OutboxMessage;
    party: Party;
    payout_fact: PayoutFact;
    payout_inbox: PayoutInbox;
    payout_inbox_before_signing: PayoutInboxBeforeSigning;
    payout_instruction: PayoutInstruction;
    period: Period;
    period_missed: PeriodMissed;
    period_schedule: PeriodSchedule;
    person: Person;
    person_preference: PersonPreference;
    plan_line: PlanLine;
    plan_split: PlanSplit;
    plan_split_line: PlanSplitLine;
    plan_version: PlanVersion;
    plan_version_line: PlanVersionLine;
    policy_snapshot: PolicySnapshot;
    rate_limit: RateLimit;
    reconciliation: Reconciliation;
    reconciliation_difference: ReconciliationDifference;
    recovery: Recovery;
    recovery_letter: RecoveryLetter;
    recovery_step: RecoveryStep;
    register_answer: RegisterAnswer;
    register_availability: RegisterAvailability;
    register_certificate: RegisterCertificate;
    register_connection: RegisterConnection;
    register_identity: RegisterIdentity;
    register_insurance: RegisterInsurance;
    register_subsidy: RegisterSubsidy;
    repair: Repair;
    result_entry: ResultEntry;
    result_entry_before_signing: ResultEntryBeforeSigning;
    roster_entry: RosterEntry;
    saved_view: SavedView;
    sealing_mark: SealingMark;
    sector_plan: SectorPlan;
    session: Session;
    sign_in_count: SignInCount;
    standing_turn: StandingTurn;
    stored_file: StoredFile;
    structure_figures: StructureFigures;
    supervision_entry: SupervisionEntry;
    task: Task;
    task_draft: TaskDraft;
    task_tally: TaskTally;
    trainee: Trainee;
    training_key: TrainingKey;
    training_result: TrainingResult;
    webhook_attempt: WebhookAttempt;
    webhook_attempt_count: WebhookAttemptCount;
    webhook_delivery: WebhookDelivery;
    webhook_endpoint: WebhookEndpoint;
    worker_heartbeat: WorkerHeartbeat;
    workflow_standing: WorkflowStanding;
    yearly_slot: YearlySlot;
};
