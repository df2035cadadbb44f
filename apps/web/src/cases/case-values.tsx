import type { Variables } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';
import { Value } from './value.tsx';

/** Data of the case by the names that its forms and conditions use. */
export function CaseValues({ values }: { readonly values: Variables }) {
  const { t, formats } = useTexts();
  const entries = Object.entries(values).sort(([a], [b]) => formats.compare(a, b));
  if (entries.length === 0) return <p>{t('case.noValues')}</p>;
  return (
    <dl className="values">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt lang="en">{name}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
