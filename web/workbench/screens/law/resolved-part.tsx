import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { askedOf } from '../../api/asked.ts';
import { faultOf } from '../../api/problem.ts';
import { resolvedQuery, routesQuery, type Resolved } from '../../api/resources/law.ts';
import { Choice, Field } from '../../parts/act-form.tsx';
import { AskedOnce, NotRead } from '../../parts/asked.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { useLanguage } from '../../words/language.ts';
import { PlaceChoice } from '../../parts/place.tsx';
import { useLawKeys } from '../../words/law-keys.ts';
import { useLawWords } from '../../words/law.ts';
import { DifferencePart } from './difference-part.tsx';
import { ResolvedTable } from './resolved-table.tsx';
import { usePlace } from './use-place.ts';

/** What applies to a route on a day: the address holds what is asked, so that it can be sent. */
export function ResolvedPart() {
  const words = useLawWords();
  const language = useLanguage();
  const { jurisdiction: own, today } = usePlace();
  const [search, setSearch] = useSearchParams();
  const jurisdiction = search.get('jurisdiction') ?? own;
  const on = search.get('on') ?? today;
  const route = search.get('route') ?? '';
  const compareOn = search.get('compareOn') ?? '';
  const key = search.get('key') ?? '';
  const set = (name: string, value: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set(name, value);
      return next;
    });
  const routes = useInfiniteQuery({ ...routesQuery({ jurisdiction, on }), enabled: jurisdiction !== '' && on !== '' });
  const asked = useQuery({
    ...resolvedQuery({ jurisdiction, route, on, compareOn }),
    enabled: route !== '' && on !== '' && jurisdiction !== '',
  });
  const options = (routes.data?.pages ?? []).flatMap(({ items }) =>
    items.map(({ code, name }) => [code, name?.[language] ?? code] as const),
  );
  return (
    <Section title={words.resolve}>
      <div className="fields-row">
        <PlaceChoice label={words.jurisdiction} value={jurisdiction} onChange={(value) => set('jurisdiction', value)} />
        <Choice
          label={words.route}
          none={words.choose}
          value={route}
          options={options}
          onChange={(value) => set('route', value)}
        />
        <Field type="date" label={words.on} value={on} onChange={(value) => set('on', value)} />
        <Field type="date" label={words.compareOn} value={compareOn} onChange={(value) => set('compareOn', value)} />
      </div>
      <NotRead what={words.routesWhat} {...askedOf(routes)} />
      {route === '' ? (
        <p className="quiet">{words.pick}</p>
      ) : (
        <AskedOnce
          what={words.resolvedWhat}
          data={asked.data}
          fault={faultOf(asked.error)}
          onRetry={() => void asked.refetch()}
        >
          {(resolved) => <Applies resolved={resolved} chosen={key} onChoose={(value) => set('key', value)} />}
        </AskedOnce>
      )}
    </Section>
  );
}

interface AppliesProps {
  readonly resolved: Resolved;
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

function Applies({ resolved, chosen, onChoose }: AppliesProps) {
  const words = useLawWords();
  const keyName = useLawKeys();
  const shown = resolved.parameters.filter(({ key }) => chosen === '' || key === chosen);
  return (
    <>
      <p>
        <Mark tone={resolved.open ? 'ok' : 'warn'}>{resolved.open ? words.open : words.closed}</Mark>{' '}
        {resolved.missing.length > 0 && words.missing(resolved.missing.map(keyName).join(', '))}
      </p>
      {resolved.difference !== null && <DifferencePart difference={resolved.difference} />}
      <Choice
        label={words.parameter}
        none={words.allParameters}
        value={chosen}
        options={resolved.parameters.map(({ key }) => [key, keyName(key)])}
        onChange={onChoose}
      />
      <ResolvedTable parameters={shown} />
    </>
  );
}
