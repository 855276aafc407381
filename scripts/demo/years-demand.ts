import { refusalOf } from './route-play.ts';
import type { YearsStage } from './years-stage.ts';

const JURISDICTION = '150600';
const CYCLES = `/api/v1/demand-cycles?jurisdiction=${JURISDICTION}`;
const ENTRIES = '/api/v1/demand-entries';

/** The first demand cycle, and how many there are a year later. */
export async function playDemand(stage: YearsStage): Promise<void> {
  const { demand, wanted } = stage.files;
  await stage.goTo(demand.entriesOn);
  stage.compareFields('demand.cycle', await cycleOf(stage, 1), wanted.demand.cycle);
  await enter(stage);
  stage.compare('demand.counts', (await cycleOf(stage, 1)).counts, wanted.demand.counts);

  await stage.goTo(demand.publishedOn);
  const published = await cycleOf(stage, 1);
  stage.compareFields('demand.published', published, { state: 'pushed', counts: wanted.demand.counts });
  const kinds = published.deliveries.map(({ recipientKind }: { readonly recipientKind: string }) => recipientKind);
  stage.compare('demand.recipients', kinds, wanted.demand.recipients);
  const next = await cycleOf(stage, 2);
  stage.compareFields('demand.next', next, wanted.demand.next);
  stage.compare('demand.carried', next.carried, wanted.demand.carried);
  stage.say(`${demand.publishedOn}  需求清单 cycle 1: ${JSON.stringify(published.counts)}`);
  await readPublicly(stage);

  await stage.goTo(demand.laterOn);
  const cycles = await stage.read('dept.hr', `${CYCLES}&limit=200`);
  const periods = await stage.read(
    'auditor',
    `/api/v1/periods?kind=DEMAND_CYCLE&jurisdiction=${JURISDICTION}&limit=200`,
  );
  stage.compare('demand.later', [cycles.items.length, cycles.items[0].no, periods.items.length], wanted.demand.later);
}

async function cycleOf(stage: YearsStage, no: number) {
  const { items } = await stage.read('dept.hr', CYCLES);
  return items.find((cycle: { readonly no: number }) => cycle.no === no);
}

async function enter(stage: YearsStage): Promise<void> {
  const { demand, wanted } = stage.files;
  const toCheck: { readonly id: string; readonly ok: boolean }[] = [];
  for (const { who, ok, entry, checkedAtOnce = false } of demand.entries) {
    const { body } = await (await stage.office.desk(who)).post(ENTRIES, entry);
    stage.compare(`demand entry of ${who}`, body.state, checkedAtOnce ? 'checked' : 'unchecked');
    if (!checkedAtOnce) {
      toCheck.push({ id: body.id, ok });
    }
  }
  for (const { who, why, entry } of demand.refused) {
    stage.compare(why, await refusalOf(await stage.office.desk(who), ENTRIES, entry), '422 FIELD_REQUIRED');
  }
  const unchecked = await stage.read('dept.hr', `${ENTRIES}?jurisdiction=${JURISDICTION}&state=unchecked`);
  stage.compare('demand.unchecked', unchecked.items.length, wanted.demand.unchecked);
  for (const { id, ok } of toCheck) {
    await stage.act('dept.hr', `${ENTRIES}/${id}/check`, { ok, remark: '电话核实' });
  }
}

/** The public lists name no person. */
async function readPublicly(stage: YearsStage): Promise<void> {
  const lists = [];
  for (const list of ['employer', 'worker']) {
    lists.push(await stage.read('auditor', `/public/demand?jurisdiction=${JURISDICTION}&cycle=1&list=${list}`));
  }
  const shown = JSON.stringify(lists);
  stage.compare(
    'demand.persons in public',
    stage.files.demand.persons.filter((person) => shown.includes(person)),
    [],
  );
}
