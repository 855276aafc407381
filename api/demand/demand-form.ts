import type { SkillLevel } from '../../domain/codes.ts';
import type { DemandList } from '../../domain/demand/demand-words.ts';
import type { Language } from '../kernel/language.ts';

/** The fields of the form, in their order. */
export const DEMAND_FORM_FIELDS = [
  'employer',
  'industry',
  'post',
  'hasSkill',
  'occupation',
  'skillLevel',
  'openings',
  'payFrom',
  'payTo',
  'wantsTraining',
  'wanted',
  'personName',
  'personPhone',
] as const;
export type DemandFormField = (typeof DEMAND_FORM_FIELDS)[number];

/** What the page of the form shows. */
export interface DemandFormView {
  readonly jurisdiction: string;
  /** Null: nobody has chosen yet. */
  readonly list: DemandList | null;
  readonly language: Language;
  readonly lists: readonly DemandList[];
  readonly levels: readonly SkillLevel[];
  readonly occupations: readonly { readonly code: string; readonly name: string }[];
  readonly values: Readonly<Partial<Record<DemandFormField, string>>>;
  readonly errors: readonly { readonly field: DemandFormField | null; readonly message: string }[];
  readonly said:
    | { readonly kind: 'received'; readonly receiptNo: string }
    | { readonly kind: 'refused'; readonly text: string }
    | null;
}

export type DemandFormPage = (view: DemandFormView) => string;
