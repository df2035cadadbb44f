import type { FieldsView, Json, Variables } from '@gaita/contracts';
import { readFields } from '../api/processes.ts';
import { useResource } from '../api/use-resource.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { Value } from './value.tsx';

interface CaseValuesProps {
  readonly values: Variables;
  /** Whose forms say what the values are called. */
  readonly definitionId: string;
}

/** Data of the case in the words of its forms; what no form asks for stands below by its own name. */
export function CaseValues({ values, definitionId }: CaseValuesProps) {
  const { t, formats, language } = useTexts();
  const { data: fields, error } = useResource(
    `${definitionId} ${language}`,
    (signal) => readFields(definitionId, signal),
    definitionId,
  );
  if (!fields && !error) return null;
  const entries = inOrder(values, fields ?? {}, formats.compare);
  if (entries.length === 0) return <p>{t('case.noValues')}</p>;
  return (
    <dl className="values">
      {entries.map(([name, value]) => {
        const field = fields?.[name];
        return (
          <div key={name}>
            <dt lang={field ? undefined : 'en'}>{field?.label ?? name}</dt>
            <dd>
              <Value value={value} field={field} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** As the forms ask for them, the rest by name. */
function inOrder(values: Variables, fields: FieldsView, compare: (a: string, b: string) => number): [string, Json][] {
  const places = new Map(Object.keys(fields).map((key, place) => [key, place]));
  const placeOf = (name: string): number => places.get(name) ?? places.size;
  return Object.entries(values).sort(([a], [b]) => placeOf(a) - placeOf(b) || compare(a, b));
}
