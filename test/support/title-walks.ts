import { expect } from 'vitest';
import { personIdOf, YEARS, type GrantOffice } from './grant-office.ts';

export type TitleWalks = ReturnType<typeof titleWalks>;

const PASS_ANSWERS = { figuresProved: true, fundsAsAgreed: true };
const ACCEPT_ANSWERS = { built: true, fundsAsAgreed: true, equipmentInPlace: true };

/** What a year shows, as it was counted by hand: after the report, the assessment and the recheck. */
interface WantedYear {
  readonly reported: readonly [state: string, isLate: boolean, computed: object];
  readonly days: object;
  readonly assessed: object;
  /** What the year shows, and the state of the grant. */
  readonly rechecked: readonly [year: object, state: string];
  readonly recheck: readonly [figures: unknown, computed: object];
}

interface PlayedYear {
  readonly year: number;
  readonly tooEarlyOn?: string;
  readonly overdueOn?: string;
  readonly reportOn: string;
  readonly report: { readonly spentFen: number };
  readonly refusedReports?: readonly { readonly code: string; readonly change: object }[];
  readonly assessOn: string;
  readonly act: string;
  readonly refusedOutcomes?: readonly { readonly act: string; readonly code: string }[];
  readonly rectificationOn?: string;
  readonly rectification?: object;
  readonly recheckOn?: string;
  readonly recheckAct?: string;
}

/** The life of a title over HTTP, as `practice/years` plays it. */
export function titleWalks(office: GrantOffice) {
  const goTo = (day: string): Promise<void> => office.setTime(`${day}T10:00:00+08:00`);

  const holderAct = async (who: string, grantId: string, path: string, body: object) =>
    (await office.as(who)).act('POST', `/api/v1/grants/${grantId}/${path}`, body);

  /** From a call to the signed agreement; a studio waits for one expert more. */
  const agreement = async (key: string, year = 2025) => {
    const application = YEARS.grants.applications.find((one: { key: string }) => one.key === key);
    const callId = await office.openCall(application.route, year);
    const [grantId = ''] = await office.scored(callId, [key], String(year));
    const proposed = await office.callAct('region.hr', callId, 'proposal', { grantIds: [grantId] });
    expect([proposed.status, proposed.body.code]).toEqual([200, undefined]);
    await office.publish(proposed.body.proposalNoticeId);
    await goTo(`${year}-08-04`);
    const designated = await office.decide('region.lead', grantId, { act: 'designate', documentNo: '内人社发1号' });
    expect([designated.status, designated.body.code]).toEqual([200, undefined]);
    await goTo(`${year}-08-11`);
    const holder = await holderAct(application.who, grantId, 'agreement', { pledge: true, separateAccount: true });
    expect([holder.status, holder.body.code]).toEqual([200, undefined]);
    const signed = await office.decide('region.hr', grantId, { act: 'sign', agreementNo: 'XY-1' });
    expect([signed.status, signed.body.code]).toEqual([200, undefined]);
    return { grantId, signed: (await office.readGrant(grantId)).body };
  };

  /** The due instalment through a batch of its own, reported by hand. */
  const pay = async (grantId: string, day: string): Promise<void> => {
    await goTo(day);
    const maker = await office.as('region.pay.maker');
    const checker = await office.as('region.pay.checker');
    const batch = await maker.send('POST', '/api/v1/payout-batches', { grantIds: [grantId] });
    expect([batch.status, batch.body.code]).toEqual([201, undefined]);
    const path = `/api/v1/payout-batches/${batch.body.id}`;
    const twice = await maker.send('POST', '/api/v1/payout-batches', { grantIds: [grantId] });
    expect([twice.status, twice.body.code]).toEqual([409, 'ALREADY_IN_BATCH']);
    const released = await checker.act('POST', `${path}/release`);
    expect([released.status, released.body.code, released.body.state]).toEqual([200, undefined, 'sent']);
    const [instruction] = released.body.instructions;
    expect(instruction).toMatchObject({ grantId, claimId: null, purpose: 'grant', state: 'instructed' });
    const rows = [
      { instructionId: instruction.id, state: 'settled', amountFen: instruction.amountFen, valueDate: day },
    ];
    const entered = await maker.send('POST', `${path}/results`, { rows });
    expect([entered.status, entered.body.code]).toEqual([201, undefined]);
    const confirmed = await checker.send('POST', `${path}/results/${entered.body.resultId}/confirmation`);
    expect([confirmed.status, confirmed.body.code]).toEqual([200, undefined]);
  };

  const accept = async (
    who: string,
    grantId: string,
    played: { readonly requestOn: string; readonly decideOn: string; readonly spentFen: number },
  ): Promise<void> => {
    await goTo(played.requestOn);
    const asked = await holderAct(who, grantId, 'acceptance-request', { report: '建成', spentFen: played.spentFen });
    expect([asked.status, asked.body.code, asked.body.acceptance?.state]).toEqual([200, undefined, 'requested']);
    await goTo(played.decideOn);
    const decided = await office.decide('region.hr', grantId, { act: 'accept', answers: ACCEPT_ANSWERS });
    expect([decided.status, decided.body.code]).toEqual([200, undefined]);
    const { body } = await office.readGrant(grantId);
    expect([body.state, body.acceptance.state]).toEqual(['active', 'accepted']);
  };

  const yearOf = async (grantId: string, year: number) => {
    const { body } = await office.readGrant(grantId);
    return body.years.find((one: { year: number }) => one.year === year);
  };

  const year = async (who: string, grantId: string, played: PlayedYear, wanted: WantedYear | null): Promise<void> => {
    const path = `years/${played.year}/report`;
    if (played.tooEarlyOn !== undefined) {
      await goTo(played.tooEarlyOn);
      const early = await holderAct(who, grantId, path, played.report);
      expect([early.status, early.body.code]).toEqual([409, 'YEAR_NOT_OPEN']);
    }
    if (played.overdueOn !== undefined) {
      await goTo(played.overdueOn);
      expect((await yearOf(grantId, played.year)).state).toBe('overdue');
    }
    await goTo(played.reportOn);
    for (const { code, change } of played.refusedReports ?? []) {
      const refused = await holderAct(who, grantId, path, { ...played.report, ...change });
      expect([refused.status, refused.body.code]).toEqual([422, code]);
    }
    const reported = await holderAct(who, grantId, path, played.report);
    expect([reported.status, reported.body.code]).toEqual([200, undefined]);
    const again = await holderAct(who, grantId, path, played.report);
    expect([again.status, again.body.code]).toEqual([409, 'REPORT_EXISTS']);
    const shown = await yearOf(grantId, played.year);
    if (wanted !== null) {
      const [state, late, computed] = wanted.reported;
      expect(shown).toMatchObject({ state, late, ...wanted.days });
      expect(shown.computed).toMatchObject(computed);
    }
    await assess(grantId, played, wanted);
    await recheck(who, grantId, played, wanted);
  };

  const assess = async (grantId: string, played: PlayedYear, wanted: WantedYear | null): Promise<void> => {
    await goTo(played.assessOn);
    for (const { act, code } of played.refusedOutcomes ?? []) {
      const refused = await office.decide('region.hr', grantId, { act, answers: PASS_ANSWERS });
      expect([refused.status, refused.body.code]).toEqual([422, code]);
    }
    const assessed = await office.decide('region.hr', grantId, { act: played.act, answers: PASS_ANSWERS });
    expect([assessed.status, assessed.body.code]).toEqual([200, undefined]);
    if (wanted !== null) {
      expect(await yearOf(grantId, played.year)).toMatchObject(wanted.assessed);
    }
  };

  const recheck = async (
    who: string,
    grantId: string,
    played: PlayedYear,
    wanted: WantedYear | null,
  ): Promise<void> => {
    if (played.recheckOn === undefined) {
      return;
    }
    if (played.rectificationOn !== undefined) {
      await goTo(played.rectificationOn);
      const path = `years/${played.year}/rectification`;
      const sent = await holderAct(who, grantId, path, played.rectification ?? {});
      expect([sent.status, sent.body.code]).toEqual([200, undefined]);
    }
    await goTo(played.recheckOn);
    const shown = await yearOf(grantId, played.year);
    expect(shown.state).toBe('recheck');
    const own = await office.decide('region.hr', grantId, { act: 'pass' });
    expect([own.status, own.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    const decided = await office.decide('region.hr2', grantId, { act: played.recheckAct });
    expect([decided.status, decided.body.code]).toEqual([200, undefined]);
    if (wanted !== null) {
      const [assessed, state] = wanted.rechecked;
      expect(shown.recheck.computed).toMatchObject(wanted.recheck[1]);
      expect(await yearOf(grantId, played.year)).toMatchObject(assessed);
      expect((await office.readGrant(grantId)).body.state).toBe(state);
    }
  };

  const repay = async (grantId: string, amountFen: number, bankReference: string): Promise<void> => {
    const maker = await office.as('region.pay.maker');
    const at = `/api/v1/grants/${grantId}`;
    const tooMuch = await maker.act('POST', `${at}/repayments`, { amountFen: 10 ** 12, bankReference });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([422, 'REPAID_TOO_MUCH']);
    const entered = await maker.act('POST', `${at}/repayments`, { amountFen, bankReference });
    expect([entered.status, entered.body.state]).toEqual([201, 'waitsForConfirmation']);
    const owed = await maker.send('GET', '/api/v1/recoveries');
    const debt = owed.body.items.find((one: { grantId: string }) => one.grantId === grantId);
    expect([debt.state, debt.waitingRepayments.map(({ id }: { id: string }) => id)]).toEqual([
      'due',
      [entered.body.id],
    ]);
    const checker = await office.as('region.pay.checker');
    const [shown] = (await checker.send('GET', '/api/v1/recoveries')).body.items;
    expect(shown.waiting).toMatchObject([
      { id: entered.body.id, kind: 'repayment', grantId, claimId: null, amountFen },
    ]);
    expect(shown.waiting[0].acts[0]).toEqual({ act: 'confirmation', allowed: true });
    const confirmed = await checker.send('POST', `${at}/repayments/${entered.body.id}/confirmation`);
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'confirmed']);
  };

  return { goTo, holderAct, agreement, pay, accept, year, yearOf, repay, personIdOf };
}
