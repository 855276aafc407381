import { useParams } from 'wouter';
import { CalendarPage } from './calendar-page.tsx';
import { PacksPage } from './packs-page.tsx';
import { RoutesPage } from './routes-page.tsx';
import './law.css';

/** W13: the documents and what applies, the routes, the calendar. */
export default function LawScreen() {
  const { place } = useParams<{ place?: string }>();
  if (place === 'routes') {
    return <RoutesPage />;
  }
  return place === 'calendar' ? <CalendarPage /> : <PacksPage />;
}
