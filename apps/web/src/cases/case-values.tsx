import type { Json, Variables } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

/** Data of the case by the names that its forms and conditions use. */
export function CaseValues({ values }: { readonly values: Variables }) {
  const { t, formats } = useTexts();
  const entries = Object.entries(values).sort(([a], [b]) => formats.compare(a, b));
  if (entries.length === 0) return <p>{t('case.noValues')}</p>;
  const words = (value: Json) =>
    value === null || value === ''
      ? '–'
      : typeof value === 'boolean'
        ? value
          ? t('value.yes')
          : t('value.no')
        : typeof value === 'number'
          ? formats.number(value)
          : typeof value === 'string'
            ? value
            : undefined;
  return (
    <dl className="values">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt lang="en">{name}</dt>
          <dd>{words(value) ?? <pre>{JSON.stringify(value, null, 2)}</pre>}</dd>
        </div>
      ))}
    </dl>
  );
}
