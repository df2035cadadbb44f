import type { Json } from '@gaita/contracts';
import { valueWords } from '../formats/value-words.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** Below this many lists and contexts in one another a value is shown as it is stored. */
const deepest = 4;

interface ValueProps {
  readonly value: Json;
  readonly depth?: number;
}

/** A value in the reader's language: lists as lists, contexts by their names. */
export function Value({ value, depth = 0 }: ValueProps) {
  const { t, formats } = useTexts();
  const words = valueWords(value, formats, t('value.yes'), t('value.no'));
  if (words !== undefined) return <>{words}</>;
  if (depth === deepest) return <pre>{JSON.stringify(value, null, 2)}</pre>;
  if (Array.isArray(value))
    return value.length === 0 ? (
      <>–</>
    ) : (
      <ul className="value__list">
        {value.map((item, index) => (
          <li key={index}>
            <Value value={item} depth={depth + 1} />
          </li>
        ))}
      </ul>
    );
  return <Named values={value as { readonly [name: string]: Json }} depth={depth + 1} />;
}

/** Values by their names. */
export function Named({ values, depth = 0 }: { readonly values: { readonly [name: string]: Json }; readonly depth?: number }) {
  const entries = Object.entries(values);
  if (entries.length === 0) return <>–</>;
  return (
    <dl className="value__named">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}:</dt>
          <dd>
            <Value value={value} depth={depth} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
