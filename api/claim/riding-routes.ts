import type { Label } from '../../domain/policy/policy-pack.ts';
import { wordList } from '../../domain/texts/route-words.ts';
import { Problem } from '../kernel/problem.ts';

/** A route without a claim of its own, and the names of the routes that include it. */
export interface RidingRefusal {
  readonly code: 'ROUTE_RIDES';
  readonly route: string;
  readonly name: Label;
  readonly on: readonly Label[];
}

const WITH_ITS_CLAIM: Label = {
  zh: '申领上述补贴时一并计算，无需另行申请。',
  en: 'It is counted with the claim of those; nothing else has to be asked for.',
};

/** Where the applicant asks for an included route; the others are part of the claim automatically. */
const WHERE: Readonly<Record<string, Label>> = {
  EMPLOYMENT_FLOAT: {
    zh: '请在培训补贴申领中提交劳动合同：POST /claims/{claimId}/contract-evidence。',
    en: 'Hand in the labour contracts with the claim of the training: POST /claims/{claimId}/contract-evidence.',
  },
  ADVANCE_PAYMENT: {
    zh: '请在开班备案中申请：POST /class-filings/{filingId}/advance。',
    en: 'Ask for it with the filing of the class: POST /class-filings/{filingId}/advance.',
  },
};

export function routeRides({ route, name, on }: RidingRefusal): Problem {
  return new Problem('ROUTE_RIDES', {
    facts: { route: name, on: wordList(on), where: WHERE[route] ?? WITH_ITS_CLAIM },
    errors: [{ pointer: '/route', code: 'ROUTE_RIDES', facts: { route: name } }],
  });
}
