import type { FieldsView, FieldView, Json } from '@gaita/contracts';
import { valueWords } from '../formats/value-words.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** Below this many lists and contexts in one another a value is shown as it is stored. */
const deepest = 4;

interface ValueProps {
  readonly value: Json;
  /** What a form calls it. */
  readonly field?: FieldView;
  readonly depth?: number;
}

/** A value in the reader's language: lists as lists, contexts by their names. */
export function Value({ value, field, depth = 0 }: ValueProps) {
  const { t, formats } = useTexts();
  const choice = typeof value === 'object' ? undefined : field?.options?.[String(value)];
  const words = choice ?? valueWords(value, formats, t('value.yes'), t('value.no'));
  if (words !== undefined) return <>{field?.suffix && typeof value === 'number' ? `${words} ${field.suffix}` : words}</>;
  if (depth === deepest) return <pre>{JSON.stringify(value, null, 2)}</pre>;
  if (Array.isArray(value))
    return value.length === 0 ? (
      <>–</>
    ) : (
      <ul className="value__list">
        {value.map((item, index) => (
          <li key={index}>
            <Value value={item} field={field} depth={depth + 1} />
          </li>
        ))}
      </ul>
    );
  return <Named values={value as { readonly [name: string]: Json }} fields={field?.fields} depth={depth + 1} />;
}

interface NamedProps {
  readonly values: { readonly [name: string]: Json };
  readonly fields?: FieldsView;
  readonly depth?: number;
}

/** Values by what forms call them, else by their names. */
export function Named({ values, fields, depth = 0 }: NamedProps) {
  const entries = Object.entries(values);
  if (entries.length === 0) return <>–</>;
  return (
    <dl className="value__named">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{fields?.[name]?.label ?? name}:</dt>
          <dd>
            <Value value={value} field={fields?.[name]} depth={depth} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
