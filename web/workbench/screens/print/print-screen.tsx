import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link, useParams } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { sheetQuery, SHEETS, type SheetOf } from '../../api/resources/sheets.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { usePrintWords } from '../../words/print.ts';
import './print.css';

const BACK: Readonly<Record<SheetOf, string>> = {
  claim: '/claims',
  notice: '/notices',
  batch: '/payouts',
  recovery: '/recoveries',
};

/** W17: the A4 sheet of a claim, a notice, a batch or a recovery, as the server writes it. */
export default function PrintScreen() {
  const words = usePrintWords();
  const { what, id = '' } = useParams<{ what?: string; id?: string }>();
  const of = SHEETS.find((one) => one === what);
  return of === undefined ? <h1 className="page">{words.unknown}</h1> : <PrintSheet of={of} id={id} />;
}

function PrintSheet({ of, id }: { readonly of: SheetOf; readonly id: string }) {
  const words = usePrintWords();
  const asked = useQuery(sheetQuery(of, id));
  return (
    <section className="screen print-screen">
      <div className="buttons no-print">
        <Link href={`${BACK[of]}/${id}`}>{words.back}</Link>
        <Button type="primary" onClick={() => window.print()}>
          {words.print}
        </Button>
      </div>
      <AskedOnce
        isPage
        what={words.what}
        data={asked.data}
        fault={faultOf(asked.error)}
        onRetry={() => void asked.refetch()}
      >
        {(markup) => <Sheet markup={markup} />}
      </AskedOnce>
    </section>
  );
}

/** The server's own sheet in place; paper has the styles and page numbers that the server gives it. */
function Sheet({ markup }: { readonly markup: string }) {
  const paper = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { body, title } = new DOMParser().parseFromString(markup, 'text/html');
    const parts = [...(body.querySelector('main')?.childNodes ?? [])];
    const printed = document.createElement('p');
    printed.textContent = body.querySelector('footer')?.textContent.trim() ?? '';
    printed.className = 'printed';
    const before = document.title;
    document.title = title;
    if (paper.current !== null) {
      paper.current.className = body.className;
      paper.current.replaceChildren(...parts, printed);
    }
    return () => {
      document.title = before;
    };
  }, [markup]);
  return (
    <>
      <link rel="stylesheet" href="/public/pages.css" media="print" />
      <div ref={paper} />
    </>
  );
}
