import { INSURANCE_KINDS } from '../../domain/codes.ts';
import type { RegisterAnswer } from '../../activities/register-ports.ts';
import type { AnsweredPeople, RegisterAnswers } from '../../domain/line/register-answers.ts';
import type { CountingContext } from './counting-context.ts';

/** What the registers say of these people, by blind index. */
export async function readAnswers(
  { registers }: Pick<CountingContext, 'registers'>,
  people: readonly Buffer[],
): Promise<RegisterAnswers> {
  const said = await registers.lookUp(people);
  const answered = <Row>({ available, rows }: RegisterAnswer<Row>): AnsweredPeople<Row> =>
    new Map(
      available
        ? people.map((person) => [person.toString('hex'), rows.get(person.toString('hex')) ?? []] as const)
        : [],
    );
  const insurance = [...answered(said.insurance)].map(
    ([person, rows]) =>
      [
        person,
        rows.map((row) => ({ ...row, kinds: INSURANCE_KINDS.filter((kind) => row.kinds.includes(kind)) })),
      ] as const,
  );
  return {
    certificates: answered(said.certificates),
    identity: answered(said.identity),
    subsidies: answered(said.subsidies),
    insurance: new Map(insurance),
  };
}
