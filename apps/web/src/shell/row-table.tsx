import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@carbon/react';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly render: (row: Row) => ReactNode;
  /** A column of buttons: its header is only spoken. */
  readonly actions?: boolean;
}

interface RowTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowClass?: (row: Row) => string | undefined;
}

/** A table that becomes one card a row on a phone; the roles are written out because `display` would take them away there. */
export function RowTable<Row>({ label, columns, rows, rowKey, rowClass }: RowTableProps<Row>) {
  const place = useReachable();
  return (
    <div ref={place} className="rows-place">
      <Table className="rows" aria-label={label} size="lg">
        <TableHead role="rowgroup">
          <TableRow role="row">
            {columns.map(({ key, header, actions }) => (
              <TableHeader key={key} role="columnheader" scope="col">
                {actions ? <span className="cds--visually-hidden">{header}</span> : header}
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody role="rowgroup">
          {rows.map((row) => (
            <TableRow key={rowKey(row)} role="row" className={rowClass?.(row)}>
              {columns.map(({ key, header, render, actions }) => (
                <TableCell
                  key={key}
                  role="cell"
                  data-label={actions ? undefined : header}
                  className={actions ? 'rows__actions' : undefined}
                >
                  <div className="rows__value">{render(row)}</div>
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/**
 * A table that is wider than its place is scrolled in it, by keys, too. Carbon asks its head alone how wide it is, and only when the
 * window changes.
 */
function useReachable(): RefObject<HTMLDivElement | null> {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = around.current?.querySelector<HTMLElement>('.cds--data-table-content');
    if (!place) return undefined;
    const observer = new ResizeObserver(() => {
      if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
      else place.removeAttribute('tabindex');
    });
    for (const each of [place, ...place.children]) observer.observe(each);
    return () => observer.disconnect();
  }, []);
  return around;
}
