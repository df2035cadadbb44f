import { useTexts } from '../texts/use-texts.tsx';

interface CompareTableProps {
  readonly rows: readonly { readonly label: string; readonly here: string; readonly there: string }[];
  /** What the two columns are called; without them: here and now. */
  readonly here?: string;
  readonly there?: string;
}

/** Two versions of the same fields beside one another. */
export function CompareTable({ rows, here, there }: CompareTableProps) {
  const { t } = useTexts();
  return (
    <table className="draft-conflict__table">
      <thead>
        <tr>
          <th scope="col">{t('meanwhile.field')}</th>
          <th scope="col">{here ?? t('meanwhile.here')}</th>
          <th scope="col">{there ?? t('meanwhile.now')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            <td>{row.here || '–'}</td>
            <td>{row.there || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
