import type { ClaimFilters } from '../../api/resources/claim-lists.ts';

export type Organ = NonNullable<ClaimFilters['organ']>;

/** The organs that review claims: HR and those of the annex, and the others that a plan may name. */
export const ORGANS: readonly Organ[] = [
  'HRSS',
  'EDUCATION',
  'INDUSTRY_IT',
  'HOUSING_CONSTRUCTION',
  'AGRICULTURE',
  'VETERANS',
  'EMERGENCY_MGMT',
  'COAL_MINE_SAFETY',
  'TRADE_UNION',
  'DISABLED_FED',
  'POVERTY_RELIEF',
  'CIVIL_AFFAIRS',
  'CULTURE_TOURISM',
  'COMMERCE',
  'SCIENCE_TECH',
  'YOUTH_LEAGUE',
  'WOMENS_FED',
  'MARKET_REGULATION',
  'JUSTICE',
];

export function organOf(code: string | null): Organ | null {
  return ORGANS.find((organ) => organ === code) ?? null;
}
