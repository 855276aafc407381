import { join } from 'node:path';
import { actOnClaim } from './class-play.ts';
import type { Life } from './demo-life.ts';
import {
  claimTheClass,
  contractCheck,
  fileTheClass,
  HR,
  pay,
  refusalOf,
  reviewAndPublish,
  runTheClass,
  sendResults,
  throughTheOffice,
  type Seats,
  type Stage,
} from './route-play.ts';

/** Every class of the demos has ended and been assessed by then. */
const ASSESSED = '2025-06-06T09:00:00+08:00';
/** Contracts were signed and a month was insured by then. */
const A_MONTH_LATER = '2025-07-21T09:00:00+08:00';

interface Cast {
  readonly applicant: string;
  readonly seats: Seats;
}

/** Filed, taught, assessed, claimed and submitted. */
async function claimOfClass(stage: Stage, { applicant, seats }: Cast): Promise<string> {
  const { department } = seats;
  const filingId = await fileTheClass(stage, applicant, department);
  await stage.office.moveClock({ advanceTo: ASSESSED });
  await runTheClass(stage, filingId, { applicant, department });
  await sendResults(stage, filingId, applicant);
  return claimTheClass(stage, filingId, applicant);
}

/** A class whose claim is paid and closes without contracts. */
function classLife(cast: Cast): Life {
  return async (stage) => {
    const id = await claimOfClass(stage, cast);
    await throughTheOffice(stage, [id], cast.seats);
    await contractCheck(stage, id, cast);
    return { claims: { main: { id, applicant: cast.applicant } } };
  };
}

/** C02 with C09 and C12: two funds in one claim, then contracts. An advance is refused. */
const institutionClass: Life = async (stage) => {
  const cast = { applicant: 'school', seats: HR };
  const school = await stage.office.desk('school');
  const filingId = await fileTheClass(stage, cast.applicant, HR.department);
  const path = `/api/v1/class-filings/${filingId}/advance`;
  const advance = await refusalOf(school, path, { amountFen: 10_000, pledge: true });
  await stage.office.moveClock({ advanceTo: ASSESSED });
  await runTheClass(stage, filingId, { applicant: cast.applicant, department: HR.department });
  await sendResults(stage, filingId, cast.applicant);
  const id = await claimTheClass(stage, filingId, cast.applicant);
  await throughTheOffice(stage, [id]);
  await stage.office.moveClock({ advanceTo: A_MONTH_LATER });
  await contractCheck(stage, id, cast);
  return { claims: { main: { id, applicant: 'school' } }, seen: { advance } };
};

/** C03: the union line reviews; who is in post earns no +50 % (R-080). */
const enterpriseClass: Life = async (stage) => {
  const cast = { applicant: 'factory', seats: { ...HR, department: 'dept.union' } };
  const id = await claimOfClass(stage, cast);
  await throughTheOffice(stage, [id], cast.seats);
  await stage.office.moveClock({ advanceTo: A_MONTH_LATER });
  await contractCheck(stage, id, cast);
  return { claims: { main: { id, applicant: 'factory' } } };
};

/** C07: the same module at two schools; the second time it is refused to persons who already had it. */
const entrepreneurship: Life = async (stage) => {
  const first = { ...stage, folder: join(stage.folder, 'first') };
  const second = { ...stage, folder: join(stage.folder, 'second') };
  const filings: string[] = [];
  for (const [one, applicant] of [
    [first, 'school'],
    [second, 'school2'],
  ] as const) {
    filings.push(await fileTheClass(one, applicant, HR.department));
  }
  await stage.office.moveClock({ advanceTo: ASSESSED });
  const [firstFiling = '', secondFiling = ''] = filings;
  const id = await assessAndClaim(first, firstFiling, 'school');
  const secondId = await assessAndClaim(second, secondFiling, 'school2', '2025-05-29');
  await throughTheOffice(stage, [id, secondId]);
  await contractCheck(first, id, { applicant: 'school' });
  await contractCheck(second, secondId, { applicant: 'school2' });
  return { claims: { main: { id, applicant: 'school' }, second: { id: secondId, applicant: 'school2' } } };
};

async function assessAndClaim(
  stage: Stage,
  filingId: string,
  applicant: string,
  visitedOn = '2025-05-27',
): Promise<string> {
  await runTheClass(stage, filingId, { applicant, department: HR.department, visitedOn });
  await sendResults(stage, filingId, applicant);
  return claimTheClass(stage, filingId, applicant);
}

/** C22: the justice authority is responsible, and its notice has numbers and no names. */
const custody: Life = async (stage) => {
  const seats = { ...HR, department: 'dept.justice' };
  const id = await claimOfClass(stage, { applicant: 'school', seats });
  const [shown = []] = await reviewAndPublish(stage, [id], seats);
  await pay(stage, id);
  await actOnClaim(await stage.office.desk('school'), id, 'contract-check', { complete: true });
  const notice = shown.map(({ name, idNumber, amountFen }) => [name, idNumber, amountFen]);
  return { claims: { main: { id, applicant: 'school' } }, seen: { notice } };
};

/** C23: government pays its own standard; the factory's share is recorded with the class. */
const technicians: Life = async (stage) => {
  const id = await claimOfClass(stage, { applicant: 'factory', seats: HR });
  await throughTheOffice(stage, [id]);
  const factory = await stage.office.desk('factory');
  const { filingId } = (await factory.get(`/api/v1/claims/${id}`)).body;
  const { facts } = (await factory.get(`/api/v1/class-filings/${filingId}`)).body;
  return { claims: { main: { id, applicant: 'factory' } }, seen: { costSharing: facts.costSharing } };
};

export const CLASS_LIVES: Readonly<Record<string, Life>> = {
  C02: institutionClass,
  C03: enterpriseClass,
  C07: entrepreneurship,
  C16: classLife({ applicant: 'school', seats: HR }),
  C18: classLife({ applicant: 'school', seats: { ...HR, department: 'dept.disabled' } }),
  C22: custody,
  C23: technicians,
  C45: classLife({ applicant: 'factory', seats: HR }),
};
